import { orderedTrain } from '../orderedTrain.js'
import { correlogram, lagBin, lagBins, type Correlogram, type CorrelogramOptions } from './correlogram.js'

/**
 * Cross-correlogram: how many spikes of b come how long after a spike of a; before it where the lag is negative (Perkel,
 * Gerstein & Moore 1967, Biophys J 7:419). Pairs are visited one by one and only within the window, so that nothing is
 * binned but the lags; Elephant's `cross_correlation_histogram` bins the spikes first.
 *
 * Two independent trains have on average the rate of b at every lag, less the share of pairs that would reach beyond
 * the ends of the recording: 1 - |lag| / duration.
 *
 * @param a spike times in ms, in order
 * @param b spike times in ms, in order
 * @returns 0 everywhere if either is empty
 * @throws RangeError for an unknown option, a bin that is not above 0, a negative window, or times out of order
 * @example
 * const [pre, post] = trains(spikes)
 * const { lag, rate } = crossCorrelogram(pre, post, { window: '50 ms' })
 */
export function crossCorrelogram(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: CorrelogramOptions = {},
): Correlogram {
  const bins = lagBins(options, 'crossCorrelogram')
  const { bin, half, reach } = bins
  const from = orderedTrain(a, 'crossCorrelogram: a')
  const to = orderedTrain(b, 'crossCorrelogram: b')
  const count = new Float64Array(2 * half + 1)
  let first = 0
  for (const t of from) {
    while (first < to.length && to[first] <= t - reach) first++
    for (let s = first; s < to.length && to[s] < t + reach; s++) {
      const lag = to[s] - t
      const k = lag < 0 ? -lagBin(-lag, bin) : lagBin(lag, bin)
      if (k >= -half && k <= half) count[k + half]++
    }
  }
  return correlogram(count, bins, from.length)
}
