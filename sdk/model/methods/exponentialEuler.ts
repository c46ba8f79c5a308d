import type { Update } from '../integration.js'
import { linear } from '../linear.js'
import type { Equation } from '../parse.js'
import { call, named, number, product, sum } from '../symbolic.js'

/**
 * Exponential Euler: each equation, linear in its own variable with slope A, is solved exactly for a step with the
 * other variables held fixed: `x + dt f exprel(A dt)` (Hochbruck & Ostermann 2010, Acta Numerica 19:209, eq. 1.5).
 */
export function exponentialEuler(equations: readonly Equation[]): Update {
  return {
    locals: equations.map(({ variable, right }) => ({ name: `d ${variable}`, value: right })),
    next: Object.fromEntries(
      equations.map(({ variable, right }) => {
        const slope = linear(right, new Set([variable]))!.coefficients.get(variable) ?? number(0)
        const share = call('exprel', product(slope, named('dt')))
        const step = product(named('dt'), named(`d ${variable}`))
        return [
          variable,
          sum(named(variable), product(step, slope.kind === 'number' && slope.value === 0 ? number(1) : share)),
        ]
      }),
    ),
  }
}
