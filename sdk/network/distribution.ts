import { check } from '../check.js'
import type { Random } from '../random/index.js'

/** A distribution to draw from, one number a synapse. */
export interface Distribution<Q> {
  readonly distribution: 'uniform'
  readonly low: Q
  readonly high: Q
}

/**
 * Uniform between two quantities of the same kind.
 *
 * @example
 * net.connect(a, b, { delay: uniform('1 ms', '5 ms'), weight: uniform(0, 8) })
 */
export function uniform<const Q extends number | string>(low: Q, high: Q): Distribution<Q> {
  return { distribution: 'uniform', low, high }
}

/** One quantity for all, one for each, or a distribution. */
export type Spread<Q> = Q | ArrayLike<number> | Distribution<Q>

/**
 * Resolves a spread: a number where all are equal, otherwise one number for each of `n`.
 *
 * @param parse turns a quantity into its number, or throws
 * @throws RangeError for a wrong length, an entry that is not finite, or an empty range
 */
export function draw<Q>(
  spread: Spread<Q>,
  n: number,
  random: Random,
  parse: (value: Q, what: string) => number,
  what: string,
): number | Float64Array {
  if (typeof spread !== 'object' || spread === null) return parse(spread, what)
  if ('distribution' in spread) {
    const low = parse(spread.low, `${what}: low`)
    const high = parse(spread.high, `${what}: high`)
    check(low <= high, `${what}: uniform needs low <= high, got ${low} and ${high}`)
    return Float64Array.from({ length: n }, () => low + (high - low) * random.uniform())
  }
  const values = spread as ArrayLike<number>
  check(values.length === n, `${what}: expected ${n} numbers, one a synapse, got ${values.length}`)
  const bad = Array.prototype.findIndex.call(values, x => !Number.isFinite(x))
  check(bad < 0, `${what}: must be finite, got ${values[bad]} for synapse ${bad}`)
  return Float64Array.from(values)
}
