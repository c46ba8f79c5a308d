import { meanOfIntervalPairs } from './intervalPairs.js'
import type { Spikes } from './spikes.js'

/**
 * CV2 of each neuron: how much intervals differ from the next, `2 |I' - I| / (I' + I)`, averaged. Like {@link cv} it
 * is 0 for a clock and 1 for a Poisson process, but slow changes of the rate hardly move it (Holt, Softky, Koch &
 * Douglas 1996, J Neurophysiol 75:1806, equation 3). Equals Elephant's `cv2`.
 *
 * @returns `n` numbers of 0 to 2; NaN for a neuron with fewer than three spikes. Two intervals of length 0 differ by 0.
 * @example
 * const known = cv2(spikes).filter(x => !Number.isNaN(x))
 */
export function cv2(spikes: Spikes): Float64Array {
  return meanOfIntervalPairs(spikes, (one, next) => (one === next ? 0 : (2 * Math.abs(next - one)) / (next + one)))
}
