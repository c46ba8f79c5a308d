import type { Distribution } from './distribution.js'

/**
 * The exponential distribution, by its mean. A negative mean mirrors it. Equivalent to NumPy's `exponential(scale)`.
 *
 * (`exponential({ tau })` is a synapse whose conductance or current decays exponentially.)
 *
 * @example
 * net.connect(a, b, { weight: exponentialDistribution(0.5) })
 */
export function exponentialDistribution<const Q extends number | string>(mean: Q): Distribution<Q> {
  return {
    name: 'exponential',
    recipe: { make: 'exponentialDistribution', args: [mean] },
    sampler(parse, what) {
      const scale = parse(mean, `${what}: mean`)
      return random => Math.sign(scale) * random.exponential(Math.abs(scale))
    },
  }
}
