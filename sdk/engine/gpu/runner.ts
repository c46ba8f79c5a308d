import type { Spread } from './grid.js'
import type { Kernels, StepInputs } from './kernels.js'

/** Keeps the states of a network's populations and moves them on. */
export interface Runner {
  readonly kernels: Kernels
  /**
   * Moves the states on by the steps for which there are inputs.
   * @throws Error if gpu.js computed in another way than asked
   */
  call(steps: number, inputs: StepInputs): Promise<void>
  /** Puts back the states before the last call. */
  undo(): Promise<void>
  /** One row of the state of a population, one number a neuron; not to be written to. */
  row(population: number, row: number): Promise<Float32Array>
  /** The whole state of a population, as kernels take it. */
  state(population: number): Promise<Spread>
  /** Replaces the state of a population. */
  put(population: number, state: Spread): void
  destroy(): void
}
