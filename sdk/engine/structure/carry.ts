import type { Description, StructuralChange } from '../../network/index.js'
import type { Snapshot } from '../engine.js'

type Numbers = Snapshot['arrays'][string]

/** A change of structure, seen by a simulation that is built anew around what goes on. */
export interface Carry {
  readonly before: Description
  readonly after: Description
  /** Of each synapse of a projection its index before, negative if it is new; undefined where none came or went. */
  readonly orders: readonly (Int32Array | undefined)[]
  readonly change: StructuralChange
}

/** What the numbers of an array belong to; `of` is an index in the description. */
export type Axis =
  | { readonly each: 'neuron'; readonly of: number }
  /** Rows of what arrives, by step modulo their number; then `besides` rows more. */
  | { readonly each: 'arrival'; readonly of: number; readonly besides: number; readonly stride: Stride }
  /** `width` numbers a synapse; default one. */
  | { readonly each: 'synapse'; readonly of: number; readonly width?: number }
  /** Where nothing was known before, what is new begins as it was made. */
  | { readonly each: 'other' }

/** Numbers in a row, from the size of the population. */
type Stride = (size: number) => number

/** Live memory of a simulation. */
export interface Entry {
  readonly name: string
  readonly values: Numbers
  readonly axis: Axis
}

/** All of it by name, copied. */
export const arraysOf = (entries: readonly Entry[]): Snapshot['arrays'] =>
  Object.fromEntries(entries.map(({ name, values }) => [name, values.slice()]))

/** Sets memory to what a snapshot of the same description, or of the one before a change, holds. */
export function restore(entries: readonly Entry[], { arrays, step }: Snapshot, carry?: Carry): void {
  for (const { name, values, axis } of entries) {
    const saved = arrays[name]
    if (!carry) values.set(saved)
    else if (saved) carryOver(values, saved, axis, carry, step)
  }
}

function carryOver(values: Numbers, saved: Numbers, axis: Axis, { before, after, orders }: Carry, step: number): void {
  switch (axis.each) {
    case 'neuron': {
      const size = before.populations[axis.of].size
      if (saved.length === 1 && values.length > 1) values.fill(saved[0], 0, size)
      else values.set(values.length === saved.length ? saved : saved.subarray(0, Math.min(size, values.length)))
      return
    }
    case 'arrival': {
      const [old, now] = [before, after].map(({ populations }) => axis.stride(populations[axis.of].size))
      const [oldRows, rows] = [saved.length / old - axis.besides, values.length / now - axis.besides]
      for (let k = 0; k < oldRows; k++) {
        const row = ((step + k) % oldRows) * old
        values.set(saved.subarray(row, row + old), ((step + k) % rows) * now)
      }
      return
    }
    case 'synapse': {
      const order = orders[axis.of]
      const { width = 1 } = axis
      const one = width === 1 && saved.length === 1 && before.projections[axis.of].targets.length !== 1
      if ((values.length === 1 && width === 1) || (!order && !one))
        return void values.set(saved.subarray(0, values.length))
      if (one) {
        for (let s = 0; s < values.length; s++) if (!order || order[s] >= 0) values[s] = saved[0]
        return
      }
      for (let s = 0; s < order!.length; s++) {
        const from = order![s]
        for (let k = 0; k < width && from >= 0; k++) values[s * width + k] = saved[from * width + k]
      }
      return
    }
    case 'other':
      values.set(saved.subarray(0, values.length))
  }
}
