import type { Spikes } from './spikes.js'

/**
 * Time of the first spike of each neuron, in ms.
 *
 * @returns `n` times; `Infinity` for a neuron that never fired
 * @example
 * const winner = firstSpikes(output).reduce((best, t, i, all) => (t < all[best] ? i : best), 0)
 */
export function firstSpikes({ time, neuron, n }: Pick<Spikes, 'time' | 'neuron' | 'n'>): Float64Array {
  const first = new Float64Array(n).fill(Infinity)
  for (let s = 0; s < time.length; s++) first[neuron[s]] = Math.min(first[neuron[s]], time[s])
  return first
}
