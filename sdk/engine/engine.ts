import type { Description, Evolution, InputDescription, StructuralChange } from '../network/index.js'
import type { RoundingSums } from './formats/index.js'
import type { MemoryItem, PlannedSynapses } from './memory.js'

/** Runs descriptions. Every engine keeps the step order of docs/engines.md and passes the same tests. */
export interface Engine {
  readonly name: string
  /** True, or why this engine cannot run a network: it never runs one in another way silently. */
  supports(description: Description): true | Refusal
  /** What a network takes in this engine's memory, by part, without building it. */
  memory?(description: Description): readonly MemoryItem[]
  /** What it takes for synapses that are not drawn yet, in bytes. */
  memoryOf?(planned: PlannedSynapses): number
  /** The most that it can take, in bytes, where there is such a limit. */
  readonly most?: number
  /**
   * Prepares a network to run, from the start or from where a snapshot of the same description was taken.
   *
   * @param pause called every now and then where that takes its time
   * @throws RangeError with the refusal if the engine does not support it, or if the snapshot is another engine's
   */
  compile(description: Description, from?: Snapshot, pause?: Pause): Promise<Simulation>
}

/**
 * Gives way to what else goes on, if it is time for that.
 *
 * @param share done, 0 to 1
 * @returns what to await before going on; it rejects where nobody waits for the simulation any more
 */
export type Pause = (share: number) => Promise<void> | undefined

/** A simulation's state as plain data: variables, refractory clocks, spikes in flight, whatever else goes on. */
export interface Snapshot {
  readonly engine: string
  readonly step: number
  /** By names that the engine chose; all sizes follow from the description. */
  readonly arrays: Readonly<Record<string, Float64Array | Float32Array | Uint32Array | Int16Array | Uint8Array>>
}

/** Why an engine does not take a network. */
export interface Refusal {
  readonly reason: string
}

/** A network in an engine's memory, at the start of some step. */
export interface Simulation {
  /** Steps done so far. */
  readonly step: number
  /**
   * Runs so many steps. `advance(n)` then `advance(m)` equals `advance(n + m)`, whatever is read between.
   * @throws DivergenceError if a state became NaN or infinite; the steps before it stand
   */
  advance(steps: number): Promise<void>
  /** A copy of a variable or parameter, of all neurons or of those named. */
  read(population: string, name: string, neurons?: ArrayLike<number>): Promise<Float64Array>
  /** Sets a variable or parameter of all neurons of a population: a parameter shared by all is one number. */
  write(population: string, name: string, values: ArrayLike<number>): Promise<void>
  /**
   * A copy of the weights of a projection, by its index in the description, in the order of its synapses; in a format what
   * is transmitted.
   */
  weights(projection: number): Promise<Float64Array>
  /** Sets the weights of a projection, as its description keeps them: a weight shared by all its synapses is one number. */
  setWeights(projection: number, values: ArrayLike<number>): Promise<void>
  /** What learning rules keep, where the engine runs them. */
  readonly learning?: Learning
  /** Replaces the inputs; what they had already sent stays. */
  setInputs(inputs: readonly InputDescription[]): void
  /** The spikes of step `since` and later that have not been forgotten. */
  spikes(since: number): SpikeColumns
  /** Frees the memory of spikes before a step. */
  forget(before: number): void
  /**
   * Changes the structure between two steps: births, deaths, new and removed synapses. Everything else stays as it is, bit
   * for bit. Absent on engines that cannot, with the reason in `fixed`.
   * @throws RangeError for what does not fit; nothing has changed then
   */
  edit?(change: StructuralChange): Promise<void>
  /** The network as it is after its changes, where they can be made. */
  readonly evolution?: Evolution
  /** Why the structure cannot change. */
  readonly fixed?: string
  /** Everything that the next step depends on. A simulation compiled from it goes on bit for bit. */
  snapshot(): Promise<Snapshot>
  info(): EngineInfo
  /** Which share of the neurons was computed, where some may sleep. */
  activity?(): NetworkActivity
  dispose(): Promise<void>
}

/** Variables of learning rules, and modulators, at the start of the step at hand. */
export interface Learning {
  /**
   * A copy of a variable of a rule, by the index of its projection in the description and its own among the rules: one
   * value a synapse, whatever its scope, of a vector so many, in the order of the synapses.
   */
  read(projection: number, rule: number, variable: string): Promise<Float64Array>
  /** Sets it; of a variable of neurons the synapses of one neuron are given the same. */
  write(projection: number, rule: number, variable: string, values: ArrayLike<number>): Promise<void>
  modulator(name: string): number
  setModulator(name: string, value: number): void
  /**
   * A reward, at the start of the step at hand: modulators rise, then `onReward` is done, by projection and rule. Where
   * that takes time, what is asked for next comes after it.
   */
  reward(amount: number): void | Promise<void>
  /**
   * What rounding did to the changes of weights in a format; undefined of other projections. Absent where it cannot learn
   * in formats.
   */
  rounding?(projection: number): Promise<RoundingSums | undefined>
  /** Of weights in a format what rules read and change; `weights` are what is transmitted. */
  accumulators?(projection: number): Promise<Float64Array>
}

/** Spikes in the order of step, channel and neuron. */
export interface SpikeColumns {
  readonly step: Float64Array
  /** Index among the {@link channels}; that of a spike is the index of its population in the description. */
  readonly channel: Uint32Array
  readonly neuron: Uint32Array
}

/** Share of neurons that are awake, 0 to 1. */
export interface Activity {
  /** At the step reached. */
  readonly now: number
  /** Averaged over all steps so far; 1 before the first. */
  readonly mean: number
}

/** The same of a whole network, sources left out, and of each of its populations by name. */
export interface NetworkActivity extends Activity {
  readonly populations: Readonly<Record<string, Activity>>
}

export interface EngineInfo {
  readonly engine: string
  /** What computes: `interpreter`, `webgpu`, `webasm`, `cpu`. */
  readonly backend: string
  readonly precision: 'single' | 'double'
  /** How many threads compute, where there may be more than one. */
  readonly threads?: number
  /** Share of the neurons that are awake, where some may sleep. */
  readonly awake?: number
  /** Memory of the network, where the engine knows it. */
  readonly bytes?: number
  /** One line for people. */
  readonly summary: string
}
