import { check } from '../../sdk/check.js'
import { adam } from './adam.js'
import type { Learner } from './learner.js'
import type { Levels } from './levels.js'
import { confine, latent, quantised, type RoundedOptions } from './rounded.js'

export interface StraightThroughOptions extends RoundedOptions {
  /** Levels of the weights: 2, 4, 8 or 16. */
  readonly levels: Levels
}

/**
 * Weights that are rounded in every forward pass, while their gradients go straight through to real numbers beneath
 * (Bengio, Leonard & Courville 2013; BinaryConnect, Courbariaux, Bengio & David 2015), which learn by Adam and stay in
 * -range..range: the usual way to train weights of few bits, and the rival to beat.
 *
 * @throws RangeError for options that do not exist or are out of range
 * @example
 * const weights = straightThrough({ size: 640, levels: 4, range: 0.4 })
 */
export function straightThrough(options: StraightThroughOptions): Learner {
  const { size, levels, range, rate, updates, weights: real } = latent('straightThrough', options)
  check(levels !== undefined, 'straightThrough: levels must be 2, 4, 8 or 16, got none')
  const weights = quantised(real, levels, range, new Float64Array(size))
  const descend = adam(size, rate, updates)
  return {
    weights,
    variances: new Float64Array(size),
    learn(gradient) {
      descend(real, gradient)
      confine(real, range)
      quantised(real, levels, range, weights)
    },
    collapse: () => weights,
  }
}
