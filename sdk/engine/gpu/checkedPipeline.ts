import type { GPU } from 'gpu.js'
import { check } from '../../check.js'
import type { Spread } from './grid.js'

/** Calls of kernels as one: what lies between them stays on the device. */
export interface CheckedPipeline {
  /** @throws RangeError if gpu.js computed in another way than asked */
  run(args: readonly unknown[]): Promise<Spread[]>
  destroy(): void
}

/**
 * A pipeline of gpu.js that refuses to compute on another back end than that of its `gpu`.
 *
 * @param count of arguments
 * @param record called once, with a handle for each argument: calls kernels, and returns handles of the results
 */
export function checkedPipeline(
  gpu: GPU,
  count: number,
  record: (...args: unknown[]) => readonly unknown[],
): CheckedPipeline {
  // gpu.js counts a pipeline's arguments by the function's length.
  Object.defineProperty(record, 'length', { value: count })
  const pipeline = gpu.createPipeline(record as never, { threads: false })
  return {
    async run(args) {
      const results = (await pipeline(...(args as never[]))) as Spread[]
      const { backend, pipeline: inner } = pipeline
      check(backend === gpu.mode, () => `engine "gpu": gpu.js left the back end ${gpu.mode}: computed on ${backend}`)
      // Without a device there is nothing to stay on, and so no other way.
      const reason = backend === 'cpu' ? undefined : inner.fallbackReason
      check(!reason, () => `engine "gpu": gpu.js left the back end ${gpu.mode}: ${reason}`)
      return results
    },
    destroy: () => void pipeline.destroy(),
  }
}
