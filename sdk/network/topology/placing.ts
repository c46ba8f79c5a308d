import type { Edges } from './topology.js'

/** Edges on their way into compressed rows. */
export interface Placing {
  /** Where each row begins, and last the number of edges: one more than there are sources. */
  readonly offsets: Uint32Array
  /** Whether the edges come in the order of their sources, so that each is at its place already. */
  readonly inOrder: boolean
  /**
   * Brings numbers of the edges to the places of these, column by column; each `value` is asked for all edges in order.
   * A hundred million have no second copy: they go a window of edges at a time, from the first row to the last.
   */
  readonly fill: (columns: readonly PlacedColumn[]) => void
}

export interface PlacedColumn {
  /** As many places as there are edges. */
  readonly into: Uint32Array | Float64Array | Uint16Array
  /** Number of the e-th edge. */
  readonly value: (e: number) => number
}

/** Edges that are put into order at a time: a few for each row make the way through memory a short one. */
const window = 2 ** 22
/** Bits of a source that one pass of the sort looks at. */
const bits = 11

/**
 * Rows by source that are filled while the edges are gone through, in time proportional to edges and neurons: a stable radix
 * sort, a window at a time.
 *
 * @param pre number of sources
 * @throws RangeError if a source is not below `pre`
 * @example
 * const { offsets, fill } = placing({ from: Uint32Array.of(1, 0, 1), to: Uint32Array.of(0, 1, 2) }, 2)
 * const targets = new Uint32Array(3)
 * fill([{ into: targets, value: e => to[e] }])   // 1 0 2; offsets 0 1 3
 */
export function placing({ from }: Pick<Edges, 'from'>, pre: number): Placing {
  const { length } = from
  const offsets = new Uint32Array(pre + 1)
  let inOrder = true
  for (let e = 0; e < length; e++) {
    if (from[e] >= pre) throw new RangeError(`edge ${e} comes from neuron ${from[e]}, expected 0 to ${pre - 1}`)
    offsets[from[e] + 1]++
    inOrder &&= e === 0 || from[e - 1] <= from[e]
  }
  for (let i = 0; i < pre; i++) offsets[i + 1] += offsets[i]

  return {
    offsets,
    inOrder,
    fill(columns) {
      if (inOrder) {
        for (const { into, value } of columns) for (let e = 0; e < length; e++) into[e] = value(e)
        return
      }
      const next = offsets.slice(0, pre)
      const size = Math.min(window, length)
      const values = new Float64Array(size)
      const [order, spare, place] = [0, 1, 2].map(() => new Uint32Array(size))
      for (let begin = 0; begin < length; begin += size) {
        const sources = from.subarray(begin, Math.min(length, begin + size))
        const sorted = sortedOrder(sources, pre, order, spare)
        for (let k = 0; k < sources.length; k++) place[k] = next[sources[sorted[k]]]++
        for (const { into, value } of columns) {
          for (let k = 0; k < sources.length; k++) values[k] = value(begin + k)
          for (let k = 0; k < sources.length; k++) into[place[k]] = values[sorted[k]]
        }
      }
    },
  }
}

/** Indices of numbers below a limit in their order, equal ones as they came, in either of two arrays. */
function sortedOrder(numbers: Uint32Array, limit: number, a: Uint32Array, b: Uint32Array): Uint32Array {
  const { length } = numbers
  let [order, other] = [a, b]
  for (let k = 0; k < length; k++) order[k] = k
  const first = new Uint32Array(2 ** bits + 1)
  for (let shift = 0; 2 ** shift < limit; shift += bits) {
    first.fill(0)
    for (let k = 0; k < length; k++) first[((numbers[k] >>> shift) & (2 ** bits - 1)) + 1]++
    for (let d = 0; d < 2 ** bits; d++) first[d + 1] += first[d]
    for (let k = 0; k < length; k++) other[first[(numbers[order[k]] >>> shift) & (2 ** bits - 1)]++] = order[k]
    ;[order, other] = [other, order]
  }
  return order
}
