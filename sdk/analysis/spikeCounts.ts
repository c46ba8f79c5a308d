import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import type { Spikes } from './spikes.js'

/** How often each neuron fired in each bin. */
export interface SpikeCounts {
  /** Neurons. */
  readonly n: number
  /** Bins. */
  readonly bins: number
  /** Middle of each bin, in ms. */
  readonly time: Float64Array
  /** One row a neuron: neuron i fired `counts[i * bins + b]` times in bin b. */
  readonly counts: Uint32Array
}

export interface SpikeCountsOptions {
  /** Width of a bin; default 10 ms. */
  readonly bin?: Time
}

/**
 * Spikes of each neuron in bins of equal width, from the beginning of the recording on. Only whole bins count: what
 * remains at the end is left out. A spike on an edge belongs to the bin that begins there, up to a thousand-millionth
 * of a bin (times such as 3 × .1 are not exact). Equals Elephant's `BinnedSpikeTrain`.
 *
 * @throws RangeError if `bin` is not above 0, or for more than 2^28 counts
 * @example
 * const { counts, bins } = spikeCounts(spikes, { bin: '50 ms' })
 * const first = counts.subarray(0, bins)   // neuron 0
 */
export function spikeCounts(spikes: Spikes, options: SpikeCountsOptions = {}): SpikeCounts {
  refuseUnknown('spikeCounts', options, ['bin'])
  const bin = time(options.bin ?? 10, 'spikeCounts: bin')
  const { n, from, to, time: times, neuron } = spikes
  const bins = wholeBins(spikes, bin, 'spikeCounts: bin')
  check(
    n * bins <= 2 ** 28,
    `spikeCounts: ${n} neurons in ${bins} bins would be more than 2^28 counts; take wider bins than ${bin} ms, or a part with during(...)`,
  )
  const counts = new Uint32Array(n * bins)
  const whole = from + bins * bin >= to - 1e-9 * bin
  for (let s = 0; s < times.length; s++) {
    let b = binOf(times[s], from, bin)
    if (b === bins && whole) b-- // a spike at the very end, which some sources give
    if (b >= 0 && b < bins) counts[neuron[s] * bins + b]++
  }
  return { n, bins, time: Float64Array.from({ length: bins }, (_, b) => from + (b + 0.5) * bin), counts }
}

/** The bin of a time, counted from 0. */
export const binOf = (t: number, from: number, bin: number): number => Math.floor((t - from) / bin + 1e-9)

/** How many whole bins a recording has. */
export function wholeBins({ from, to }: Spikes, bin: number, what: string): number {
  check(bin > 0, `${what} must be a width above 0 ms, got ${bin} ms`)
  return Math.max(0, Math.floor((to - from) / bin + 1e-9))
}
