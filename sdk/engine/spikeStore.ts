import type { SpikeColumns } from './engine.js'

/** Spikes in growing columns. */
export interface SpikeStore {
  /** Adds the events of one channel in one step, ordered by neuron: all that are given, or the first of them. */
  add(step: number, channel: number, neurons: ArrayLike<number>, count?: number): void
  since(step: number): SpikeColumns
  forget(before: number): void
}

export function spikeStore(): SpikeStore {
  let steps = new Float64Array(1024)
  let channels = new Uint32Array(1024)
  let neurons = new Uint32Array(1024)
  let count = 0

  /** Index of the first spike at or after a step, by bisection. */
  const first = (step: number): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >>> 1
      if (steps[middle] < step) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    add(step, channel, fired, length = fired.length) {
      const end = count + length
      if (end > steps.length) {
        const room = Math.max(end, 2 * steps.length)
        steps = grown(steps, new Float64Array(room))
        channels = grown(channels, new Uint32Array(room))
        neurons = grown(neurons, new Uint32Array(room))
      }
      for (let j = 0; j < length; j++, count++) {
        steps[count] = step
        channels[count] = channel
        neurons[count] = fired[j]
      }
    },
    since(step) {
      const from = first(step)
      return {
        step: steps.slice(from, count),
        channel: channels.slice(from, count),
        neuron: neurons.slice(from, count),
      }
    },
    forget(before) {
      const from = first(before)
      steps.copyWithin(0, from, count)
      channels.copyWithin(0, from, count)
      neurons.copyWithin(0, from, count)
      count -= from
    },
  }
}

function grown<A extends Float64Array | Uint32Array>(from: A, to: A): A {
  to.set(from)
  return to
}
