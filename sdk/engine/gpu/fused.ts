import type { GPU } from 'gpu.js'
import { checkedPipeline } from './checkedPipeline.js'
import { rowOf, type Spread } from './grid.js'
import type { Handle, Kernels, StepInputs } from './kernels.js'
import type { Runner } from './runner.js'

/** Keeps the states on the host; the steps of a call are one pipeline of gpu.js, through which they stay on the device. */
export function fusedRunner(gpu: GPU, kernels: Kernels, start: readonly Spread[]): Runner {
  const pipelines = new Map<number, ReturnType<typeof pipelineOf>>()
  let states = [...start]
  let before = states
  return {
    kernels,
    async call(steps, inputs) {
      if (!pipelines.has(steps)) pipelines.set(steps, pipelineOf(gpu, kernels, steps))
      const pipeline = pipelines.get(steps)!
      const results = kernels.idle ? states : await pipeline.run(states, inputs)
      before = states
      states = results
    },
    undo: async () => void (states = before),
    row: async (p, row) => rowOf(states[p], row, kernels.grids[p]),
    state: async p => states[p],
    put(p, state) {
      states = states.with(p, state)
    },
    destroy() {
      for (const pipeline of pipelines.values()) pipeline.destroy()
      kernels.destroy()
    },
  }
}

/** So many steps of a network as one pipeline of gpu.js. */
function pipelineOf(gpu: GPU, kernels: Kernels, steps: number) {
  const { rows, driven, listened, shared } = kernels
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
  const pipeline = checkedPipeline(gpu, ordered(rows, { drives: rows, fired: rows, shared }).length, record)
  return { ...pipeline, run: (states: readonly Spread[], inputs: StepInputs) => pipeline.run(ordered(states, inputs)) }
}

/** Takes the results of kernels as they come. */
function atOnce<T>(steps: Generator<Handle, T, Handle>): T {
  let next = steps.next()
  while (!next.done) next = steps.next(next.value)
  return next.value
}
