import type { NeuronModel } from '../model/index.js'

/**
 * A network as plain data: what the engines run. Nothing in it is a class; all but current inputs given as a
 * function can be stored or sent to a worker.
 */
export interface Description {
  /** Seed of every random draw. */
  readonly seed: number
  /** Length of a step, in ms. */
  readonly dt: number
  readonly populations: readonly PopulationDescription[]
  readonly projections: readonly ProjectionDescription[]
  readonly inputs: readonly InputDescription[]
}

export interface PopulationDescription {
  readonly name: string
  readonly size: number
  readonly model: NeuronModel
}

/** Where a spike's weight goes: `delta` jumps `v` by it (mV); `pulse` adds it to `I` for one step. */
export type Receptor = 'delta' | 'pulse'

/** Synapses in compressed rows: those of source `i` are `offsets[i] .. offsets[i + 1] - 1`. */
export interface ProjectionDescription {
  /** Name of the presynaptic population. */
  readonly pre: string
  /** Name of the postsynaptic population. */
  readonly post: string
  readonly receptor: Receptor
  /** One more than there are sources. */
  readonly offsets: Uint32Array
  /** Target neuron of each synapse. */
  readonly targets: Uint32Array
  /** Weight of each synapse, or of all. */
  readonly weights: number | Float64Array
  /** Delay in steps, 1 or more, of each synapse, or of all. */
  readonly delays: number | Uint16Array
}

/** Neurons `from .. to - 1` of a population. */
export interface Target {
  readonly population: string
  readonly from: number
  readonly to: number
}

export type InputDescription = PoissonDescription | SpikeTimesDescription | CurrentDescription

/** Each neuron receives spikes at a rate, independent of the others. */
export interface PoissonDescription extends Target {
  readonly kind: 'poisson'
  /** Hz */
  readonly rate: number
  readonly weight: number
  readonly receptor: Receptor
  /** Which stream of random numbers is drawn from. */
  readonly stream: number
}

/** Given spikes, ordered by step. */
export interface SpikeTimesDescription extends Target {
  readonly kind: 'spike times'
  readonly steps: Float64Array
  /** Counted from the first neuron of the target. */
  readonly neurons: Uint32Array
  readonly weight: number
  readonly receptor: Receptor
}

/** Adds to `I`. */
export interface CurrentDescription extends Target {
  readonly kind: 'current'
  readonly value: CurrentValue
}

/** The same at all times and for all, per neuron, a course in time (rows of 1 or one value a neuron), or a function. */
export type CurrentValue =
  | { readonly form: 'constant'; readonly value: number }
  | { readonly form: 'per neuron'; readonly values: Float64Array }
  | { readonly form: 'course'; readonly values: Float64Array; readonly columns: number; readonly every: number }
  | { readonly form: 'function'; readonly at: (t: number, neuron: number) => number }
