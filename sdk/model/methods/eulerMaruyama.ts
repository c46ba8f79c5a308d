import type { Expression } from '../expression.js'
import type { Update } from '../integration.js'
import { linear } from '../linear.js'
import type { Equation } from '../parse.js'
import { named, number, product, sum } from '../symbolic.js'

/**
 * Euler-Maruyama (Maruyama 1955): `x + dt f + sqrt(dt) sum g N` for `dx/dt = f + sum g xi`, with a normal number N for
 * each noise, neuron and step. @param dt ms
 */
export function eulerMaruyama(equations: readonly Equation[], noises: readonly string[], dt: number): Update {
  const names = new Set(noises)
  const parts = equations.map(({ variable, right }) => ({ variable, ...linear(right, names)! }))
  return {
    locals: parts.map(({ variable, rest }) => ({ name: `d ${variable}`, value: rest })),
    next: Object.fromEntries(
      parts.map(({ variable, coefficients }) => {
        let step: Expression = product(named('dt'), named(`d ${variable}`))
        for (const [noise, strength] of coefficients)
          step = sum(step, product(strength, product(number(Math.sqrt(dt)), named(noise))))
        return [variable, sum(named(variable), step)]
      }),
    ),
  }
}
