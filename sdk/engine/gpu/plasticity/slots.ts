import { sourcesOf, type ProjectionDescription } from '../../../network/index.js'
import type { Values } from '../../initial.js'
import { gridOf, type Grid, type Spread } from '../grid.js'
import { incoming } from '../incoming.js'
import { seedsOf } from '../wichmannHill.js'
import type { Columns, Side } from './scene.js'

/** The synapses of a projection in the order of their targets, each in a slot. */
export interface Slots {
  readonly grid: Grid
  /** Constants of its kernels. */
  readonly constants: { readonly offsets: Spread; readonly synapses: Spread }
  readonly columns: Columns
  /** Which synapse of the description is in a slot. */
  readonly order: Uint32Array
  /** The most synapses that a target has. */
  readonly most: number
}

/**
 * @param grids of the neurons at both ends
 * @param parameters of theirs that the rules mention and each has for itself
 * @param draws of the rules, by name: where seeds come from, one after the other
 * @param widest the longest row of threads
 */
export function slotsOf(
  projection: ProjectionDescription,
  grids: Readonly<Record<Side, Grid>>,
  parameters: Readonly<Record<Side, Values>>,
  draws: ReadonlyMap<string, () => number>,
  widest: number,
): Slots {
  const { targets, offsets } = projection
  const {
    offsets: starts,
    synapses,
    rows,
    order,
    most,
  } = incoming({ ...projection, weights: 0 }, grids.post, grids.pre)
  const columns = [...synapses]
  const add = (value: (s: number) => number) => columns.push(Float32Array.from(order, value)) - 1
  const { width, chunks } = grids.post
  const target = add(s => targets[s] % width)
  const targetChunk = chunks === 1 ? undefined : add(s => Math.floor(targets[s] / width))
  const sources = sourcesOf(offsets)
  const ends = { pre: sources, post: targets }
  const own = (['pre', 'post'] as const).flatMap(end =>
    Object.entries(parameters[end]).flatMap(([name, values]): [string, number][] =>
      typeof values === 'number' ? [] : [[`${end} ${name}`, add(s => values[ends[end][s]])]],
    ),
  )
  const seeds = [...draws].map(([name, uniform]): [string, number] => {
    const all = Array.from(targets, () => seedsOf(uniform))
    const [first] = [0, 1, 2].map(part => add(s => all[s][part]))
    return [name, first]
  })
  return {
    grid: slotGrid(targets.length, widest),
    constants: { offsets: starts, synapses: columns },
    columns: {
      ...rows,
      target,
      ...(targetChunk !== undefined && { targetChunk }),
      parameters: new Map(own),
      draws: new Map(seeds),
    },
    order,
    most,
  }
}

/** In chunks whose width is a power of two, so that kernels find the chunk of a slot without rounding. */
export function slotGrid(count: number, widest: number): Grid {
  if (count <= widest) return gridOf(count, widest)
  const width = 2 ** Math.floor(Math.log2(widest))
  return { size: count, width, chunks: Math.ceil(count / width) }
}

/** Slots by source: those of source `i` are `slots[offsets[i]] .. slots[offsets[i + 1] - 1]`, of its chunk where there are chunks. */
export function bySource(
  { offsets, targets }: ProjectionDescription,
  order: Uint32Array,
  { size, width, chunks }: Grid,
): { offsets: Spread; slots: Float32Array; most: number } {
  const slots = new Float32Array(targets.length)
  order.forEach((s, k) => (slots[s] = k))
  const most = offsets.reduce((a, start, i) => Math.max(a, i ? start - offsets[i - 1] : 1), 1)
  const startsOf = (c: number) =>
    Float32Array.from({ length: width + 1 }, (_, i) => offsets[Math.min(size, c * width + i)])
  return { offsets: chunks === 1 ? startsOf(0) : Array.from({ length: chunks }, (_, c) => startsOf(c)), slots, most }
}
