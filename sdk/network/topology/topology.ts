import type { Random } from '../../random/index.js'
import type { Recipe } from '../recipe.js'
import type { Period, Space } from '../positions/index.js'

/** Directed synapses: the e-th goes from neuron `from[e]` of one population to neuron `to[e]` of another or the same. */
export interface Edges {
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** A number of synapses: certain, the mean of what may be drawn, or the most. */
export interface SynapseCount {
  readonly synapses: number
  readonly kind: 'exact' | 'expected' | 'at most'
  /** Pairs that are looked at to find them, where these are more than the synapses. */
  readonly pairs?: number
}

/** Draws synapses. */
export interface DrawEdges {
  /**
   * The synapses between `pre` and `post` neurons, in any order; an undirected edge is two of them.
   *
   * @param random all the chance there may be: the same state gives the same edges
   * @param same whether a population projects onto itself, so that (i, i) is a self-connection
   * @param space where the neurons are, for those who ask; it throws if the two sides have no common space
   */
  (pre: number, post: number, random: Random, same: boolean, space?: () => Space): Edges
  /**
   * The same synapses in the same order, some ten thousand at a time; see {@link inPieces}. Where they are many, and their
   * `count` is known, they are then drawn when they are first needed, and not by `connect`.
   */
  readonly pieces?: DrawPieces
}

/**
 * What it refuses, it refuses when it is called, before the first piece is asked for. A piece may be empty, and its arrays
 * may be those of the one before.
 */
export type DrawPieces = (...given: Parameters<DrawEdges>) => Iterable<Edges>

/**
 * Who is connected with whom. A new one is an object with a name and a function:
 *
 * @example
 * const chain: Topology = {
 *   name: 'chain',
 *   edges: pre => ({ from: Uint32Array.from({ length: pre - 1 }, (_, i) => i),
 *                    to: Uint32Array.from({ length: pre - 1 }, (_, i) => i + 1) }),
 * }
 * net.connect(cells, cells, { topology: chain })
 */
export interface Topology {
  /** For messages and descriptions. */
  readonly name: string
  /** Lengths after which space repeats itself, for all distances of the projection; default none. */
  readonly periodic?: Period
  /** How many synapses there will be, before they are drawn, where that is known. */
  count?(pre: number, post: number, same: boolean, space?: () => Space): SynapseCount
  /** The synapses between two groups. */
  readonly edges: DrawEdges
  /**
   * The synapses by which newborns join two groups that are connected already; without it, nobody is born into them.
   * Every one of them has a newborn at one end at least.
   */
  join?(joining: Joining): Edges
  /** How it was made, so that a file can hold it. */
  readonly recipe?: Recipe
}

/** Newborns who join two connected groups: the last of either. */
export interface Joining {
  /** Sources and targets, newborns and dead included. */
  readonly pre: number
  readonly post: number
  /** The first newborn among them; as many as there are where nobody was born. */
  readonly firstPre: number
  readonly firstPost: number
  readonly random: Random
  /** Whether the two are one group, so that (i, i) is a self-connection. */
  readonly same: boolean
  readonly space: () => Space
  /** How many live, and who: the others are nobody's partners. */
  readonly livingPre: number
  readonly livingPost: number
  readonly livesPre: (i: number) => boolean
  readonly livesPost: (j: number) => boolean
}
