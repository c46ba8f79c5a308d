import { check, kindOf } from '../../check.js'
import type { Random } from '../../random/index.js'
import { columnOf, isDistribution, type Distribution } from './distribution.js'

/** One quantity for all, one number for each, a distribution, or a function. */
export type Spread<Q, Of> = Q | ArrayLike<number> | Distribution<Q> | ((of: Of) => number)

/** What a spread is resolved with. */
export interface Drawing<Q> {
  /** How many numbers. */
  readonly n: number
  readonly random: Random
  /** Turns a quantity into its number, or throws. */
  readonly parse: (value: Q, what: string) => number
  /** Names the quantity in errors. */
  readonly what: string
  /** What each number is for. */
  readonly each: 'synapse' | 'neuron'
}

/**
 * Fills `out` with the numbers from the first-th on. To be asked for all of them in order.
 *
 * @param of what a function is given for the k-th number
 * @throws RangeError naming the number that is not finite
 */
export type Filling<Of, A = Float64Array> = (out: A, first: number, of: (k: number) => Of) => void

/**
 * Resolves a spread: a number where all are equal, otherwise one number for each.
 *
 * @param of what a function is given for the k-th number
 * @throws RangeError for a wrong length, an entry that is not finite, or a distribution that is impossible
 */
export function draw<Q extends number | string, Of>(
  spread: Spread<Q, Of>,
  how: Drawing<Q> & { readonly of: (k: number) => Of },
): number | Float64Array {
  const numbers = filling(spread, how)
  if (typeof numbers === 'number') return numbers
  const all = new Float64Array(how.n)
  numbers(all, 0, how.of)
  return all
}

/**
 * Resolves a spread column by column, for those who keep the numbers in another form: a number where all are equal,
 * otherwise what fills a column.
 *
 * @throws RangeError as {@link draw}; what a function or a distribution gives is looked at when it is asked for
 */
export function filling<Q extends number | string, Of>(
  spread: Spread<Q, Of>,
  { n, random, parse, what, each }: Drawing<Q>,
): number | Filling<Of> {
  // A message made for every number would cost more than the number.
  const refuse = (x: number, k: number): never => {
    throw new RangeError(`${what}: must be finite, got ${x} for ${each} ${k}`)
  }
  if (typeof spread === 'function')
    return (out, first, of) => {
      for (let i = 0; i < out.length; i++) {
        const x = spread(of(first + i))
        // Before it is put into an array, which would make a number of anything.
        if (!Number.isFinite(x)) refuse(x, first + i)
        out[i] = x
      }
    }
  if (typeof spread !== 'object' || spread === null) return parse(spread, what)
  if (isDistribution(spread)) {
    const fill = columnOf(spread, parse, what)
    return (out, first) => {
      fill(random, out)
      for (let i = 0; i < out.length; i++) if (!Number.isFinite(out[i])) refuse(out[i], first + i)
    }
  }
  const { length } = spread
  const expected = 'expected a quantity, an array of numbers, a distribution such as uniform(0, 1) or a function'
  check(Number.isInteger(length), `${what}: ${expected}, got ${kindOf(spread)}`)
  check(length === n, `${what}: expected ${n} numbers, one a ${each}, got ${length}`)
  for (let k = 0; k < n; k++) if (!Number.isFinite(spread[k])) refuse(spread[k], k)
  return (out, first) => {
    for (let i = 0; i < out.length; i++) out[i] = spread[first + i]
  }
}
