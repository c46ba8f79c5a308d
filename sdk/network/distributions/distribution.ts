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
}

export const isDistribution = (value: object): value is Distribution<unknown> =>
  'sampler' in value && typeof value.sampler === 'function'
