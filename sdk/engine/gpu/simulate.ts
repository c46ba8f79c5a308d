import { check } from '../../check.js'
import type { Description, PopulationDescription } from '../../network/index.js'
import { channels } from '../channels.js'
import { DivergenceError } from '../divergence.js'
import type { Simulation, Snapshot } from '../engine.js'
import { initialState, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { PlasticityError } from '../plasticityError.js'
import { settable } from '../settable.js'
import { spikeStore } from '../spikeStore.js'
import type { Chosen } from './backend.js'
import { callInputs, drivenBy } from './callInputs.js'
import { fusedRunner } from './fused.js'
import { rowOf, toGrid, type Spread } from './grid.js'
import { networkKernels, type Kernels } from './kernels.js'
import { dueTimes, gpuLearning } from './plasticity/index.js'
import { residentRunner } from './resident.js'
import type { Rows } from './rows.js'
import type { Runner } from './runner.js'
import { spikesIn } from './spikeBits.js'

/** Steps in one call, the longest first; a long call costs less a step, but the inputs of all its steps are uploaded. */
const callLengths = [16, 1]
/** Likewise where some steps are special, with which a call begins. */
const interruptedLengths = [16, 8, 4, 2, 1]
const callValues = 2 ** 22
/** From so many neurons on, states stay on a device that has memory. */
const manyNeurons = 2 ** 16

/** A network at work on a back end of gpu.js. */
export function simulate(description: Description, chosen: Chosen, from?: Snapshot): Simulation {
  const { GPU, backend, because } = chosen
  const { dt, populations } = description
  const device = new GPU({ mode: backend })
  const parameters: Values[] = populations.map(({ model }) => ({ ...model.parameters }))
  const weights = description.projections.map(({ weights }) => weights)
  const host = callInputs(description, parameters, k => learning.shared(k))
  const due = dueTimes(description)
  const neurons = populations.reduce((sum, { size }) => sum + size, 0)
  const resident = chosen.resident ?? (backend === 'webgpu' && neurons >= manyNeurons)
  const lengths = (due.ever ? interruptedLengths : callLengths).filter(
    length => length === 1 || length * neurons <= callValues,
  )
  const channelList = channels(description)
  const store = spikeStore()
  let inputs = description.inputs
  let step = 0
  /** Something that is written into the kernels has changed: they are made again before the next step. */
  let stale = false

  function make(settings?: object): Kernels {
    const constants = populations.map(({ name, size }) => host.inputs.constants(name, size))
    const live = { parameters, weights, constants, driven: drivenBy(description, inputs) }
    return networkKernels(device, description, live, chosen, settings)
  }
  function runnerOf(statesFor: (kernels: Kernels) => readonly Spread[]): Runner {
    const kernels = make(resident ? { pipeline: true } : {})
    return resident
      ? residentRunner(device, [kernels, make({ pipeline: true })], statesFor(kernels))
      : fusedRunner(device, kernels, statesFor(kernels))
  }
  let runner = runnerOf(({ rows, parts }) =>
    parts.map(({ grid, count }, p) => {
      const population = populations.at(p)
      return toGrid(population ? firstRows(population, rows[p]) : emptyRows(grid.size, count), grid)
    }),
  )
  const { rows, parts, plastic } = runner.kernels
  /** Ends when rules have heard of the rewards given so far. */
  let rewarded: Promise<unknown> = Promise.resolve()
  const learning = gpuLearning(description, {
    plastic,
    step: () => step,
    async rows(part) {
      await rewarded
      return allRows(part)
    },
    async row(part, row) {
      await rewarded
      return runner.row(part, row)
    },
    put,
    reward(shared) {
      const heard = rewarded.then(() => hear(shared))
      rewarded = heard.catch(() => {})
      return heard
    },
  })
  plastic.forEach((one, q) => one && put(one.part, learning.start(q)))
  function put(part: number, rows: readonly Float32Array[]): void {
    runner.put(part, toGrid(rows, parts[part].grid))
  }
  async function hear(shared: readonly Float32Array[]): Promise<void> {
    const now = await current()
    await now.reward(shared)
    const fault = await learning.fault(step * dt, { row: (part, row) => now.row(part, row), rows: allRows })
    if (!fault) return
    await now.undo()
    throw fault
  }

  async function current(): Promise<Runner> {
    if (!stale) return runner
    const states = await Promise.all(parts.map((_, p) => runner.state(p)))
    runner.destroy()
    stale = false
    return (runner = runnerOf(() => states))
  }
  async function allRows(part: number): Promise<Float32Array[]> {
    const state = await runner.state(part)
    const { grid, count } = parts[part]
    return Array.from({ length: count }, (_, r) => rowOf(state, r, grid))
  }

  async function call(steps: number): Promise<void> {
    const now = await current()
    const before = Object.values(host.inputs.state()).map(live => [live, live.slice()] as const)
    try {
      const { given, fired } = host.of(step, steps, now.kernels)
      await now.call(steps, given, due.at(step))
      const histories = await Promise.all(
        populations.map(async ({ source }, p) => (source ? undefined : now.row(p, rows[p].history.row))),
      )
      if (histories.some(history => history?.includes(-1))) throw await fault(now)
      const astray = await learning.fault(step * dt, { row: (part, row) => now.row(part, row), rows: allRows })
      if (astray) throw astray
      const happened = await Promise.all(
        channelList.map(async ({ population, event }) => {
          if (populations[population].source) return fired[population]
          if (event < 0) return []
          const row = rows[population].events[event]
          const { history } = rows[population]
          return spikesIn(row === history.row ? histories[population]! : await now.row(population, row), steps)
        }),
      )
      for (let k = 0; k < steps; k++)
        happened.forEach((of, c) => {
          if (of[k]?.length) store.add(step + k, c, of[k])
        })
      step += steps
      learning.memory.rewards[0] = 0
    } catch (error) {
      before.forEach(([live, values]) => live.set(values))
      if (!(error instanceof DivergenceError || error instanceof PlasticityError)) throw error
      await now.undo()
      // Find the step by single steps; those before it stand.
      if (steps > 1) for (let done = 0; done < steps; done++) await call(1)
      throw error
    }
  }

  /** The first neuron whose state is not finite. */
  async function fault(now: Runner): Promise<DivergenceError> {
    for (const [p, { name }] of populations.entries())
      for (const [r, variable] of rows[p].variables.entries()) {
        const values = await now.row(p, r)
        // What the device takes for infinite may come back as the largest number.
        const neuron = values.findIndex(x => !(Math.abs(x) < 3e38))
        if (neuron >= 0) return new DivergenceError(name, neuron, variable, (step + 1) * dt, values[neuron])
      }
    throw new RangeError('engine "gpu": a state left the range of single precision')
  }

  /** The name of a row of a part's state. */
  function rowName(part: number, row: number): string {
    if (part < populations.length) return `${populations[part].name} row ${row}`
    const q = plastic.findIndex(one => one?.part === part || one?.late === part)
    return `projection ${q} ${plastic[q]!.part === part ? 'row' : 'dendrite'} ${row}`
  }

  /** Everything that the next step depends on, by name. */
  async function memory(): Promise<Record<string, Float32Array | Float64Array>> {
    await rewarded
    const states = await Promise.all(parts.map((_, p) => allRows(p)))
    return Object.fromEntries<Float32Array | Float64Array>([
      ...states.flatMap((all, part) => all.map((values, r) => [rowName(part, r), values.slice()] as const)),
      ...populations.flatMap(({ name }, p) => [
        ...Object.entries(parameters[p]).map(([n, value]) => [`${name} parameter ${n}`, listed(value)] as const),
      ]),
      ...weights.flatMap((values, q) => (plastic[q] ? [] : [[`projection ${q}`, listed(values)] as const])),
      ...Object.entries(learning.memory).map(([name, values]) => [name, values.slice()] as const),
      ...Object.entries(host.inputs.state()).map(([name, values]) => [name, values.slice()] as const),
    ])
  }
  if (from) {
    check(from.engine === 'gpu', `gpu: the snapshot was taken by engine "${from.engine}"`)
    step = from.step
    const stored = (name: string) => from.arrays[name] as Float32Array & Float64Array
    parts.forEach(({ count }, part) => {
      const state = Array.from({ length: count }, (_, r) => stored(rowName(part, r)))
      put(part, state)
    })
    for (const [name, values] of Object.entries(learning.memory)) values.set(stored(name))
    populations.forEach(({ name }, p) => {
      for (const [n, value] of Object.entries(parameters[p]))
        parameters[p][n] = alike(value, stored(`${name} parameter ${n}`))
    })
    weights.forEach((values, q) => {
      if (!plastic[q]) weights[q] = alike(values, stored(`projection ${q}`))
    })
    for (const [name, values] of Object.entries(host.inputs.state())) values.set(stored(name))
    stale = true
  }

  /** The row of a variable, or a parameter. */
  function named(population: string, name: string) {
    const p = lookup(description, population)
    const variables = new Map(rows[p].variables.map((v, row) => [v, { row }]))
    const found = settable(population, name, variables, parameters[p])
    return typeof found === 'object' && 'row' in found ? { p, row: found.row } : { p, parameter: found }
  }
  const took = because ? `${backend} (${because})` : backend

  return {
    get step() {
      return step
    },
    async advance(steps) {
      await rewarded
      for (let left = steps; left > 0;) {
        const length = lengths.find(l => l <= Math.min(left, due.until(step)))!
        await call(length)
        left -= length
      }
    },
    async read(population, name, of) {
      const { p, row, parameter } = named(population, name)
      await rewarded
      const values = parameter ?? (await runner.row(p, row))
      const value = (i: number) => (typeof values === 'number' ? values : values[i])
      return Float64Array.from(of ?? { length: populations[p].size }, (i, j) => value(of ? i : j))
    },
    async write(population, name, values) {
      const { p, row, parameter } = named(population, name)
      await rewarded
      if (parameter === undefined) return put(p, (await allRows(p)).with(row, Float32Array.from(values)))
      parameters[p][name] = alike(parameter, values)
      stale ||= !populations[p].source
    },
    setInputs(replacement) {
      inputs = replacement
      host.inputs.set(replacement)
      stale = true
    },
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    learning: learning.learning,
    async weights(p) {
      if (learning.learns(p)) return learning.weights(p)
      const values = weights[p]
      const { length } = description.projections[p].targets
      return typeof values === 'number' ? new Float64Array(length).fill(values) : values.slice()
    },
    async setWeights(p, values) {
      if (learning.learns(p)) return learning.setWeights(p, values)
      weights[p] = alike(weights[p], values)
      stale = true
    },
    fixed:
      'its kernels gather what arrives from the history of spikes, so that a spike in flight on a synapse that is removed would be lost',
    snapshot: async () => ({ engine: 'gpu', step, arrays: await memory() }),
    info: () => ({ engine: 'gpu', backend, precision: 'single', summary: `gpu: ${took}, single precision` }),
    async dispose() {
      runner.destroy()
      await device.destroy()
    },
  }
}

/** The state at the start: variables, and nothing has happened. */
function firstRows(population: PopulationDescription, { variables, count }: Rows): Float32Array[] {
  const start = initialState(population)
  return Array.from({ length: count }, (_, row) =>
    row < variables.length ? Float32Array.from(start.get(variables[row])!) : new Float32Array(population.size),
  )
}

const emptyRows = (size: number, count: number) => Array.from({ length: count }, () => new Float32Array(size))

const listed = (values: number | Float64Array) =>
  typeof values === 'number' ? Float64Array.of(values) : values.slice()

/** New values in the form of the old: one number for all, or one each. */
const alike = (old: number | Float64Array, values: ArrayLike<number>): number | Float64Array =>
  typeof old === 'number' ? values[0] : Float64Array.from(values)
