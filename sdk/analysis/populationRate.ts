import { check } from '../check.js'
import type { Spikes } from './spikes.js'

/** The rate of a population over time, in bins. */
export interface PopulationRate {
  /** Middle of each bin, in ms. */
  readonly time: Float64Array
  /** Mean rate of a neuron during each bin, in Hz. */
  readonly rate: Float64Array
}

export interface PopulationRateOptions {
  /** Width of a bin, in ms; default 10. */
  readonly bin?: number
}

/**
 * How fast a population fires as time goes: spikes in each bin, over its width and the number of neurons (the
 * peri-stimulus time histogram).
 *
 * Bins begin with the recording. The last may be shorter, and then counts as such. A spike on an edge (up to a
 * thousand-millionth of a bin: times such as 3 × .1 are not exact) belongs to the bin that begins there; one at the
 * very end belongs to the last bin.
 *
 * @throws RangeError if `bin` is not above 0
 * @example
 * const { time, rate } = populationRate(spikes, { bin: 5 })
 */
export function populationRate(spikes: Spikes, options: PopulationRateOptions = {}): PopulationRate {
  const { bin = 10 } = options
  check(bin > 0 && bin < Infinity, `populationRate: bin must be a width above 0 ms, got ${bin}`)
  const { n, from, to } = spikes
  const bins = Math.max(0, Math.ceil((to - from) / bin - 1e-9))
  const rate = new Float64Array(bins)
  for (const t of spikes.time) rate[Math.min(bins - 1, Math.floor((t - from) / bin + 1e-9))]++

  const time = new Float64Array(bins)
  for (let b = 0; b < bins; b++) {
    const width = Math.min(bin, to - from - b * bin)
    time[b] = from + b * bin + width / 2
    rate[b] *= 1000 / (width * Math.max(n, 1))
  }
  return { time, rate }
}
