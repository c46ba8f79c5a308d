import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'

/** Patterns of +-1 with a label of +-1 each, for a perceptron to learn by heart. */
export interface Patterns {
  readonly inputs: number
  readonly count: number
  /** Row by row, each pattern times its label: a weight vector has learned all when every product with a row is positive. */
  readonly signed: Float32Array
}

/**
 * Random patterns with random labels. With binary weights a perceptron of `N` inputs can learn up to .833 N of them
 * (Krauth & Mezard 1989, J Phys 50:3057); finding the weights is hard long before.
 *
 * @param options.inputs odd, so that binary weights never sum to 0
 * @param options.load patterns per input, alpha; there are `round(load * inputs)`
 * @throws RangeError for an even number of inputs or a load that is not positive
 * @example
 * const patterns = randomPatterns({ inputs: 401, load: 0.6, seed: 1 })   // 241 patterns
 */
export function randomPatterns(options: { inputs: number; load: number; seed?: number }): Patterns {
  const where = 'randomPatterns'
  refuseUnknown(where, options, ['inputs', 'load', 'seed'])
  const { inputs, load, seed = 1 } = options
  check(
    Number.isInteger(inputs) && inputs > 0 && inputs % 2 === 1,
    `${where}: inputs must be an odd whole number, so that binary weights never sum to 0; got ${inputs}`,
  )
  check(load > 0 && load < Infinity, `${where}: load must be positive, got ${load}`)
  const count = Math.round(load * inputs)
  const random = philox(seed, 'patterns')
  // A random sign times a random label is a random sign.
  const signed = Float32Array.from({ length: count * inputs }, () => (random.word() & 1 ? 1 : -1))
  return { inputs, count, signed }
}

/** How many patterns a weight vector gets wrong. */
export function wrongPatterns({ inputs, count, signed }: Patterns, weights: ArrayLike<number>): number {
  let wrong = 0
  for (let p = 0, j = 0; p < count; p++) {
    let sum = 0
    for (let i = 0; i < inputs; i++, j++) sum += signed[j] * weights[i]
    if (sum <= 0) wrong++
  }
  return wrong
}
