import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Distribution } from './distribution.js'

/**
 * Lognormal, by mean and standard deviation of the variable itself, not of its logarithm. A negative mean mirrors it,
 * for inhibitory weights.
 *
 * NumPy's `lognormal(mu, sigma)` takes those of the logarithm: `sigma^2 = ln(1 + sd^2/mean^2)`,
 * `mu = ln(mean) - sigma^2/2`.
 *
 * @param options mean (not 0) and sd (at least 0)
 * @example
 * net.connect(a, b, { weight: lognormal({ mean: 2, sd: 1 }) })
 */
export function lognormal<const Q extends number | string>(options: { mean: Q; sd: Q }): Distribution<Q> {
  refuseUnknown('lognormal', options, ['mean', 'sd'])
  return {
    name: 'lognormal',
    recipe: { make: 'lognormal', args: [options] },
    sampler(parse, what) {
      const [mean, sd] = [parse(options.mean, `${what}: mean`), parse(options.sd, `${what}: sd`)]
      check(mean !== 0, `${what}: lognormal needs a mean other than 0`)
      check(sd >= 0, `${what}: lognormal needs a standard deviation of 0 or more, got ${sd}`)
      const variance = Math.log1p((sd / mean) ** 2)
      const mu = Math.log(Math.abs(mean)) - variance / 2
      return random => Math.sign(mean) * Math.exp(mu + Math.sqrt(variance) * random.normal())
    },
  }
}
