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
/** Bits of a source that one pass of the sort looks at, and as a mask. */
const bits = 11
const mask = 0x7ff

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
        takePlaces(sources, sorted, next, place)
        for (const { into, value } of columns) {
          for (let k = 0; k < sources.length; k++) values[k] = value(begin + k)
          if (into instanceof Float64Array) scatterNumbers(into, place, values, sorted, sources.length)
          else scatterIndices(into, place, values, sorted, sources.length)
        }
      }
    },
  }
}

/** The next place of each source's row, in order. */
function takePlaces(sources: Uint32Array, sorted: Uint32Array, next: Uint32Array, place: Uint32Array): void {
  for (let k = 0; k < sources.length; k++) place[k] = next[sources[sorted[k]]]++
}

// One loop for each kind of array: a loop that sees several is several times slower.
function scatterNumbers(into: Float64Array, place: Uint32Array, values: Float64Array, sorted: Uint32Array, n: number) {
  for (let k = 0; k < n; k++) into[place[k]] = values[sorted[k]]
}

function scatterIndices(
  into: Uint32Array | Uint16Array,
  place: Uint32Array,
  values: Float64Array,
  sorted: Uint32Array,
  n: number,
) {
  for (let k = 0; k < n; k++) into[place[k]] = values[sorted[k]]
}

/** Indices of numbers below a limit in their order, equal ones as they came, in either of two arrays. */
function sortedOrder(numbers: Uint32Array, limit: number, a: Uint32Array, b: Uint32Array): Uint32Array {
  for (let k = 0; k < numbers.length; k++) a[k] = k
  let [order, other] = [a, b]
  for (let shift = 0; shift < 32 && limit > 2 ** shift; shift += bits) {
    pass(numbers, shift, order, other)
    ;[order, other] = [other, order]
  }
  return order
}

/** One pass of a radix sort, by some bits of the numbers. */
function pass(numbers: Uint32Array, shift: number, order: Uint32Array, into: Uint32Array): void {
  const first = new Uint32Array(mask + 2)
  for (let k = 0; k < numbers.length; k++) first[((numbers[k] >>> shift) & mask) + 1]++
  for (let d = 0; d < mask; d++) first[d + 1] += first[d]
  for (let k = 0; k < numbers.length; k++) into[first[(numbers[order[k]] >>> shift) & mask]++] = order[k]
}
