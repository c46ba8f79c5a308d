import type { Recipe } from '../recipe.js'
import type { Random } from '../../random/index.js'

/**
 * A distribution to draw from: one number a synapse or a neuron. One of your own is an object of this kind.
 *
 * @example
 * const coin: Distribution<number> = { name: 'coin', sampler: () => random => random.integer(2) }
 * net.connect(a, b, { weight: coin })
 */
export interface Distribution<Q> {
  /** For messages. */
  readonly name: string
  /** How it was made, so that a file can hold it. */
  readonly recipe?: Recipe
  /**
   * What draws a number, from a stream that its seed determines.
   *
   * @param parse turns a quantity into its number, or throws
   * @param what names the quantity in errors
   * @throws RangeError if the distribution's numbers do not fit
   */
  sampler(parse: (value: Q, what: string) => number, what: string): (random: Random) => number
  /** What fills a column with the numbers that the sampler would draw, one after the other; default with the sampler. */
  column?(parse: (value: Q, what: string) => number, what: string): (random: Random, out: Float64Array) => void
}

export const isDistribution = (value: object): value is Distribution<unknown> =>
  'sampler' in value && typeof value.sampler === 'function'

/** What fills a column with numbers of a distribution. */
export function columnOf<Q>(
  distribution: Distribution<Q>,
  parse: (value: Q, what: string) => number,
  what: string,
): (random: Random, out: Float64Array) => void {
  if (distribution.column) return distribution.column(parse, what)
  const sample = distribution.sampler(parse, what)
  return (random, out) => {
    for (let i = 0; i < out.length; i++) out[i] = sample(random)
  }
}
