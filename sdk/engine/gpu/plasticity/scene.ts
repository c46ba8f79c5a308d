import type { SynapseModel } from '../../../model/index.js'
import { sharedColumns } from '../stepSource.js'
import type { Values } from '../../initial.js'
import type { SynapseRows } from '../deliverySource.js'
import type { Grid } from '../grid.js'
import type { LearningRows } from './learningRows.js'

/** What the texts of the kernels of a projection that learns are made from. */
export interface Scene {
  readonly rules: readonly SynapseModel[]
  readonly rows: LearningRows
  /** How the synapses lie on the threads. */
  readonly grid: Grid
  readonly columns: Columns
  readonly ends: Readonly<Record<Side, End>>
  /** Names of the network's modulators, in the order of their values in `shared`. */
  readonly modulators: readonly string[]
  readonly bounds?: readonly [number, number]
  /** Steps from a spike of the neuron back to the synapse, and from the synapse to the neuron. */
  readonly dendritic: number
  /** ms */
  readonly dt: number
}

export type Side = 'pre' | 'post'

/** The neurons at one end. */
export interface End {
  readonly grid: Grid
  /** In the order of the rows of their state. */
  readonly variables: readonly string[]
  /** The first row of the history of their spikes. */
  readonly history: number
  readonly parameters: Values
}

/** Rows of the constants `synapses` by what they hold of each synapse. */
export interface Columns extends SynapseRows {
  readonly target: number
  /** The chunk of the target, where targets lie in chunks. */
  readonly targetChunk?: number
  /** Parameters that each neuron has for itself, as `post theta`. */
  readonly parameters: ReadonlyMap<string, number>
  /** The first seed of each draw, as `0 rand 2` of rule 0. */
  readonly draws: ReadonlyMap<string, number>
}

/** Columns of `shared`, one row a step, in a network with modulators: those of a step, their values, the reward. */
export const modulatorColumn = (m: number) => sharedColumns + m
export const rewardColumn = (modulators: readonly string[]) => sharedColumns + modulators.length
