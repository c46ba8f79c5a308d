import { orderedTrain } from '../orderedTrain.js'
import type { Spikes } from '../spikes.js'
import { trains } from '../trains.js'
import { correlogram, lagBin, lagBins, type Correlogram, type CorrelogramOptions } from './correlogram.js'

/**
 * Autocorrelogram: how many spikes of a train come how long after another of it; of a population, of each neuron by
 * itself, summed. No spike is paired with itself. Symmetric, so that only later spikes are looked for (Perkel, Gerstein
 * & Moore 1967, Biophys J 7:391). Equals Elephant's `cross_correlation_histogram` of a train with itself, but for the
 * peak at 0 and for spikes not being binned.
 *
 * A Poisson process has on average its rate at every lag, a clock peaks at the multiples of its interval.
 *
 * @param train spikes of a population, or the times of one neuron in ms, in order
 * @returns 0 everywhere if there are no two spikes of a neuron
 * @throws RangeError for an unknown option, a bin that is not above 0, a negative window, or times out of order
 * @example
 * const { lag, rate } = autocorrelogram(spikes, { window: '200 ms', bin: '2 ms' })
 */
export function autocorrelogram(train: ArrayLike<number> | Spikes, options: CorrelogramOptions = {}): Correlogram {
  const bins = lagBins(options, 'autocorrelogram')
  const { bin, half, reach } = bins
  const each = 'neuron' in train ? trains(train) : [train]
  const count = new Float64Array(2 * half + 1)
  let spikes = 0
  each.forEach((times, i) => {
    const train = orderedTrain(times, each.length > 1 ? `autocorrelogram: neuron ${i}` : 'autocorrelogram: train')
    spikes += train.length
    for (let s = 0; s < train.length; s++) {
      for (let later = s + 1; later < train.length && train[later] < train[s] + reach; later++) {
        const k = lagBin(train[later] - train[s], bin)
        if (k <= half) count[half + k]++
      }
    }
  })
  for (let k = 1; k <= half; k++) count[half - k] = count[half + k]
  count[half] *= 2 // each pair is seen from both of its spikes
  return correlogram(count, bins, spikes)
}
