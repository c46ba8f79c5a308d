import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import { orderedTrain } from './orderedTrain.js'
import { finiteSamples } from './samples.js'

export interface SpikeTriggeredAverageOptions {
  /** Time between samples of the signal. */
  readonly step: Time
  /** Time of the signal's first sample; default 0. */
  readonly from?: Time
  /** How far to look before each spike; default 50 ms. */
  readonly before?: Time
  /** How far to look after each spike; default 0. */
  readonly after?: Time
}

/** What a signal does around a spike. */
export interface SpikeTriggeredAverage {
  /** Time from the spike, in ms; negative before it. */
  readonly lag: Float64Array
  /** Mean of the signal at each lag, in its unit; NaN if no spike counted. */
  readonly average: Float64Array
  /** Spikes that counted: those whose whole window lies in the signal. */
  readonly count: number
}

/**
 * Spike-triggered average: the mean of a signal at equal lags from every spike, such as the current that made a neuron
 * fire (de Boer & Kuyper 1968, IEEE Trans Biomed Eng 15:169; Dayan & Abbott 2001, equation 1.19). A spike counts from
 * the sample nearest to it, and only if all lags lie within the signal. Equals Elephant's `spike_triggered_average`.
 *
 * @param signal samples at equal steps
 * @param train spike times in ms, in order
 * @throws RangeError for an unknown option, a step that is not above 0, a negative `before` or `after`, or a time or
 *   sample that is not finite
 * @example
 * const { lag, average } = spikeTriggeredAverage(noise, trains(spikes)[0], { step: '0.1 ms', before: '30 ms' })
 */
export function spikeTriggeredAverage(
  signal: ArrayLike<number>,
  train: ArrayLike<number>,
  options: SpikeTriggeredAverageOptions,
): SpikeTriggeredAverage {
  const where = 'spikeTriggeredAverage'
  refuseUnknown(where, options, ['step', 'from', 'before', 'after'])
  const step = time(options.step, `${where}: step`)
  const from = time(options.from ?? 0, `${where}: from`)
  const before = time(options.before ?? 50, `${where}: before`)
  const after = time(options.after ?? 0, `${where}: after`)
  check(step > 0, `${where}: step must be a time above 0 ms, got ${step} ms`)
  check(before >= 0 && after >= 0, `${where}: before and after must be 0 ms or more, got ${before} and ${after} ms`)
  const samples = finiteSamples(signal, `${where}: signal`)
  const times = orderedTrain(train, `${where}: train`)

  const first = -Math.round(before / step)
  const last = Math.round(after / step)
  check(last - first < 1e8, `${where}: ${last - first + 1} lags are too many; take a longer step than ${step} ms`)
  const average = new Float64Array(last - first + 1)
  let count = 0
  for (const t of times) {
    const at = Math.round((t - from) / step)
    if (at + first < 0 || at + last >= samples.length) continue
    count++
    for (let k = first; k <= last; k++) average[k - first] += samples[at + k]
  }
  return {
    lag: Float64Array.from(average, (_, k) => (k + first) * step),
    average: average.map(sum => (count === 0 ? NaN : sum / count)),
    count,
  }
}
