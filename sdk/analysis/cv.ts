import { intervals } from './intervals.js'
import type { Spikes } from './spikes.js'

/**
 * Coefficient of variation of each neuron's interspike intervals: their standard deviation over their mean. 0 is a
 * clock, 1 a Poisson process, above 1 bursts (Softky & Koch 1993, J Neurosci 13:334). The deviation is the
 * population's (divided by the number of intervals), as in Elephant's `cv`.
 *
 * @returns `n` numbers; NaN for a neuron with fewer than three spikes, which has no two intervals to compare
 * @example
 * const known = cv(spikes).filter(x => !Number.isNaN(x))
 */
export function cv(spikes: Spikes): Float64Array {
  const { interval, neuron } = intervals(spikes)
  const count = new Uint32Array(spikes.n)
  const mean = new Float64Array(spikes.n)
  const squares = new Float64Array(spikes.n) // of the deviations from the mean: Welford 1962, Technometrics 4:419
  for (let s = 0; s < interval.length; s++) {
    const i = neuron[s]
    const deviation = interval[s] - mean[i]
    mean[i] += deviation / ++count[i]
    squares[i] += deviation * (interval[s] - mean[i])
  }
  return mean.map((m, i) => (count[i] < 2 ? NaN : Math.sqrt(squares[i] / count[i]) / m))
}
