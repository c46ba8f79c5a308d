import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Description } from '../../network/index.js'
import { namesIn, variablesOf } from '../../model/index.js'
import { DivergenceError } from '../divergence.js'
import { networkInputs, type Receiver } from '../drive.js'
import type { Engine, Refusal, Simulation, Snapshot } from '../engine.js'
import { initialState } from '../initial.js'
import { lookup, named } from '../lookup.js'
import { spikeStore } from '../spikeStore.js'
import { chooseBackend, type Backend, type Chosen } from './backend.js'
import {
  networkKernels,
  type Plan,
  type PopulationInputs,
  type PopulationResult,
  type PopulationState,
} from './plan.js'
import { refractorySteps } from './source.js'

export interface GpuOptions {
  /** `'webgpu'`, `'webasm'` or `'cpu'`; default the first of them that works. */
  backend?: Backend
}

/**
 * Runs networks on gpu.js in single precision: a kernel for each state variable, for the refractory clock with the
 * threshold, and for the delivery of each projection. Says in one line which back end it took.
 *
 * @throws RangeError if the back end asked for is not to be had
 * @example
 * const net = network({ engine: 'gpu' })
 * const onWasm = network({ engine: gpu({ backend: 'webasm' }) })
 */
export function gpu(options: GpuOptions = {}): Engine {
  refuseUnknown('gpu', options, ['backend'])
  return {
    name: 'gpu',
    supports,
    async compile(description, from) {
      const answer = supports(description)
      check(answer === true, `engine "gpu": ${answer === true ? '' : answer.reason}`)
      const chosen = await chooseBackend(options.backend)
      const simulation = simulate(description, chosen, from)
      console.info(simulation.info().summary)
      return simulation
    },
  }
}

/** Single precision counts exactly up to here. */
const exact = 2 ** 24

function supports({ populations, projections, inputs }: Description): true | Refusal {
  for (const { name, size, model, source } of populations) {
    const where = `population "${name}"`
    if (size > exact) return { reason: `${where} has ${size} neurons; indices are exact up to ${exact}` }
    if (source) return { reason: `${where} is a source; only inputs give spikes here` }
    if (model.noises.length) return { reason: `${where} has noise (${model.noises.join(', ')}) in its equations` }
    if (typeof model.refractory !== 'number') return { reason: `${where} is refractory while a condition holds` }
    const others = model.events.filter(event => event.name !== 'spike')
    if (others.length || !model.events.length)
      return { reason: `${where} has ${others.map(e => e.name).join(', ') || 'no'} events; it needs spikes alone` }
    if (model.equations.some(({ right }) => namesIn(right).includes('t')))
      return { reason: `${where} mentions t in its equations` }
  }
  for (const { pre, post, targets, variable, continuous } of projections) {
    const where = `${pre} -> ${post}`
    if (targets.length > exact)
      return { reason: `${where} has ${targets.length} synapses; indices are exact up to ${exact}` }
    if (continuous) return { reason: `${where} is continuous` }
    if (variable !== 'v' && variable !== 'I')
      return { reason: `${where} adds to ${variable}; only v and I can receive` }
  }
  const other = inputs.find(input => input.kind !== 'current' && input.variable !== 'v' && input.variable !== 'I')
  if (other) return { reason: `an input of population "${other.population}" adds to neither v nor I` }
  return true
}

/** Steps in one call, the longest first; a long call costs less a step, but the inputs of all its steps are uploaded. */
const callLengths = [16, 1]
const callValues = 2 ** 22

