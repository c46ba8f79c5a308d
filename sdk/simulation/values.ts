import { check } from '../check.js'
import { quantityOf, type ProjectionDescription } from '../network/index.js'
import type { AnyQuantity } from '../units/index.js'
import type { Group } from './group.js'
import type { Projection } from './projection.js'

/**
 * The values of a whole population after some of its neurons were written.
 *
 * @param all the values now
 * @throws RangeError for a wrong length, a number that is not finite, a unit that does not fit, or several for a parameter that all share
 */
export function writtenValues(
  group: Group,
  variable: string,
  values: AnyQuantity | ArrayLike<number>,
  all: Float64Array,
): Float64Array {
  const one = typeof values === 'number' || typeof values === 'string'
  const given = one
    ? new Float64Array(group.size).fill(quantityOf(group.model, variable)(values, `write ${variable}`))
    : Float64Array.from(values)
  check(
    given.length === group.size,
    `write ${variable}: expected ${group.size} numbers for ${group.label}, got ${given.length}`,
  )
  const bad = given.findIndex(x => !Number.isFinite(x))
  check(bad < 0, `write ${variable}: must be finite, got ${given[bad]} for neuron ${bad} of ${group.label}`)
  const written = all.slice()
  written.set(given, group.from)
  const { parameters } = group.model
  const shared = Object.hasOwn(parameters, variable) && typeof parameters[variable] === 'number'
  check(
    !shared || written.every(x => x === written[0]),
    `write ${variable}: it is one number for all of ${group.population}; ` +
      `give one for each neuron where the population is made, { parameters: { ${variable}: [...] } }`,
  )
  return written
}

/**
 * Weights as the engine takes them: one number where all synapses share one.
 *
 * @throws RangeError if they differ, but are shared
 */
export function checkedWeights(
  projection: Projection,
  { weights }: ProjectionDescription,
  values: number | Float64Array,
): Float64Array {
  if (typeof weights !== 'number') {
    return typeof values === 'number' ? new Float64Array(projection.synapses).fill(values) : values
  }
  if (typeof values === 'number') return Float64Array.of(values)
  check(
    values.every(w => w === values[0]),
    `write weights of ${projection.label}: all its synapses share one weight, and the network has run; ` +
      `write weights that differ before the first run or after net.reset(), or connect with an array`,
  )
  return values.slice(0, 1)
}
