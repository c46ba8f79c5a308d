import { check, kindOf } from '../check.js'

/** What every number must fulfil, as words after `must` and as a test. */
export interface Expectation {
  readonly words: string
  readonly unit: string
  readonly holds: (x: number) => boolean
}

/**
 * One quantity for all neurons, or a copy of one number for each.
 *
 * @param parse turns a quantity into its number, or throws
 * @throws RangeError naming the first that does not
 * @example
 * perNeuron('2 Hz', frequency, 'poissonSource: rate', { words: 'not be negative', unit: 'Hz', holds: x => x >= 0 }) // 2
 */
export function perNeuron<Q>(
  value: Q | ArrayLike<number>,
  parse: (value: Q, what: string) => number,
  what: string,
  { words, unit, holds }: Expectation,
): number | Float64Array {
  if (typeof value !== 'object' || value === null) {
    const number = parse(value, what)
    check(holds(number), `${what} must ${words}, got ${number} ${unit}`)
    return number
  }
  const { length } = value as ArrayLike<number>
  check(Number.isInteger(length), `${what}: expected a quantity or an array of numbers, got ${kindOf(value)}`)
  const values = Float64Array.from(value as ArrayLike<number>)
  const bad = values.findIndex(x => !Number.isFinite(x) || !holds(x))
  check(bad < 0, `${what} must be finite and ${words}, got ${values[bad]} ${unit} for neuron ${bad}`)
  return values
}