function simulate(description: Description, { GPU, backend, because }: Chosen, from?: Snapshot): Simulation {
  const { dt, populations } = description
  const device = new GPU({ mode: backend })
  const kernels = networkKernels(device, description)
  const neurons = populations.reduce((sum, { size }) => sum + size, 0)
  const lengths = callLengths.filter(length => length === 1 || length * neurons <= callValues)
  const plans = new Map<number, Plan>()
  const fired = populations.map(({ model }) => refractorySteps(model, dt) + 1)
  const store = spikeStore()
  const drives = populations.map(({ size }) => ({
    current: new Float64Array(size),
    jump: new Float64Array(size),
  }))
  const inputs = networkInputs(description, (name, variable): Receiver => {
    const { current, jump } = drives[lookup(description, name)]
    return { values: variable === 'I' ? current : jump, mark() {} }
  })
  const sumConstants = () => populations.map(({ name, size }) => inputs.constants(name, size))
  let constants = sumConstants()
  let step = 0
  let states: PopulationState[] = populations.map((population, p) => ({
    variables: [...initialState(population).values()].map(values => Float32Array.from(values)),
    clock: new Float32Array(population.size),
    history: Array.from({ length: kernels.depths[p] }, () => new Float32Array(population.size)),
  }))

  function inputsOf(steps: number): PopulationInputs[] {
    const rows: PopulationInputs[] = populations.map(() => ({ jump: [], current: [] }))
    for (let row = 0; row < steps; row++) {
      drives.forEach(({ jump, current }, p) => {
        jump.fill(0)
        current.set(constants[p])
      })
      inputs.apply(step + row)
      drives.forEach(({ jump, current }, p) => {
        rows[p].jump.push(Float32Array.from(jump))
        rows[p].current.push(Float32Array.from(current))
      })
    }
    return rows
  }

  function planOf(steps: number): Plan {
    if (!plans.has(steps)) plans.set(steps, kernels.plan(steps))
    return plans.get(steps)!
  }

  async function call(steps: number): Promise<void> {
    const plan = planOf(steps)
    const before = Object.values(inputs.state()).map(live => [live, live.slice()] as const)
    const putInputsBack = () => before.forEach(([live, values]) => live.set(values))
    let results: PopulationResult[]
    try {
      results = await plan.run(states, inputsOf(steps))
    } catch (error) {
      putInputsBack()
      throw error
    }
    const fallback = plan.fallback()
    check(!fallback, `engine "gpu": gpu.js left the back end ${backend}: ${fallback}`)
    const fault = findFault(description, results)
    if (fault) {
      putInputsBack()
      // The states before this call are still here: find the step by single steps.
      if (steps > 1) for (let done = 0; done < steps; done++) await call(1)
      throw new DivergenceError(fault.population, fault.neuron, fault.variable, (step + 1) * dt, fault.value)
    }
    for (let row = 0; row < steps; row++) {
      results.forEach(({ clocks }, p) => {
        const clock = clocks[row]
        const neurons: number[] = []
        clock.forEach((c, i) => c === fired[p] && neurons.push(i))
        store.add(step + row, p, neurons)
      })
    }
    states = results
    step += steps
  }

  /** The state between two calls, by name. */
  const arrays = (): (readonly [string, Float32Array | Float64Array])[] => [
    ...states.flatMap(({ variables, clock, history }, p) =>
      [...variables, clock, ...history].map(
        (values, k) => [`${populations[p].name} ${k}`, Float32Array.from(values)] as const,
      ),
    ),
    ...Object.entries(inputs.state()).map(([name, values]) => [name, values.slice()] as const),
  ]
  if (from) {
    check(from.engine === 'gpu', `gpu: the snapshot was taken by engine "${from.engine}"`)
    step = from.step
    states.forEach(({ variables, clock, history }, p) =>
      [...variables, clock, ...history].forEach((values, k) => values.set(from.arrays[`${populations[p].name} ${k}`])),
    )
    for (const [name, values] of Object.entries(inputs.state())) values.set(from.arrays[name])
  }

  const variable = (population: string, name: string) => {
    const p = lookup(description, population)
    const index = new Map(variablesOf(populations[p].model).map((v, j) => [v, j]))
    return { state: states[p], index: named(index, name, population) }
  }
  const took = because ? `${backend} (${because})` : backend

  return {
    get step() {
      return step
    },
    async advance(steps) {
      for (let left = steps; left > 0;) {
        const length = lengths.find(l => l <= left)!
        await call(length)
        left -= length
      }
    },
    async read(population, name, of) {
      const { state, index } = variable(population, name)
      const values = state.variables[index]
      return of ? Float64Array.from(of, i => values[i]) : Float64Array.from(values)
    },
    async write(population, name, values) {
      const { state, index } = variable(population, name)
      state.variables[index] = Float32Array.from(values)
    },
    setInputs(replacement) {
      inputs.set(replacement)
      constants = sumConstants()
    },
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    async weights(p) {
      const { weights, targets } = description.projections[p]
      return typeof weights === 'number' ? new Float64Array(targets.length).fill(weights) : weights.slice()
    },
    async setWeights() {
      throw new RangeError('engine "gpu": weights cannot be changed while the network is built')
    },
    snapshot: async () => ({ engine: 'gpu', step, arrays: Object.fromEntries(arrays()) }),
    info: () => ({ engine: 'gpu', backend, precision: 'single', summary: `gpu: ${took}, single precision` }),
    dispose: async () => void (await device.destroy()),
  }
}

function findFault({ populations }: Description, results: readonly PopulationResult[]) {
  for (const [p, { variables }] of results.entries()) {
    for (const [j, values] of variables.entries()) {
      const neuron = values.findIndex(x => !Number.isFinite(x))
      if (neuron >= 0)
        return {
          population: populations[p].name,
          neuron,
          variable: variablesOf(populations[p].model)[j],
          value: values[neuron],
        }
    }
  }
  return undefined
}
