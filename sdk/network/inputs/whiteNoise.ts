import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { AnyQuantity } from '../../units/index.js'
import { currentStimulus, type Stimulus } from './stimulus.js'

export interface WhiteNoiseOptions {
  /** Mean of the current, in the unit of the model's `I`, or a string with a unit; default 0. */
  mean?: AnyQuantity
  /** Strength, at least 0: the unit of `I` times the square root of ms. With dt = 1 ms the standard deviation. */
  sigma: AnyQuantity
  /** Whether all neurons receive the same noise; default false: each its own. */
  shared?: boolean
}

/**
 * Gaussian white noise as a current into `I`: over one step the current is `mean + sigma / sqrt(dt) N(0, 1)`, so that
 * what it does to a membrane does not depend on dt. It equals a term `sigma*xi` in the equations.
 *
 * (NEST's `noise_generator` gives the standard deviation of the current itself, at its own step.)
 *
 * @throws RangeError for an unknown option, a negative sigma or a number that is not finite
 * @example
 * net.stimulate(cells, whiteNoise({ mean: 2, sigma: 5 }))
 */
export function whiteNoise(options: WhiteNoiseOptions): Stimulus {
  refuseUnknown('whiteNoise', options, ['mean', 'sigma', 'shared'])
  const { mean = 0, shared = false } = options
  return currentStimulus(({ amount, stream }) => {
    const sigma = amount(options.sigma, 'whiteNoise: sigma')
    check(sigma >= 0, `whiteNoise: sigma must not be negative, got ${sigma}`)
    return { form: 'white noise', mean: amount(mean, 'whiteNoise: mean'), sigma, shared, stream }
  })
}
