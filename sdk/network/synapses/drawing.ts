import type { ProjectionDescription } from '../description.js'
import type { Filling } from '../distributions/index.js'
import type { Edges } from '../topology/index.js'
import { collect, type Side } from './collecting.js'
import { placing, type Column } from './placing.js'

/** What of a projection is one number a source or a synapse. */
export type SynapseColumns = Pick<ProjectionDescription, 'offsets' | 'targets' | 'weights' | 'delays'>

/** How the synapses of a projection are drawn. */
export interface SynapsePlan<Of> {
  /** Number of neurons of the source population. */
  readonly rows: number
  readonly pre: Side
  readonly post: Side
  /** How many synapses there will be, where that is known. */
  readonly room: number
  readonly pieces: Iterable<Edges>
  /** Of n synapses, one for all or what fills a column. */
  readonly weights: (n: number) => number | Filling<Of>
  /** The same, in steps. */
  readonly delays: (n: number) => number | Filling<Of, Uint16Array>
  /** What a weight or delay may be a function of: two neurons, counted from the first of their sides. */
  readonly synapse: (pre: number, post: number) => Of
}

/** Numbers that are drawn at a time. */
const pieceSize = 2 ** 16
/** Edges that are brought to their rows at a time: a few for each row make the way through memory a short one. */
const window = 2 ** 22

/** A column in which each synapse has its own number. */
interface OwnColumn {
  readonly into: Column
  /** A column of the same kind, as long as is said. */
  readonly alike: (length: number) => Column
  readonly fill: (out: Column, first: number) => void
}

/**
 * Draws the synapses of a projection, piece by piece: who is connected, then their weights, then their delays.
 *
 * @yields the share that is done, every few milliseconds
 * @returns compressed rows
 */
export function* drawSynapses<Of>(plan: SynapsePlan<Of>): Generator<number, SynapseColumns, void> {
  const { pieces, pre, post, room, synapse } = plan
  // A number costs some two times what an edge does, and so does bringing it to its place.
  const share = (edges: number, numbers: number) => (edges / Math.max(1, room) + 4 * numbers) / 5
  const collecting = collect(pieces, plan)
  let step = collecting.next()
  for (; !step.done; step = collecting.next()) yield Math.min(share(step.value, 0), 0.2)
  const { offsets, to, from } = step.value
  const { length } = to

  const own: OwnColumn[] = []
  const column = <A extends Column>(numbers: number | Filling<Of, A>, alike: (length: number) => A): number | A => {
    if (typeof numbers === 'number') return numbers
    const into = alike(length)
    const source = from ? (e: number) => from[e] : rowOf(offsets)
    const of = (e: number) => synapse(source(e) - pre.from, to[e] - post.from)
    own.push({ into, alike, fill: (out, first) => numbers(out as A, first, of) })
    return into
  }
  const weights = column(plan.weights(length), n => new Float64Array(n))
  const delays = column(plan.delays(length), n => new Uint16Array(n))
  if (!from) {
    for (const [c, { into, fill }] of own.entries()) {
      for (let e = 0; e < length; e += pieceSize) {
        fill(into.subarray(e, e + pieceSize), e)
        yield share(room, (c + e / length) / own.length)
      }
    }
    return { offsets, targets: to, weights, delays }
  }

  const targets = new Uint32Array(length)
  const { next, move } = placing(offsets, Math.min(window, length))
  const values = own.map(({ alike }) => alike(Math.min(window, length)))
  for (let begin = 0; begin < length; begin += window) {
    const end = Math.min(length, begin + window)
    next(from.subarray(begin, end))
    yield share(room, begin / length)
    move(to.subarray(begin, end), targets)
    for (const [c, { into, fill }] of own.entries()) {
      const part = values[c].subarray(0, end - begin)
      for (let e = 0; e < part.length; e += pieceSize) {
        fill(part.subarray(e, e + pieceSize), begin + e)
        yield share(room, begin / length)
      }
      move(part, into)
    }
  }
  return { offsets, targets, weights, delays }
}

/** The row of each place, of places that are asked for in ascending order. */
function rowOf(offsets: Uint32Array): (place: number) => number {
  let row = 0
  return place => {
    while (offsets[row + 1] <= place) row++
    return row
  }
}
