import { check, kindOf } from '../check.js'

/**
 * One quantity for all neurons, or a copy of one number for each.
 *
 * @param parse turns a quantity into its number, or throws
 * @param expected what every number must fulfil, in words and as a test
 * @throws RangeError naming the first that does not
 * @example
 * perNeuron('2 Hz', frequency, 'poissonSource: rate', ['not be negative', x => x >= 0]) // 2
 */
export function perNeuron<Q>(
  value: Q | ArrayLike<number>,
  parse: (value: Q, what: string) => number,
  what: string,
  [words, holds]: readonly [string, (x: number) => boolean],
): number | Float64Array {
  if (typeof value !== 'object' || value === null) {
    const number = parse(value, what)
    check(holds(number), `${what} must ${words}, got ${number}`)
    return number
  }
  const { length } = value as ArrayLike<number>
  check(Number.isInteger(length), `${what}: expected a quantity or an array of numbers, got ${kindOf(value)}`)
  const values = Float64Array.from(value as ArrayLike<number>)
  const bad = values.findIndex(x => !Number.isFinite(x) || !holds(x))
  check(bad < 0, `${what} must be finite and ${words}, got ${values[bad]} for neuron ${bad}`)
  return values
}
