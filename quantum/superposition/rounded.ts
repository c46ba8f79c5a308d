import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import { adam } from './adam.js'
import type { Learner } from './learner.js'
import { levelValues, type Levels } from './levels.js'

export interface RoundedOptions {
  /** Number of weights. */
  readonly size: number
  /** Levels to round to: 2, 4, 8 or 16; without, weights stay real numbers. */
  readonly levels?: Levels
  /** Levels, and the weights they round, lie in -range..range; without levels there is no bound. Default 1. */
  readonly range?: number
  /** Adam's step; default 0.01 times the range. */
  readonly rate?: number
  /** Updates over which Adam's step falls to 0; default none: it stays. */
  readonly updates?: number
  /** Standard deviation of the first weights; default a third of the range. */
  readonly spread?: number
  /** Of the first weights; default 1. */
  readonly seed?: number
}

/**
 * Plain weights that learn by Adam and are rounded to levels only in the end: the simplest rival of superposition.
 *
 * @throws RangeError for options that do not exist or are out of range
 * @example
 * const weights = rounded({ size: 640, levels: 4, range: 0.4 })
 */
export function rounded(options: RoundedOptions): Learner {
  const { size, levels, range, rate, updates, weights } = latent('rounded', options)
  const descend = adam(size, rate, updates)
  return {
    weights,
    variances: new Float64Array(size),
    learn(gradient) {
      descend(weights, gradient)
      if (levels) confine(weights, range)
    },
    collapse() {
      if (levels) quantised(weights, levels, range, weights)
      return weights
    },
  }
}

/** The latent weights of a method and its options, checked. */
export function latent(where: string, options: RoundedOptions) {
  refuseUnknown(where, options, ['size', 'levels', 'range', 'rate', 'updates', 'spread', 'seed'])
  const { size, levels, range = 1, updates, seed = 1 } = options
  check(Number.isInteger(size) && size > 0, `${where}: size must be a positive whole number, got ${size}`)
  if (levels !== undefined) levelValues(levels, where)
  check(range > 0 && range < Infinity, `${where}: range must be positive, got ${range}`)
  const { rate = 0.01 * range, spread = range / 3 } = options
  check(rate > 0 && rate < Infinity, `${where}: rate must be positive, got ${rate}`)
  check(spread >= 0 && spread < Infinity, `${where}: spread must be 0 or more, got ${spread}`)
  check(updates === undefined || updates > 0, `${where}: updates must be positive, got ${updates}`)
  const random = philox(seed, where)
  const weights = Float64Array.from({ length: size }, () => spread * random.normal())
  if (levels) confine(weights, range)
  return { size, levels, range, rate, updates, weights }
}

/** Keeps weights in -range..range, in place. */
export function confine(weights: Float64Array, range: number): void {
  for (let i = 0; i < weights.length; i++) weights[i] = Math.min(range, Math.max(-range, weights[i]))
}

/**
 * The level nearest to each weight; halfway between two, the higher.
 *
 * @param out filled and returned; may be the weights themselves
 */
export function quantised(weights: Float64Array, levels: number, range: number, out: Float64Array): Float64Array {
  const last = levels - 1
  for (let i = 0; i < weights.length; i++) {
    const k = Math.floor(((weights[i] / range + 1) / 2) * last + 0.5)
    out[i] = range * ((2 * Math.min(last, Math.max(0, k))) / last - 1)
  }
  return out
}
