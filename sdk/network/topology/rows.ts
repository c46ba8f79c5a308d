import type { Edges } from './topology.js'

/** Edges as compressed rows by source (CSR): those of neuron i are `offsets[i]` to `offsets[i + 1]`, exclusive. */
export interface Rows {
  /** Where each row begins, and last the number of edges: one more than there are sources. */
  readonly offsets: Uint32Array
  /** Target of each edge. */
  readonly targets: Uint32Array
  /** Where each of the given edges went, to bring weights and delays there; undefined where all stayed in their places. */
  readonly places?: Uint32Array
}

/**
 * Brings edges into compressed rows: a stable counting sort by source, in time proportional to edges and neurons.
 *
 * @param pre number of sources
 * @throws RangeError if a source is not below `pre`
 * @example
 * const { offsets, targets, places } = compressRows({ from: Uint32Array.of(1, 0, 1), to: Uint32Array.of(0, 1, 2) }, 2)
 * // offsets 0 1 3, targets 1 0 2, places 1 0 2
 */
export function compressRows({ from, to }: Edges, pre: number): Rows {
  const offsets = new Uint32Array(pre + 1)
  let inOrder = true
  for (let e = 0; e < from.length; e++) {
    if (from[e] >= pre) {
      throw new RangeError(`compressRows: edge ${e} comes from neuron ${from[e]}, expected 0 to ${pre - 1}`)
    }
    offsets[from[e] + 1]++
    inOrder &&= e === 0 || from[e - 1] <= from[e]
  }
  for (let i = 0; i < pre; i++) offsets[i + 1] += offsets[i]
  if (inOrder) return { offsets, targets: to }
  const next = offsets.slice(0, pre)
  const targets = new Uint32Array(from.length)
  const places = new Uint32Array(from.length)
  for (let e = 0; e < from.length; e++) {
    const place = next[from[e]]++
    targets[place] = to[e]
    places[e] = place
  }
  return { offsets, targets, places }
}
