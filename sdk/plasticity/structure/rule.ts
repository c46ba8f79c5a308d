import type { Recipe } from '../../network/index.js'
import type { Random } from '../../random/index.js'

/**
 * What changes the structure of a network, once (`net.apply`) or again and again (`net.plan`): of its synapses, or of
 * the neurons of a group. A rule of your own is an object of this kind; it only decides, the network does.
 */
export type StructuralRule = SynapseRule | NeuronRule

interface Rule {
  /** `prune`, `rewire`, `grow`, `birth`, `death`: also the type of its event. */
  readonly name: string
  /** From one decision to the next in ms, where the rule is planned. */
  readonly every?: number
  /** How far back it looks at spikes, in ms; default not at all. */
  readonly window?: number
  /** How it was made, so that a file can hold it. */
  readonly recipe?: Recipe
}

export interface SynapseRule extends Rule {
  readonly on: 'synapses'
  decide(view: SynapseView, memory: Memory): Promise<SynapseDecision> | SynapseDecision
}

export interface NeuronRule extends Rule {
  readonly on: 'neurons'
  decide(view: NeuronView, memory: Memory): Promise<NeuronDecision> | NeuronDecision
}

/** What a planned rule remembers from one decision to the next: plain data that the rule writes to. */
export type Memory = Record<string, Float64Array>

/** The neurons of a group as a rule sees them: counted from 0, the dead included. */
export interface Side {
  readonly size: number
  lives(neuron: number): boolean
  /** Times in ms of the spikes within the window of each neuron. */
  spikes(): readonly (readonly number[])[]
  /** How many spikes each fired within the window. */
  counts(): Uint32Array
}

/** The synapses of a projection as a rule sees them. */
export interface SynapseView {
  /** ms */
  readonly time: number
  /** ms */
  readonly dt: number
  readonly random: Random
  readonly pre: Side
  readonly post: Side
  /** Whether the two sides are one group. */
  readonly same: boolean
  /** Ends of each synapse, counted from the first neuron of its side; those of one source together, sources ascending. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Lengths of their delays, in ms. */
  readonly delays: Float64Array
  /** A number for each synapse that it keeps for ever. */
  readonly ids: Float64Array
  /** Since when each of them exists, in ms; 0 for those that were connected. */
  readonly born: Float64Array
  weights(): Promise<Float64Array>
  distance(pre: number, post: number): number
}

/** Indices of synapses that go, and the ends of those that come, with weights and delays unless they are the projection's. */
export interface SynapseDecision {
  readonly removed?: readonly number[]
  readonly added?: {
    readonly from: readonly number[]
    readonly to: readonly number[]
    readonly weights?: readonly number[]
    /** ms */
    readonly delays?: readonly number[]
  }
}

/** The neurons of a group as a rule sees them. */
export interface NeuronView extends Side {
  /** ms */
  readonly time: number
  readonly random: Random
  /** How many live. */
  readonly living: number
}

export interface NeuronDecision {
  readonly deaths?: readonly number[]
  readonly births?: Newborns
}

/** Neurons to be born. */
export interface Newborns {
  readonly count: number
  /** Parameters by name, for all of them; the others are those of a neuron of the group, drawn at random. */
  readonly parameters?: Readonly<Record<string, number>>
}
