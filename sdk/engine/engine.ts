import type { Description, InputDescription } from '../network/index.js'

/** Runs descriptions. Every engine keeps the step order of docs/engines.md and passes the same tests. */
export interface Engine {
  readonly name: string
  /** True, or why this engine cannot run a network: it never runs one in another way silently. */
  supports(description: Description): true | Refusal
  /** Prepares a network to run. @throws RangeError with the refusal if the engine does not support it */
  compile(description: Description): Promise<Simulation>
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
  /** A copy of a variable, of all neurons or of those named. */
  read(population: string, variable: string, neurons?: ArrayLike<number>): Promise<Float64Array>
  /** Sets a variable of all neurons of a population. */
  write(population: string, variable: string, values: ArrayLike<number>): Promise<void>
  /** Replaces the inputs; what they had already sent stays. */
  setInputs(inputs: readonly InputDescription[]): void
  /** The spikes of step `since` and later that have not been forgotten. */
  spikes(since: number): SpikeColumns
  /** Frees the memory of spikes before a step. */
  forget(before: number): void
  info(): EngineInfo
  dispose(): Promise<void>
}

/** Spikes in the order of step, population and neuron. */
export interface SpikeColumns {
  readonly step: Float64Array
  /** Index of the population in the description. */
  readonly population: Uint32Array
  readonly neuron: Uint32Array
}

export interface EngineInfo {
  readonly engine: string
  /** What computes: `interpreter`, `webgpu`, `webasm`, `cpu`. */
  readonly backend: string
  readonly precision: 'single' | 'double'
  /** One line for people. */
  readonly summary: string
}
