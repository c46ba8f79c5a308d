import type { Receiver } from '../drive.js'
import { constantValues, initialState, type Values } from '../initial.js'
import { settable } from '../settable.js'
import { flagBytes, type PopulationLayout } from './layout.js'
import { blockSize, type Simd } from './simd.js'
import { rowOf } from './synapses.js'

type Call = (...args: number[]) => number

/** A population in memory: its state, parameters and inputs as views, its functions by their part of the step. */
export function wasmPopulation(
  population: PopulationLayout,
  p: number,
  unit: Simd,
  memory: WebAssembly.Memory,
  exports: WebAssembly.Exports,
) {
  const { name, size, places, blocks, description, integration, variables, valueAt, targets } = population
  const { model } = description
  const { buffer } = memory
  const row = (address: number, length = places) => unit.array(buffer, address, length)
  const call = (n: string) => exports[n] as Call | undefined

  const state = new Map(Object.entries(variables).map(([v, address]) => [v, row(address)]))
  const values: Values = { ...population.values }
  const awake = new Uint8Array(buffer, population.awake, blocks)
  const current = row(population.current)
  const constant = row(population.constant)
  const parameters = Object.keys(model.parameters)

  /** Fills the places beyond the last neuron with copies of it, so that they do nothing that it does not. */
  const pad = (view: Float32Array | Float64Array) => view.fill(view[size - 1], size)
  const put = (view: Float32Array | Float64Array, given: ArrayLike<number>) => {
    for (let i = 0; i < size; i++) view[i] = given[i]
    pad(view)
    awake.fill(1)
  }
  const putValue = (n: string, value: number | Float64Array) => {
    values[n] = value
    if (typeof value === 'number') row(valueAt[n], 1)[0] = value
    else put(row(valueAt[n]), value)
    awake.fill(1)
  }

  for (const [v, initial] of initialState(description)) put(state.get(v)!, initial)
  for (const [n, value] of Object.entries(values)) putValue(n, value)

  const find = (n: string) => settable(name, n, state, Object.fromEntries(parameters.map(q => [q, values[q]])))
  const integrate = call(`integrate_${p}`)
  const check = call(`integrate_check_${p}`) ?? integrate

  return {
    name,
    size,
    state,
    values,
    awake,
    waiting: population.waiting === undefined ? undefined : new Int16Array(buffer, population.waiting, places),
    noises: population.noises,
    begin: call(`begin_${p}`),
    /** Integrates from a time, in ms; returns whether a state may have become NaN or infinite. */
    integrate: (t: number, checks: boolean) => (checks ? check : integrate)!(t) !== 0,
    restore: call(`restore_${p}`),
    targets: Object.keys(targets).map((variable, v) => ({
      variable,
      rows: targets[variable].rows,
      deliver: call(`deliver_${p}_${v}`)!,
      /** Address of a row and of its flags. */
      at: (r: number) => rowOf(population, variable, r, unit),
      /** All rows, for snapshots. */
      ring: row(targets[variable].ring, (targets[variable].rows + 1) * places),
      flags: new Uint8Array(buffer, targets[variable].flags, (targets[variable].rows + 1) * flagBytes(population)),
    })),

    /** What collects the inputs to a variable. */
    receiver(variable: string): Receiver {
      const at = rowOf(population, variable, targets[variable].rows, unit)
      const flags = new Uint8Array(buffer, at.flags, blocks)
      return {
        values: row(at.values, size),
        mark: (from, to) => void flags.fill(1, Math.floor(from / blockSize), Math.ceil(to / blockSize)),
      }
    },

    setConstant(currents: Float64Array): void {
      put(constant, currents)
      current.set(constant)
    },

    /** A state variable or parameter, as it stands. */
    find,
    putValue,

    write: (n: string, given: ArrayLike<number>): void => {
      const before = find(n)
      const view = state.get(n)
      if (view) return put(view, given)
      putValue(n, typeof before === 'number' ? given[0] : Float64Array.from(given))
      for (const [c, value] of Object.entries(constantValues(integration.constants, values, size))) putValue(c, value)
    },

    /** The first state that is not finite, if any; places beyond the last neuron are mended. */
    fault(): { neuron: number; variable: string; value: number } | undefined {
      for (const [variable, view] of state) {
        for (let i = 0; i < size; i++) if (!Number.isFinite(view[i])) return { neuron: i, variable, value: view[i] }
      }
      for (const view of state.values()) pad(view)
      return undefined
    },
  }
}
