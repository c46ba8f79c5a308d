import type { SpikeColumns } from '../../engine/index.js'
import type { Recipe } from '../../network/index.js'
import type { Memory } from '../../plasticity/index.js'

/** The structure of a network, as plain data: what happened to it, and what is planned for it. */
export interface SavedStructure {
  /** How many changes there were: each drew from a stream of its own. */
  readonly changes: number
  readonly records: readonly (readonly [projection: number, records: SynapseRecords])[]
  readonly plans: readonly SavedPlan[]
}

/** What is known of the synapses of a projection besides what an engine knows, in the order of its rows. */
export interface SynapseRecords {
  /** A number for each that it keeps for ever: those that were connected have their index. */
  readonly ids: Float64Array
  /** Since when each exists, in ms; 0 for those that were connected. */
  readonly born: Float64Array
  /** The next id. */
  readonly next: number
}

/** A planned rule, in the middle of its work. */
export interface SavedPlan {
  readonly recipe: Recipe
  readonly on:
    | { readonly projection: number }
    | { readonly population: string; readonly part: readonly [from: number, to: number, whole: boolean] }
  readonly start: number
  readonly next: number
  readonly memory: Memory
  /** Newborns who belong to the slice that it decides about. */
  readonly joined: readonly number[]
  /** What its window holds. */
  readonly spikes: SpikeColumns
}
