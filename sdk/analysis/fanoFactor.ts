import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import { spikeCounts } from './spikeCounts.js'
import type { Spikes } from './spikes.js'

/**
 * Fano factor of counts: their variance over their mean, such as spikes in several trials or of several neurons. 0 if
 * all are equal, 1 for Poisson counts (Fano 1947, Phys Rev 72:26). The variance is the population's (divided by the
 * number of counts), as in Elephant's `fanofactor`.
 *
 * @returns NaN if there is no count, or if all are 0
 * @throws RangeError naming the first count that is negative or not finite
 * @example
 * fanoFactor(trials.map(spikes => spikes.time.length))
 */
export function fanoFactor(counts: ArrayLike<number>): number {
  let mean = 0
  let squares = 0 // of the deviations from the mean: Welford 1962, Technometrics 4:419
  for (let c = 0; c < counts.length; c++) {
    if (!(counts[c] >= 0 && counts[c] < Infinity)) {
      throw new RangeError(`fanoFactor: count ${c} must be a number of 0 or more, got ${counts[c]}`)
    }
    const deviation = counts[c] - mean
    mean += deviation / (c + 1)
    squares += deviation * (counts[c] - mean)
  }
  return mean === 0 ? NaN : squares / counts.length / mean
}

export interface FanoFactorsOptions {
  /** Length of a window; default 100 ms. */
  readonly window?: Time
}

/**
 * Fano factor of each neuron over time: of its counts in windows that follow each other (see {@link fanoFactor}).
 *
 * @returns `n` numbers; NaN for a neuron without spikes in a whole window
 * @throws RangeError if the window is not above 0, or if the recording has fewer than two whole windows
 * @example
 * fanoFactors(spikes, { window: '200 ms' })
 */
export function fanoFactors(spikes: Spikes, options: FanoFactorsOptions = {}): Float64Array {
  refuseUnknown('fanoFactors', options, ['window'])
  const window = time(options.window ?? 100, 'fanoFactors: window')
  check(window > 0, `fanoFactors: window must be a time above 0 ms, got ${window} ms`)
  const { n, bins, counts } = spikeCounts(spikes, { bin: window })
  check(
    bins >= 2,
    `fanoFactors: a recording of ${spikes.to - spikes.from} ms has ${bins} whole windows of ${window} ms; at least two are needed`,
  )
  return Float64Array.from({ length: n }, (_, i) => fanoFactor(counts.subarray(i * bins, (i + 1) * bins)))
}
