import type { Target } from '../network/index.js'

/**
 * What collects the inputs of one step to a variable of the neurons `from .. to - 1` of a population, a whole population
 * or the part of it that a thread computes; the engine clears it after use.
 */
export interface Receiver {
  readonly from: number
  readonly to: number
  /** The first is that of neuron `from`. */
  readonly values: Float32Array | Float64Array
  /** Says that something was added to the neurons `from .. to - 1`. */
  readonly mark: (from: number, to: number) => void
}

/** The neurons that are both in a target and in what a receiver collects for. */
export interface Overlap {
  readonly from: number
  readonly to: number
  /** Their first place in the receiver's values. */
  readonly at: number
  /** Their first place in the target. */
  readonly skip: number
  readonly size: number
}

/** Undefined where target and receiver have no neuron in common. */
export function overlap(target: Target, receiver: Receiver): Overlap | undefined {
  const from = Math.max(target.from, receiver.from)
  const to = Math.min(target.to, receiver.to)
  return from < to ? { from, to, at: from - receiver.from, skip: from - target.from, size: to - from } : undefined
}
