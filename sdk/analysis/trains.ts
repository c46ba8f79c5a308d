import type { Spikes } from './spikes.js'

/**
 * The spike times of each neuron by itself, in ms: what the measures of single trains and of pairs take.
 *
 * @returns `n` arrays in the order of the neurons, each in the order of time; empty for a neuron that never fired
 * @example
 * const [first, second] = trains(spikes)
 * vanRossum(first, second, { tau: '10 ms' })
 */
export function trains({ time, neuron, n }: Spikes): Float64Array[] {
  const count = new Uint32Array(n)
  for (const i of neuron) count[i]++
  const all = Array.from(count, length => new Float64Array(length))
  count.fill(0)
  for (let s = 0; s < time.length; s++) all[neuron[s]][count[neuron[s]]++] = time[s]
  return all
}
