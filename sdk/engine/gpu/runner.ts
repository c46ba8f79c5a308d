import type { Spread } from './grid.js'
import type { Handle } from './createKernel.js'
import type { Kernels, StepInputs } from './kernels.js'
import type { Due } from './plasticity/index.js'

/** Keeps the states of a network's parts, its populations and the synapses that learn, and moves them on. */
export interface Runner {
  readonly kernels: Kernels
  /**
   * Moves the states on by the steps for which there are inputs.
   * @param due in the first of them
   * @throws Error if gpu.js computed in another way than asked
   */
  call(steps: number, inputs: StepInputs, due: Due): Promise<void>
  /** Has rules hear of a reward; `shared` has one row. */
  reward(shared: Handle): Promise<void>
  /** Puts back the states before the last call or reward. */
  undo(): Promise<void>
  /** One row of the state of a part, one number a neuron or synapse; not to be written to. */
  row(part: number, row: number): Promise<Float32Array>
  /** The whole state of a part, as kernels take it. */
  state(part: number): Promise<Spread>
  /** Replaces the state of a part. */
  put(part: number, state: Spread): void
  destroy(): void
}
