import { grown } from '../grown.js'
import type { Edges } from '../topology/index.js'

/** Neighbouring neurons of a population. */
export interface Side {
  /** Index of the first. */
  readonly from: number
  readonly size: number
}

/** Edges of all pieces. */
export interface Collected {
  /** Where the row of each neuron begins, and last the number of edges. */
  readonly offsets: Uint32Array
  readonly to: Uint32Array
  /** Undefined where the edges came in the order of their sources: then these follow from the offsets. */
  readonly from: Uint32Array | undefined
}

export interface Collecting {
  /** Number of neurons that may have a row: those of `pre` and perhaps others. */
  readonly rows: number
  readonly pre: Side
  readonly post: Side
  /** How many edges there will be, where that is known; more or less do no harm. */
  readonly room: number
}

/**
 * Gathers the edges of pieces between two sides, and counts those of each source.
 *
 * @yields how many there are so far
 * @throws RangeError for an end that is no neuron of its side
 */
export function* collect(
  pieces: Iterable<Edges>,
  { rows, pre, post, room }: Collecting,
): Generator<number, Collected, void> {
  const offsets = new Uint32Array(rows + 1)
  let to = new Uint32Array(room)
  let from: Uint32Array | undefined
  let count = 0
  let last = 0
  for (const piece of pieces) {
    checkEnds(piece.from, pre.size, 'comes from', count)
    checkEnds(piece.to, post.size, 'goes to', count)
    const { length } = piece.from
    const end = count + length
    while (end > to.length) to = grown(to)
    if (!from && !inOrder(piece.from, last)) from = sourcesOf(offsets, count, new Uint32Array(to.length))
    while (from && end > from.length) from = grown(from)
    for (let e = 0; e < length; e++) offsets[pre.from + piece.from[e] + 1]++
    if (from) copy(piece.from, pre.from, from, count)
    copy(piece.to, post.from, to, count)
    if (length > 0) last = piece.from[length - 1]
    count = end
    yield count
  }
  for (let i = 0; i < rows; i++) offsets[i + 1] += offsets[i]
  return {
    offsets,
    to: count === to.length ? to : to.slice(0, count),
    from: from?.subarray(0, count),
  }
}

function checkEnds(ends: Uint32Array, neurons: number, how: string, first: number): void {
  for (let e = 0; e < ends.length; e++) {
    if (ends[e] >= neurons)
      throw new RangeError(`edge ${first + e} ${how} neuron ${ends[e]}, expected 0 to ${neurons - 1}`)
  }
}

function inOrder(from: Uint32Array, last: number): boolean {
  let before = last
  for (let e = 0; e < from.length; e++) {
    if (from[e] < before) return false
    before = from[e]
  }
  return true
}

/** The sources of edges that came in order, from how many each has. */
function sourcesOf(counts: Uint32Array, edges: number, from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  for (let i = 0, e = 0; e < edges; i++) from.fill(i, e, (e += counts[i + 1]))
  return from
}

function copy(indices: Uint32Array, plus: number, into: Uint32Array, at: number): void {
  if (plus === 0) into.set(indices, at)
  else for (let e = 0; e < indices.length; e++) into[at + e] = indices[e] + plus
}
