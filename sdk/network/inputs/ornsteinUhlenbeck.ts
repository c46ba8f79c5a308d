import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type AnyQuantity, type Time } from '../../units/index.js'
import { currentStimulus, type Stimulus } from './stimulus.js'

export interface OrnsteinUhlenbeckOptions {
  /** Stationary mean, in the unit of the model's `I`, or a string with a unit; default 0. */
  mean?: AnyQuantity
  /** Stationary standard deviation, at least 0, in the same unit. */
  sigma: AnyQuantity
  /** Correlation time, ms or `'5 ms'`, more than 0. */
  tau: Time
  /** Whether all neurons receive the same noise; default false: each its own. */
  shared?: boolean
}

/**
 * Coloured noise as a current into `I`: an Ornstein-Uhlenbeck process `dx = (mean - x) dt/tau + sigma sqrt(2/tau) dW`,
 * whose autocorrelation is `exp(-t/tau)`. It begins in its stationary distribution and is held over each step.
 *
 * Updated exactly, whatever dt is (Gillespie 1996, Phys Rev E 54:2084):
 * `x <- mean + (x - mean) e^(-dt/tau) + sigma sqrt(1 - e^(-2 dt/tau)) N(0, 1)`.
 *
 * @throws RangeError for an unknown option, a negative sigma, a tau that is not positive
 * @example
 * net.stimulate(cells, ornsteinUhlenbeck({ mean: 4, sigma: 2, tau: '5 ms' }))
 */
export function ornsteinUhlenbeck(options: OrnsteinUhlenbeckOptions): Stimulus {
  refuseUnknown('ornsteinUhlenbeck', options, ['mean', 'sigma', 'tau', 'shared'])
  const { mean = 0, shared = false } = options
  const tau = time(options.tau, 'ornsteinUhlenbeck: tau')
  check(tau > 0, `ornsteinUhlenbeck: tau must be positive, got ${tau} ms`)
  return currentStimulus(({ amount, stream }) => {
    const sigma = amount(options.sigma, 'ornsteinUhlenbeck: sigma')
    check(sigma >= 0, `ornsteinUhlenbeck: sigma must not be negative, got ${sigma}`)
    return { form: 'ornstein-uhlenbeck', mean: amount(mean, 'ornsteinUhlenbeck: mean'), sigma, tau, shared, stream }
  })
}
