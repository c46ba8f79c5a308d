import { check } from '../../check.js'
import type { Description } from '../../network/index.js'
import { channels } from '../channels.js'
import { DivergenceError } from '../divergence.js'
import type { Simulation, Snapshot } from '../engine.js'
import { initialState, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { settable } from '../settable.js'
import { sourceSpikes } from '../sources.js'
import { spikeStore } from '../spikeStore.js'
import type { Chosen } from './backend.js'
import { drivenBy, networkDrives } from './drives.js'
import { fused, type Fused } from './fused.js'
import { rowOf, toGrid, type Spread } from './grid.js'
import { networkKernels, type Kernels, type Live, type StepInputs } from './kernels.js'
import { spikesIn } from './spikeBits.js'
import { jumps } from './wichmannHill.js'

/** Steps in one call, the longest first; a long call costs less a step, but the inputs of all its steps are uploaded. */
const callLengths = [16, 1]
const callValues = 2 ** 22

/** A network at work on a back end of gpu.js. */
export function simulate(description: Description, chosen: Chosen, from?: Snapshot): Simulation {
  const { GPU, backend, because } = chosen
  const { dt, populations } = description
  const device = new GPU({ mode: backend })
  const drives = networkDrives(description)
  const parameters: Values[] = populations.map(({ model }) => ({ ...model.parameters }))
  const weights = description.projections.map(({ weights }) => weights)
  const sources = populations.map((population, p) => sourceSpikes(population, description, parameters[p]))
  const neurons = populations.reduce((sum, { size }) => sum + size, 0)
  const lengths = callLengths.filter(length => length === 1 || length * neurons <= callValues)
  const channelList = channels(description)
  const store = spikeStore()
  let inputs = description.inputs
  let step = 0
  let made: { kernels: Kernels; plans: Map<number, Fused> } | undefined

  const live = (): Live => ({
    parameters,
    weights,
    constants: populations.map(({ name, size }) => drives.inputs.constants(name, size)),
    driven: drivenBy(description, inputs),
  })
  /** The kernels; made again after something that is written into them has changed. */
  function current(): { kernels: Kernels; plans: Map<number, Fused> } {
    return (made ??= { kernels: networkKernels(device, description, live(), chosen), plans: new Map() })
  }
  function changed(): void {
    for (const plan of made?.plans.values() ?? []) plan.destroy()
    made?.kernels.destroy()
    made = undefined
  }

  const { rows, grids } = current().kernels
  let states: Spread[] = populations.map((population, p) => {
    const start = initialState(population)
    const zero = () => new Float32Array(population.size)
    const values = [...rows[p].variables.map(v => Float32Array.from(start.get(v)!)), ...others(p).map(zero)]
    return toGrid(values, grids[p])
  })
  /** The rows of a population that are no variables. */
  function others(p: number): number[] {
    const { variables, count } = rows[p]
    return Array.from({ length: count - variables.length }, (_, k) => variables.length + k)
  }
  const rowAt = (p: number, row: number) => rowOf(states[p], row, grids[p])
  function setRow(p: number, row: number, values: ArrayLike<number>): void {
    const all = Array.from({ length: rows[p].count }, (_, r) => (r === row ? Float32Array.from(values) : rowAt(p, r)))
    states[p] = toGrid(all, grids[p])
  }

  /** What the steps of a call are given, and who fires in the sources. */
  function inputsOf(kernels: Kernels, steps: number): { given: StepInputs; fired: ArrayLike<number>[][] } {
    const fired = sources.map(source => (source ? Array.from({ length: steps }, (_, k) => source(step + k)) : []))
    return {
      fired,
      given: {
        drives: drives.of(step, steps, kernels),
        fired: fired.map((steps, p) => (kernels.listened[p] ? steps.flatMap(list => marks(list, p)) : undefined)),
        shared: kernels.shared && Array.from({ length: steps }, (_, k) => sharedAt(step + k)),
      },
    }
  }
  function marks(fired: ArrayLike<number>, p: number): Spread[] {
    const row = new Float32Array(populations[p].size)
    for (let j = 0; j < fired.length; j++) row[fired[j]] = 1
    const spread = toGrid([row], grids[p])
    return grids[p].chunks === 1 ? [spread] : (spread as Spread[])
  }
  const sharedAt = (step: number) => Float32Array.of(step * dt, ...jumps(step))

  async function call(steps: number): Promise<void> {
    const { kernels, plans } = current()
    if (!plans.has(steps)) plans.set(steps, fused(device, kernels, steps))
    const plan = plans.get(steps)!
    const before = Object.values(drives.inputs.state()).map(live => [live, live.slice()] as const)
    const putInputsBack = () => before.forEach(([live, values]) => live.set(values))
    let results: Spread[]
    let fired: ArrayLike<number>[][]
    try {
      const all = inputsOf(kernels, steps)
      fired = all.fired
      results = await plan.run(states, all.given)
    } catch (error) {
      putInputsBack()
      throw error
    }
    const fallback = plan.fallback()
    check(!fallback, `engine "gpu": gpu.js left the back end ${backend}: ${fallback}`)
    const row = (p: number, r: number) => rowOf(results[p], r, grids[p])
    if (populations.some(({ source }, p) => !source && row(p, rows[p].history.row).includes(-1))) {
      putInputsBack()
      // The states before this call are still here: find the step by single steps.
      if (steps > 1) for (let done = 0; done < steps; done++) await call(1)
      throw faultIn(row)
    }
    const happened = channelList.map(({ population, event }) => {
      if (populations[population].source) return fired[population]
      return event < 0 ? [] : spikesIn(row(population, rows[population].events[event]), steps)
    })
    for (let k = 0; k < steps; k++)
      happened.forEach((of, c) => {
        if (of[k]?.length) store.add(step + k, c, of[k])
      })
    states = results
    step += steps
  }

  /** Which neuron left the finite numbers in a single step. */
  function faultIn(row: (p: number, r: number) => Float32Array): Error {
    for (const [p, { name }] of populations.entries())
      for (const [r, variable] of rows[p].variables.entries()) {
        const values = row(p, r)
        const neuron = values.findIndex(x => !Number.isFinite(x))
        if (neuron >= 0) return new DivergenceError(name, neuron, variable, (step + 1) * dt, values[neuron])
      }
    return new RangeError('engine "gpu": a state left the range of single precision')
  }

  /** Everything that the next step depends on, by name. */
  const memory = () =>
    Object.fromEntries<Float32Array | Float64Array>([
      ...populations.flatMap(({ name }, p) => [
        ...Array.from({ length: rows[p].count }, (_, r) => [`${name} row ${r}`, rowAt(p, r).slice()] as const),
        ...Object.entries(parameters[p]).map(([n, value]) => [`${name} parameter ${n}`, listed(value)] as const),
      ]),
      ...weights.map((values, p) => [`projection ${p}`, listed(values)] as const),
      ...Object.entries(drives.inputs.state()).map(([name, values]) => [name, values.slice()] as const),
    ])
  if (from) {
    check(from.engine === 'gpu', `gpu: the snapshot was taken by engine "${from.engine}"`)
    step = from.step
    const stored = (name: string) => from.arrays[name] as Float64Array
    populations.forEach(({ name }, p) => {
      for (let r = 0; r < rows[p].count; r++) setRow(p, r, stored(`${name} row ${r}`))
      for (const [n, value] of Object.entries(parameters[p]))
        parameters[p][n] = alike(value, stored(`${name} parameter ${n}`))
    })
    weights.forEach((values, p) => (weights[p] = alike(values, stored(`projection ${p}`))))
    for (const [name, values] of Object.entries(drives.inputs.state())) values.set(stored(name))
    changed()
  }

  /** A variable's row by its number, or a parameter. */
  const named = (population: string, name: string) => {
    const p = lookup(description, population)
    const index = new Map(rows[p].variables.map((v, row) => [v, { row }]))
    return { p, found: settable(population, name, index, parameters[p]) }
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
      const { p, found } = named(population, name)
      const values = typeof found === 'object' && 'row' in found ? rowAt(p, found.row) : found
      const value = (i: number) => (typeof values === 'number' ? values : values[i])
      return Float64Array.from(of ?? { length: populations[p].size }, (i, j) => value(of ? i : j))
    },
    async write(population, name, values) {
      const { p, found } = named(population, name)
      if (typeof found === 'object' && 'row' in found) return setRow(p, found.row, values)
      parameters[p][name] = alike(found, values)
      if (!populations[p].source) changed()
    },
    setInputs(replacement) {
      inputs = replacement
      drives.inputs.set(replacement)
      changed()
    },
    spikes: since => store.since(since),
    forget: before => store.forget(before),
    async weights(p) {
      const values = weights[p]
      const { length } = description.projections[p].targets
      return typeof values === 'number' ? new Float64Array(length).fill(values) : values.slice()
    },
    async setWeights(p, values) {
      weights[p] = alike(weights[p], values)
      changed()
    },
    snapshot: async () => ({ engine: 'gpu', step, arrays: memory() }),
    info: () => ({ engine: 'gpu', backend, precision: 'single', summary: `gpu: ${took}, single precision` }),
    dispose: async () => void (await device.destroy()),
  }
}

const listed = (values: number | Float64Array) =>
  typeof values === 'number' ? Float64Array.of(values) : values.slice()

/** New values in the form of the old: one number for all, or one each. */
const alike = (old: number | Float64Array, values: ArrayLike<number>): number | Float64Array =>
  typeof old === 'number' ? values[0] : Float64Array.from(values)
