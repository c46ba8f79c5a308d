import { intervals } from './intervals.js'
import type { Spikes } from './spikes.js'

/**
 * The mean, for each neuron, of a measure of two intervals that follow each other.
 *
 * @returns `n` numbers; NaN for a neuron with fewer than three spikes, which has no two intervals
 */
export function meanOfIntervalPairs(spikes: Spikes, measure: (one: number, next: number) => number): Float64Array {
  const { interval, neuron } = intervals(spikes)
  const before = new Float64Array(spikes.n).fill(NaN)
  const sum = new Float64Array(spikes.n)
  const count = new Uint32Array(spikes.n)
  for (let s = 0; s < interval.length; s++) {
    const i = neuron[s]
    if (!Number.isNaN(before[i])) {
      sum[i] += measure(before[i], interval[s])
      count[i]++
    }
    before[i] = interval[s]
  }
  return sum.map((total, i) => (count[i] === 0 ? NaN : total / count[i]))
}
