import type { SpikeColumns } from './engine.js'

/** Spikes, as they come: their neurons in a growing column, and where each step and channel ends in it. */
export interface SpikeStore {
  /** Adds the events of one channel in one step, ordered by neuron: all that are given, or the first of them. */
  add(step: number, channel: number, neurons: ArrayLike<number>, count?: number): void
  since(step: number): SpikeColumns
  forget(before: number): void
}

/** Spikes that are copied sooner as a block than one by one. */
const many = 64

export function spikeStore(): SpikeStore {
  let steps = new Float64Array(256)
  let channels = new Uint32Array(256)
  let ends = new Float64Array(256)
  let batches = 0
  let neurons = new Uint32Array(1024)
  let count = 0
  const start = (batch: number) => (batch === 0 ? 0 : ends[batch - 1])

  /** Index of the first batch at or after a step, by bisection. */
  const first = (step: number): number => {
    let low = 0
    let high = batches
    while (low < high) {
      const middle = (low + high) >>> 1
      if (steps[middle] < step) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    add(step, channel, fired, length = fired.length) {
      if (length === 0) return
      if (batches === steps.length) {
        steps = grown(steps, new Float64Array(2 * batches))
        channels = grown(channels, new Uint32Array(2 * batches))
        ends = grown(ends, new Float64Array(2 * batches))
      }
      if (count + length > neurons.length) {
        neurons = grown(neurons, new Uint32Array(Math.max(count + length, 2 * neurons.length)))
      }
      if (length >= many && fired instanceof Uint32Array) neurons.set(fired.subarray(0, length), count)
      else for (let j = 0; j < length; j++) neurons[count + j] = fired[j]
      count += length
      steps[batches] = step
      channels[batches] = channel
      ends[batches++] = count
    },
    since(step) {
      const from = first(step)
      const begin = start(from)
      const columns = {
        step: new Float64Array(count - begin),
        channel: new Uint32Array(count - begin),
        neuron: neurons.slice(begin, count),
      }
      for (let batch = from; batch < batches; batch++) {
        const [a, b] = [start(batch) - begin, ends[batch] - begin]
        columns.step.fill(steps[batch], a, b)
        columns.channel.fill(channels[batch], a, b)
      }
      return columns
    },
    forget(before) {
      const from = first(before)
      const begin = start(from)
      neurons.copyWithin(0, begin, count)
      count -= begin
      for (const column of [steps, channels, ends]) column.copyWithin(0, from, batches)
      batches -= from
      for (let batch = 0; batch < batches; batch++) ends[batch] -= begin
    },
  }
}

function grown<A extends Float64Array | Uint32Array>(from: A, to: A): A {
  to.set(from)
  return to
}
