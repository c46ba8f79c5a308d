import type { Spikes } from './spikes.js'

/** Interspike intervals, in two columns of equal length, ordered by the time of the spike that ends them. */
export interface Intervals {
  /** Length of each interval, in ms. */
  readonly interval: Float64Array
  /** The neuron that fired at both its ends. */
  readonly neuron: Uint32Array
}

/**
 * The intervals between consecutive spikes of the same neuron. A neuron with m spikes has m - 1 of them.
 *
 * @example
 * plot.histogram(intervals(spikes).interval)
 */
export function intervals({ time, neuron, n }: Spikes): Intervals {
  const before = new Float64Array(n).fill(NaN)
  const interval = new Float64Array(time.length)
  const owner = new Uint32Array(time.length)
  let count = 0
  for (let s = 0; s < time.length; s++) {
    const i = neuron[s]
    if (!Number.isNaN(before[i])) {
      interval[count] = time[s] - before[i]
      owner[count++] = i
    }
    before[i] = time[s]
  }
  return { interval: interval.slice(0, count), neuron: owner.slice(0, count) }
}
