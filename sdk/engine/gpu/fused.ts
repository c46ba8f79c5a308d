import type { GPU } from 'gpu.js'
import { checkedPipeline, type CheckedPipeline } from './checkedPipeline.js'
import type { Handle } from './createKernel.js'
import { rowOf, type Spread } from './grid.js'
import type { Kernels, StepInputs } from './kernels.js'
import type { Due } from './plasticity/index.js'
import type { Runner } from './runner.js'

/** Keeps the states on the host; the steps of a call are one pipeline of gpu.js, through which they stay on the device. */
export function fusedRunner(gpu: GPU, kernels: Kernels, start: readonly Spread[]): Runner {
  const pipelines = new Map<string, Pipeline>()
  let states = [...start]
  let before = states
  /** Moves the states on by the pipeline of a name. */
  async function run(name: string, make: () => Pipeline, inputs: StepInputs): Promise<void> {
    if (!pipelines.has(name)) pipelines.set(name, make())
    const results = await pipelines.get(name)!.run(states, inputs)
    before = states
    states = results
  }
  return {
    kernels,
    async call(steps, inputs, due) {
      if (kernels.idle) before = states
      else await run(`${steps} ${keyOf(due)}`, () => stepsOf(gpu, kernels, steps, due), inputs)
    },
    reward: shared => run('reward', () => rewardOf(gpu, kernels), { drives: [], fired: [], shared }),
    undo: async () => void (states = before),
    row: async (p, row) => rowOf(states[p], row, kernels.parts[p].grid),
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

interface Pipeline extends Pick<CheckedPipeline, 'destroy'> {
  run(states: readonly Spread[], inputs: StepInputs): Promise<Spread[]>
}

/** So many steps of a network as one pipeline of gpu.js. */
function stepsOf(gpu: GPU, kernels: Kernels, steps: number, due: Due): Pipeline {
  const none: Due = due.map(() => [])
  return pipelineOf(gpu, kernels, kernels, (start, inputs) => {
    let states = start
    for (let row = 0; row < steps; row++) states = atOnce(kernels.step(states, inputs, row, row ? none : due))
    return states
  })
}

/** What rules do at a reward, likewise. */
const rewardOf = (gpu: GPU, kernels: Kernels): Pipeline =>
  pipelineOf(gpu, kernels, { driven: [], listened: [], shared: true }, (states, { shared }) =>
    atOnce(kernels.reward(states, shared)),
  )

/** Calls of kernels as one pipeline of gpu.js, which is given the states and what else they take. */
function pipelineOf(
  gpu: GPU,
  { parts }: Kernels,
  { driven, listened, shared }: Pick<Kernels, 'driven' | 'listened' | 'shared'>,
  calls: (states: readonly Handle[], inputs: StepInputs) => readonly Handle[],
): Pipeline {
  // Arguments go by position: for each part its state, its drive, who fires; then what all share.
  const ordered = <A>(states: readonly A[], { drives, fired, shared: time }: StepInputs) => [
    ...parts.flatMap((_, p) => [states[p], ...(driven[p] ? [drives[p]] : []), ...(listened[p] ? [fired[p]] : [])]),
    ...(shared ? [time] : []),
  ]
  const record = (...args: Handle[]): readonly Handle[] => {
    let at = 0
    const drives: Handle[] = []
    const fired: Handle[] = []
    const states = parts.map((_, p) => {
      const state = args[at++]
      if (driven[p]) drives[p] = args[at++]
      if (listened[p]) fired[p] = args[at++]
      return state
    })
    return calls(states, { drives, fired, shared: args[at] })
  }
  const pipeline = checkedPipeline(gpu, ordered(parts, { drives: parts, fired: parts, shared }).length, record)
  return {
    run: (states, inputs) => pipeline.run(ordered(states, inputs)),
    destroy: () => pipeline.destroy(),
  }
}

/** Takes the results of kernels as they come. */
function atOnce<T>(steps: Generator<Handle, T, Handle>): T {
  let next = steps.next()
  while (!next.done) next = steps.next(next.value)
  return next.value
}

const keyOf = (due: Due) => due.map(parts => parts.map(({ key }) => key).join()).join(';')
