import type { Expression } from '../expression.js'
import type { Update } from '../integration.js'
import type { Equation } from '../parse.js'
import { named, number, product, substitute, sum } from '../symbolic.js'

/** Stages of an explicit method: each slope is taken at `x + weight dt (the slope before)`, at time `t + weight dt`. */
function stages(equations: readonly Equation[], weights: readonly number[], dt: number): Update['locals'] {
  return weights.flatMap((weight, s) => {
    const by = new Map<string, Expression>()
    const points =
      s === 0
        ? []
        : equations.map(({ variable }) => {
            const point = `x${s + 1} ${variable}`
            by.set(variable, named(point))
            const slope = product(number(weight * dt), named(`k${s} ${variable}`))
            return { name: point, value: sum(named(variable), slope) }
          })
    if (weight > 0) by.set('t', sum(named('t'), number(weight * dt)))
    const slopes = equations.map(({ variable, right }) => ({
      name: `k${s + 1} ${variable}`,
      value: substitute(right, by),
    }))
    return [...points, ...slopes]
  })
}

const advanced = (equations: readonly Equation[], slope: (variable: string) => Expression) =>
  Object.fromEntries(equations.map(({ variable }) => [variable, sum(named(variable), slope(variable))]))

/** Heun (1900): the mean of the slopes at both ends of an Euler step; order 2. @param dt ms */
export function heun(equations: readonly Equation[], dt: number): Update {
  return {
    locals: stages(equations, [0, 1], dt),
    next: advanced(equations, v => product(number(dt / 2), sum(named(`k1 ${v}`), named(`k2 ${v}`)))),
  }
}

/** The classical method of Runge (1895) and Kutta (1901); order 4. @param dt ms */
export function rk4(equations: readonly Equation[], dt: number): Update {
  const middle = (v: string) => product(number(2), sum(named(`k2 ${v}`), named(`k3 ${v}`)))
  return {
    locals: stages(equations, [0, 0.5, 0.5, 1], dt),
    next: advanced(equations, v => product(number(dt / 6), sum(sum(named(`k1 ${v}`), middle(v)), named(`k4 ${v}`)))),
  }
}
