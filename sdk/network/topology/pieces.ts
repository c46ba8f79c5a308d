import { grown } from '../grown.js'
import type { DrawEdges, DrawPieces, Edges } from './topology.js'

/** Edges that a piece has, or a few more: what takes some milliseconds. */
export const pieceSize = 2 ** 16

/** Edges on their way into pieces. */
export interface Piece {
  readonly push: (i: number, j: number) => void
  /** Whether there are enough for a piece. */
  readonly full: () => boolean
  /** What was pushed since the last time: arrays that the next piece overwrites. */
  readonly take: () => Edges
}

/** Gathers edges into pieces; they grow where a few more are pushed than there is room for. */
export function piece(): Piece {
  let from = new Uint32Array(pieceSize)
  let to = new Uint32Array(pieceSize)
  let count = 0
  return {
    push(i, j) {
      if (count === from.length) {
        from = grown(from)
        to = grown(to)
      }
      from[count] = i
      to[count++] = j
    },
    full: () => count >= pieceSize,
    take() {
      const edges = { from: from.subarray(0, count), to: to.subarray(0, count) }
      count = 0
      return edges
    },
  }
}

/**
 * Draws edges from what gives them piece by piece.
 *
 * @param room how many there will be, or some more than that; where there are still more, it grows
 * @example
 * const chain: Topology = { name: 'chain', count: pre => ({ synapses: pre - 1, kind: 'exact' }), edges: inPieces(links) }
 * function* links(pre: number) {
 *   for (let i = 1; i < pre; i++) yield { from: Uint32Array.of(i - 1), to: Uint32Array.of(i) }
 * }
 */
export function inPieces(
  pieces: DrawPieces,
  room: (pre: number, post: number, same: boolean) => number = () => 1024,
): DrawEdges {
  const edges = (...given: Parameters<DrawPieces>): Edges => {
    const [pre, post, , same] = given
    const parts = pieces(...given)
    const size = room(pre, post, same)
    let from = new Uint32Array(size)
    let to = new Uint32Array(size)
    let count = 0
    for (const part of parts) {
      const end = count + part.from.length
      while (end > from.length) {
        from = grown(from)
        to = grown(to)
      }
      from.set(part.from, count)
      to.set(part.to, count)
      count = end
    }
    return count === from.length ? { from, to } : { from: from.slice(0, count), to: to.slice(0, count) }
  }
  return Object.assign(edges, { pieces })
}
