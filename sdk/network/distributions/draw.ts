import { check, kindOf } from '../../check.js'
import type { Random } from '../../random/index.js'
import { isDistribution, type Distribution } from './distribution.js'

/** One quantity for all, one number for each, a distribution, or a function. */
export type Spread<Q, Of> = Q | ArrayLike<number> | Distribution<Q> | ((of: Of) => number)

/** What a spread is resolved with. */
export interface Drawing<Q, Of> {
  /** How many numbers. */
  readonly n: number
  readonly random: Random
  /** Turns a quantity into its number, or throws. */
  readonly parse: (value: Q, what: string) => number
  /** Names the quantity in errors. */
  readonly what: string
  /** What each number is for. */
  readonly each: 'synapse' | 'neuron'
  /** What a function is given for the k-th number. */
  readonly of: (k: number) => Of
}

/**
 * Resolves a spread: a number where all are equal, otherwise one number for each.
 *
 * @throws RangeError for a wrong length, an entry that is not finite, or a distribution that is impossible
 */
export function draw<Q extends number | string, Of>(spread: Spread<Q, Of>, how: Drawing<Q, Of>): number | Float64Array {
  const values = drawEach(spread, how)
  if (typeof values === 'number') return values
  const all = new Float64Array(how.n)
  for (let k = 0; k < how.n; k++) all[k] = values(k)
  return all
}

/**
 * Resolves a spread number by number, for those who keep them in another form: a number where all are equal, otherwise
 * a function that gives the k-th and is to be asked for all of them in order.
 *
 * @throws RangeError as {@link draw}; an entry that is not finite is found when it is asked for
 */
export function drawEach<Q extends number | string, Of>(
  spread: Spread<Q, Of>,
  { n, random, parse, what, each, of }: Drawing<Q, Of>,
): number | ((k: number) => number) {
  const finite = (value: (k: number) => number) => (k: number) => {
    const x = value(k)
    // A message made for every synapse would cost more than all else.
    if (!Number.isFinite(x)) throw new RangeError(`${what}: must be finite, got ${x} for ${each} ${k}`)
    return x
  }
  if (typeof spread === 'function') return finite(k => spread(of(k)))
  if (typeof spread !== 'object' || spread === null) return parse(spread, what)
  if (isDistribution(spread)) {
    const sample = spread.sampler(parse, what)
    return finite(() => sample(random))
  }
  const { length } = spread
  const expected = 'expected a quantity, an array of numbers, a distribution such as uniform(0, 1) or a function'
  check(Number.isInteger(length), `${what}: ${expected}, got ${kindOf(spread)}`)
  check(length === n, `${what}: expected ${n} numbers, one a ${each}, got ${length}`)
  return finite(k => spread[k])
}
