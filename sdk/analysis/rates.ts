import type { Spikes } from './spikes.js'

/**
 * Mean firing rate of each neuron, in Hz: its spikes over the time recorded.
 *
 * @returns `n` rates; a neuron that never fired has 0. All are NaN if no time was recorded.
 * @example
 * const mean = rates(spikes).reduce((sum, rate) => sum + rate, 0) / spikes.n
 */
export function rates({ neuron, n, from, to }: Spikes): Float64Array {
  const counts = new Float64Array(n)
  for (const i of neuron) counts[i]++
  return counts.map(count => (1000 * count) / (to - from))
}
