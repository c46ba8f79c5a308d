import type { GPU } from 'gpu.js'
import { integration, variablesOf } from '../../model/index.js'
import type { Description } from '../../network/index.js'
import { constantValues, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { incoming, type Incoming } from './incoming.js'
import { deliverySource, historySource, refractorySteps, stepSource, word, type InputShapes } from './source.js'

/** A value inside a plan or between plans. */
type Handle = unknown
type Kernel = (...args: unknown[]) => Handle

/** The state of a population between two calls: one row a variable, the clock, and who fired in the last steps. */
export interface PopulationState {
  variables: Float32Array[]
  clock: Float32Array
  history: Float32Array[]
}

/** The inputs of a population over the steps of a call, one row a step. */
export interface PopulationInputs {
  jump: Float32Array[]
  current: Float32Array[]
}

/** What so many steps yield for a population. */
export interface PopulationResult extends PopulationState {
  /** The clock after each step: who fired has refractory steps + 1. */
  clocks: Float32Array[]
}

/** Runs a fixed number of steps in one call; the state stays on the device meanwhile. */
export interface Plan {
  readonly steps: number
  run(states: readonly PopulationState[], inputs: readonly PopulationInputs[]): Promise<PopulationResult[]>
  /** Why gpu.js computed in another way than asked, known after the first call; undefined if it did as asked. */
  fallback(): string | undefined
}

/** A network as gpu.js kernels. */
export interface Kernels {
  /** How many steps back a population's spikes are needed; 0 where nobody listens. */
  readonly depths: readonly number[]
  plan(steps: number): Plan
}

/** gpu.js stops a loop at a limit, silently: the limit is what the loop needs. */
const mostIncoming = ({ offsets }: Incoming) =>
  offsets.reduce((most, end, i) => (i ? Math.max(most, end - offsets[i - 1]) : 1), 1)

/** Makes the kernels of a network: one for each state variable and clock, one for each projection, one for each history. */
export function networkKernels(gpu: GPU, description: Description): Kernels {
  const { dt, populations } = description
  const projections = description.projections
    .filter(({ targets }) => targets.length > 0)
    .map(projection => ({
      pre: lookup(description, projection.pre),
      post: lookup(description, projection.post),
      variable: projection.variable,
      synapses: incoming(projection, populations[lookup(description, projection.post)].size),
    }))
  const create = (source: string, output: number[], constants: object = {}, loopMaxIterations = 1): Kernel =>
    gpu.createKernel(source, {
      output,
      precision: 'single',
      constants,
      loopMaxIterations,
    } as object) as unknown as Kernel

  const depths = populations.map((_, p) =>
    projections
      .filter(({ pre }) => pre === p)
      .reduce((depth, { synapses }) => synapses.delays.reduce((a, b) => Math.max(a, b), depth), 0),
  )
  const kernels = populations.map(({ size, model }, p) => {
    const onto = (variable: string) => projections.filter(x => x.post === p && x.variable === variable)
    const shapes: InputShapes = {
      jump: onto('v').length ? 'row' : 'rows',
      current: onto('I').length ? 'row' : 'rows',
    }
    const values: Values = {
      ...model.parameters,
      ...constantValues(integration(model, dt).constants, model.parameters, size),
    }
    const perNeuron = Object.entries(values).filter(([, value]) => typeof value !== 'number')
    const constants = Object.fromEntries(
      perNeuron.map(([name, value]) => [word(name), Float32Array.from(value as Float64Array)]),
    )
    return {
      outputs: [...variablesOf(model), 'clock'].map(output =>
        create(stepSource(model, values, output, dt, shapes), [size], constants),
      ),
      history: depths[p] ? create(historySource(refractorySteps(model, dt)), [size, depths[p]]) : undefined,
      delivery: ['v', 'I'].map(variable =>
        onto(variable).map(({ pre, synapses }, nth) => ({
          pre,
          kernel: create(deliverySource(nth ? 'row' : 'rows'), [size], synapses, mostIncoming(synapses)),
        })),
      ),
    }
  })

  return {
    depths,
    plan(steps) {
      // Arguments and results go by position, in the order of the populations.
      const widths = populations.map(({ model }, p) => variablesOf(model).length + 1 + (depths[p] ? 1 : 0) + 2)
      const total = widths.reduce((a, b) => a + b, 0)

      const record = (...args: Handle[]): Handle[] => {
        let at = 0
        const state = populations.map(({ model }, p) => {
          const values = args.slice(at, (at += widths[p]))
          const n = variablesOf(model).length
          return {
            variables: values.slice(0, n),
            clock: values[n],
            history: depths[p] ? values[n + 1] : undefined,
            jump: values.at(-2),
            current: values.at(-1),
          }
        })
        const clocks: Handle[][] = populations.map(() => [])
        for (let row = 0; row < steps; row++) {
          const histories = state.map(({ history }) => history)
          state.forEach((s, p) => {
            const { outputs, history, delivery } = kernels[p]
            const [jump, current] = delivery.map((list, r) =>
              list.reduce<Handle>((base, { pre, kernel }) => kernel(base, histories[pre], row), r ? s.current : s.jump),
            )
            const next = outputs.map(kernel => kernel(...s.variables, s.clock, jump, current, row))
            s.clock = next.pop()
            s.variables = next
            if (history) s.history = history(s.history, s.clock)
            clocks[p].push(s.clock)
          })
        }
        return state.flatMap(({ variables, history }, p) => [...variables, ...(history ? [history] : []), ...clocks[p]])
      }
      // gpu.js counts a pipeline's arguments by the function's length.
      Object.defineProperty(record, 'length', { value: total })
      const pipeline = gpu.createPipeline(record as never, { threads: false })

      return {
        steps,
        fallback() {
          const { backend, pipeline: inner } = pipeline
          if (backend !== gpu.mode) return `computed on ${backend}`
          // Without a device there is nothing to stay on, and so no other way.
          return backend === 'cpu' ? undefined : (inner.fallbackReason ?? undefined)
        },
        async run(states, inputs) {
          const args = states.flatMap(({ variables, clock, history }, p) => [
            ...variables,
            clock,
            ...(depths[p] ? [history] : []),
            inputs[p].jump,
            inputs[p].current,
          ])
          const results = (await pipeline(...(args as never[]))) as unknown[]
          let at = 0
          return populations.map(({ model }, p): PopulationResult => {
            const variables = results.slice(at, (at += variablesOf(model).length)) as Float32Array[]
            const history = depths[p] ? (results[at++] as Float32Array[]) : []
            const clocks = results.slice(at, (at += steps)) as Float32Array[]
            return { variables, history, clocks, clock: clocks.at(-1)! }
          })
        },
      }
    },
  }
}
