import type { Neuron } from '../model/index.js'
import type { Spread, Stimulus } from '../network/index.js'
import type { Topology } from '../network/topology/index.js'
import type { AnyQuantity, Time } from '../units/index.js'

/** Neurons of which a part can be taken. */
export interface Sliceable<Cells> {
  slice(from: number, to?: number): Cells
}

/**
 * What a circuit is built with: `network()`, or anything else that has these three. `Cells` is what it calls a group of
 * neurons.
 */
export interface Builder<Cells extends Sliceable<Cells>> {
  population(name: string, size: number, kind: Neuron, options?: CellOptions): Cells
  connect(pre: Cells, post: Cells, options: SynapseOptions): unknown
  stimulate(target: Cells, stimulus: Stimulus): unknown
}

/** How the cells of a circuit differ. */
export interface CellOptions {
  initial?: Readonly<Record<string, Spread<AnyQuantity, number>>>
  parameters?: Readonly<Record<string, Spread<AnyQuantity, number>>>
}

/** How the cells of a circuit are connected. */
export interface SynapseOptions {
  topology: Topology
  weight: Spread<AnyQuantity, object>
  delay?: Spread<Time, object>
  receptor?: string
}

/** The neurons of a circuit: one population, its excitatory neurons first, and its two parts. */
export interface ExcitatoryInhibitory<Cells> {
  /** All neurons. */
  readonly cells: Cells
  readonly excitatory: Cells
  readonly inhibitory: Cells
}
