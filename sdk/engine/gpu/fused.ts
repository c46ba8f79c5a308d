import type { GPU } from 'gpu.js'
import type { Spread } from './grid.js'
import type { Handle, Kernels, StepInputs } from './kernels.js'

/** Runs a fixed number of steps in one call; the states stay on the device meanwhile. */
export interface Fused {
  readonly steps: number
  run(states: readonly Spread[], inputs: StepInputs): Promise<Spread[]>
  /** Why gpu.js computed in another way than asked, known after the first call; undefined if it did as asked. */
  fallback(): string | undefined
  destroy(): void
}

/** So many steps of a network as one pipeline of gpu.js. */
export function fused(gpu: GPU, kernels: Kernels, steps: number): Fused {
  const { rows, driven, listened, shared } = kernels
  if (kernels.idle) return { steps, run: async states => [...states], fallback: () => undefined, destroy() {} }
  // Arguments go by position: for each population its state, its drive, who fires; then what all share.
  const ordered = <A>(states: readonly A[], { drives, fired, shared: time }: StepInputs) => [
    ...rows.flatMap((_, p) => [states[p], ...(driven[p] ? [drives[p]] : []), ...(listened[p] ? [fired[p]] : [])]),
    ...(shared ? [time] : []),
  ]
  const record = (...args: Handle[]): Handle[] => {
    let at = 0
    const drives: Handle[] = []
    const fired: Handle[] = []
    let states = rows.map((_, p) => {
      const state = args[at++]
      if (driven[p]) drives[p] = args[at++]
      if (listened[p]) fired[p] = args[at++]
      return state
    })
    for (let row = 0; row < steps; row++)
      states = atOnce(kernels.step(states, { drives, fired, shared: args[at] }, row))
    return states
  }
  // gpu.js counts a pipeline's arguments by the function's length.
  Object.defineProperty(record, 'length', {
    value: ordered(rows, { drives: rows, fired: rows, shared }).length,
  })
  const pipeline = gpu.createPipeline(record as never, { threads: false })

  return {
    steps,
    run: async (states, inputs) => (await pipeline(...(ordered(states, inputs) as never[]))) as Spread[],
    fallback() {
      const { backend, pipeline: inner } = pipeline
      if (backend !== gpu.mode) return `computed on ${backend}`
      // Without a device there is nothing to stay on, and so no other way.
      return backend === 'cpu' ? undefined : (inner.fallbackReason ?? undefined)
    },
    destroy: () => void pipeline.destroy(),
  }
}

/** Takes the results of kernels as they come. */
function atOnce<T>(steps: Generator<Handle, T, Handle>): T {
  let next = steps.next()
  while (!next.done) next = steps.next(next.value)
  return next.value
}
