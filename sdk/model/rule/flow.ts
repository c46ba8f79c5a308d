import { EquationError } from '../equationError.js'
import { namesIn, type Expression } from '../expression.js'
import type { Update } from '../integration.js'
import { linear } from '../linear.js'
import { euler } from '../methods/euler.js'
import { exponentialEuler } from '../methods/exponentialEuler.js'
import { shared } from '../methods/shared.js'
import type { Equation } from '../parse.js'
import { call, isZero, named, number, product, sum } from '../symbolic.js'
import type { SynapseModel, SynapseVariable } from './synapseModel.js'

/** Name of the time since a variable was last known, ms, in {@link closedForm}. */
export const elapsed = 'elapsed time'

/** The flow of an equation that has a closed form by itself, or why it has none. */
export function flowOf(
  { variable, right }: Equation,
  parameters: readonly string[],
): NonNullable<SynapseVariable['flow']> | string {
  const other = namesIn(right).find(name => name !== variable && !parameters.includes(name))
  if (other) return `d${variable}/dt depends on ${other}`
  const found = linear(right, new Set([variable]))
  if (!found) return `d${variable}/dt is not linear in ${variable}`
  return { rate: found.coefficients.get(variable) ?? number(0), input: found.rest }
}

/** @throws EquationError saying why variables that are needed at events only cannot have such an equation */
export function refuseStepped(reason: string, equation: Equation, where: string, source: string): never {
  const what =
    `${reason}, so that it has no closed form between events; ` +
    'write continuous: true to move it on in every step, or an equation linear in itself alone'
  throw new EquationError(where, what, source, equation.at)
}

/**
 * A variable some time after it was last known: `x e^(a T) + b T exprel(a T)` for `dx/dt = a x + b`, an expression of
 * itself, parameters and {@link elapsed}.
 *
 * @example
 * closedForm(x)   // of dx/dt = -x/tau: x*exp(-1/tau*elapsed)
 */
export function closedForm({ name, flow }: SynapseVariable): Expression {
  if (!flow) return named(name)
  const { rate, input } = flow
  const T = named(elapsed)
  const exponent = product(rate, T)
  const decayed = isZero(rate) ? named(name) : product(named(name), call('exp', exponent))
  const grown = isZero(rate) ? T : product(T, call('exprel', exponent))
  return sum(decayed, product(input, grown))
}

/**
 * One step of the variables that have no closed form: exponential Euler where each equation is linear in its own
 * variable, else forward Euler, all slopes from the old values, all else held; an update of no variable if there are none.
 */
export function stepOf({ variables }: Pick<SynapseModel, 'variables'>): Update {
  const moving = variables.flatMap(({ name, equation, flow }) =>
    equation && !flow ? [{ variable: name, right: equation, at: 0 }] : [],
  )
  const own = moving.every(({ variable, right }) => linear(right, new Set([variable])))
  return shared(own ? exponentialEuler(moving) : euler(moving))
}
