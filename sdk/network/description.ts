import type { Expression, FixedPoint, ModulatorLaw, NeuronModel, SynapseModel } from '../model/index.js'

/**
 * A network as plain data: what the engines run. Nothing in it is a class; all but currents and rates given as a
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
  /** What learning rules of all projections share; default none. */
  readonly modulators?: readonly ModulatorDescription[]
}

/** A number that decays to its baseline, which rewards change and rules read. */
export interface ModulatorDescription extends ModulatorLaw {
  readonly name: string
  /** At the start; default its baseline. */
  readonly value?: number
}

export interface PopulationDescription {
  readonly name: string
  readonly size: number
  /** Of a source: a model without equations. */
  readonly model: NeuronModel
  /** Where its spikes come from, if not from equations. */
  readonly source?: SourceDescription
  /** Coordinates, `dimensions` numbers a neuron; without them neuron i sits at i on a line. */
  readonly positions?: { readonly dimensions: number; readonly coordinates: Float64Array }
  /**
   * Of a population in which neurons were born or died: how many of its places were ever taken, from the first on, and
   * in which of all places a neuron lives, a 1 for each. Default: in all of them.
   */
  readonly life?: { readonly born: number; readonly living: Uint8Array }
}

/** What fires without equations. A neuron of a source fires at most once a step. */
export type SourceDescription =
  /** Rates in Hz, one for all or one for each. */
  | { readonly kind: 'poisson'; readonly rate: number | Float64Array; readonly stream: number }
  /** A spike every so many ms from `start` on, each at the first step at or after its time. */
  | { readonly kind: 'regular'; readonly period: number | Float64Array; readonly start: number | Float64Array }
  /** Given spikes, ordered by step, then neuron. */
  | { readonly kind: 'given'; readonly steps: Float64Array; readonly neurons: Uint32Array }

/** Synapses in compressed rows: those of source `i` are `offsets[i] .. offsets[i + 1] - 1`. */
export interface ProjectionDescription {
  /** Name of the presynaptic population. */
  readonly pre: string
  /** Name of the postsynaptic population. */
  readonly post: string
  /** Variable that a spike adds its weight to; `I` for one step only. */
  readonly variable: string
  /** One more than there are sources. */
  readonly offsets: Uint32Array
  /** Target neuron of each synapse. */
  readonly targets: Uint32Array
  /** Weight of each synapse, or of all. */
  readonly weights: number | Float64Array
  /** Delay in steps, 1 or more, of each synapse, or of all. */
  readonly delays: number | Uint16Array
  /** The longest delay that one of its synapses ever had, where some were removed: their spikes may be on the way. */
  readonly longest?: number
  /**
   * Of a projection that acts in every step instead of transmitting spikes: what a synapse adds, an expression of
   * `w`, of variables of the source (`v_pre`) and of the target (`v_post`) at the start of the step.
   */
  readonly continuous?: Expression
  /** How its synapses learn, in that order; each synapse then has a weight of its own. Default not at all. */
  readonly rules?: readonly RuleDescription[]
  /** The least and the largest weight: a rule that leaves them is an error. */
  readonly bounds?: readonly [least: number, largest: number]
  /**
   * Of one with rules: steps from a spike's arrival at the synapse, where rules see it after `delays`, to the neuron, and
   * from a spike of the neuron back to the synapse; default 0.
   */
  readonly dendriticDelay?: number
  /**
   * Formats of variables that are no plain numbers. Of weights `w`: where rules change them, `weights` are the values of
   * accumulators, else what is transmitted, so that an engine need not know.
   */
  readonly formats?: { readonly w: FixedPoint }
  /** What bringing the weights into their format changed them by when they were given: root mean square. */
  readonly formatError?: number
}

/** A learning rule of a projection. */
export interface RuleDescription {
  readonly model: SynapseModel
  /** Variables that start otherwise than the model says: one value a synapse, of a vector so many one after the other. */
  readonly initial?: Readonly<Record<string, Float64Array>>
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
  /** Hz: one for all, one for each, or a function of time in ms, evaluated at the start of every step. */
  readonly rate: number | Float64Array | ((t: number) => number)
  readonly weight: number
  /** Variable that a spike adds its weight to; `I` for one step only. */
  readonly variable: string
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
  readonly variable: string
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
  /** Hz, radians; `amplitude sin(2 pi frequency t + phase) + offset`. */
  | {
      readonly form: 'sine'
      readonly amplitude: number
      readonly frequency: number
      readonly phase: number
      readonly offset: number
    }
  /** White noise: its integral over a step has standard deviation `sigma sqrt(dt)`. One for each neuron, or shared. */
  | {
      readonly form: 'white noise'
      readonly mean: number
      readonly sigma: number
      readonly shared: boolean
      readonly stream: number
    }
  /** Uniform in `low .. high`, held for `every` steps. One for each neuron, or shared. */
  | {
      readonly form: 'uniform noise'
      readonly low: number
      readonly high: number
      readonly every: number
      readonly shared: boolean
      readonly stream: number
    }
  /** Ornstein-Uhlenbeck: stationary mean and standard deviation, correlation time tau in ms. */
  | {
      readonly form: 'ornstein-uhlenbeck'
      readonly mean: number
      readonly sigma: number
      readonly tau: number
      readonly shared: boolean
      readonly stream: number
    }
