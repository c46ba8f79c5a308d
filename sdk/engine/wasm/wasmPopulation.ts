import type { Births } from '../../network/index.js'
import type { Receiver } from '../drive.js'
import type { Activity } from '../engine.js'
import { constantValues, initialState, type Values } from '../initial.js'
import { settable } from '../settable.js'
import type { Axis, Entry } from '../structure/index.js'
import { absentees } from './absentees.js'
import type { Machine } from './machine.js'
import { laws } from './laws.js'
import { flagBytes, type PopulationLayout } from './layout.js'
import { checkEvery } from './moduleCode.js'
import { coastingNeurons, stillVectors } from './sleepers.js'
import { blockSize, type Simd } from './simd.js'
import { rowOf } from './synapses.js'

type Call = (...args: number[]) => number

/** Adds what is in a row to a variable, and clears the row. */
function delivery(deliver: Call, population: PopulationLayout, variable: string, unit: Simd) {
  const [first, second] = [0, 1].map(r => rowOf(population, variable, r, unit))
  const [rowBytes, flagBytes] = [second.values - first.values, second.flags - first.flags]
  return (row: number, step: number): void => {
    deliver(first.values + row * rowBytes, first.flags + row * flagBytes, step)
  }
}

/** A population in memory: its state, parameters and inputs as views, its functions by their part of the step. */
export function wasmPopulation(
  population: PopulationLayout,
  p: number,
  { unit, memory, exports, sleep }: Machine,
  dt: number,
) {
  const { name, size, places, blocks, description, integration, variables, valueAt, targets, coast } = population
  const { model } = description
  const { buffer } = memory
  const row = (address: number, length = places) => unit.array(buffer, address, length)
  const call = (n: string) => exports[n] as Call | undefined

  const state = new Map(Object.entries(variables).map(([v, address]) => [v, row(address)]))
  const values: Values = { ...population.values }
  const current = row(population.current)
  const constant = row(population.constant)
  const parameters = Object.keys(model.parameters)

  /** Fills the places beyond the last neuron with copies of it, so that they do nothing that it does not. */
  const pad = (view: Float32Array | Float64Array) => view.fill(view[size - 1], size)
  const put = (view: Float32Array | Float64Array, given: ArrayLike<number>) => {
    for (let i = 0; i < size; i++) view[i] = given[i]
    pad(view)
  }
  const putValue = (n: string, value: number | Float64Array) => {
    values[n] = value
    if (typeof value === 'number') row(valueAt[n], 1)[0] = value
    else put(row(valueAt[n]), value)
  }

  for (const [v, initial] of initialState(description)) put(state.get(v)!, initial)
  for (const [n, value] of Object.entries(values)) putValue(n, value)

  /** Constant currents of the neurons, as they are in memory. */
  let steady = new Float64Array(size)
  const own = Object.entries(values).flatMap(([n, value]) => (typeof value === 'number' ? [] : [row(valueAt[n])]))
  const inputRows = [...own, ...(model.takesCurrent ? [current, constant] : [])]
  const clocks = population.waiting === undefined ? undefined : new Int16Array(buffer, population.waiting, places)
  const sleepers = coast
    ? coastingNeurons(population, p, coast, unit, memory, exports, [...state.values(), ...inputRows])
    : stillVectors(population, unit, buffer)
  const writeLaws =
    coast && typeof sleep === 'object' ? laws(description, coast, sleep.within, dt, unit, memory) : undefined
  let lawful = false
  /** Writes the laws where they changed: before anybody falls asleep. */
  const settle = () => {
    if (!lawful) writeLaws?.(values, steady)
    lawful = true
  }
  /** Wakes all, since what they coasted by changes. */
  const wake = (step: number) => {
    sleepers.wake(step)
    lawful = false
  }
  /** Variables to which inputs were added in this step. */
  const marked = new Set<string>()
  /** Sum over all steps of the share that was computed. */
  const computed = Float64Array.of(0)

  const absent = absentees(description)
  /** Their values in the rows of inputs, by variable. */
  const given = new Map(
    Object.keys(targets).map(v => [v, row(rowOf(population, v, targets[v].rows, unit).values, size)] as const),
  )

  const find = (n: string) => settable(name, n, state, Object.fromEntries(parameters.map(q => [q, values[q]])))
  const integrate = call(`integrate_${p}`)
  const check = call(`integrate_check_${p}`) ?? integrate

  return {
    name,
    size,
    values,
    /** Whether the order of places is not that of neurons. */
    scattered: coast !== undefined,
    noises: population.noises,
    marked,
    /** Whether something may be added to I in any step. */
    pulsed: 'I' in targets && (targets.I.rows > 0 || targets.I.acted),
    begin: call(`begin_${p}`),
    /** Every how many steps it is tested who falls asleep. */
    every: coast?.every ?? checkEvery,
    /** To be done before the deliveries of such a step. */
    watch: (): void => {
      sleepers.watch()
      settle()
    },
    /** Integrates a step that begins at a time, in ms; returns whether a state may have become NaN or infinite. */
    integrate(t: number, step: number, checks: boolean): boolean {
      const doubtful = (checks ? check : integrate)!(t, step) !== 0
      computed[0] += sleepers.computed
      return doubtful
    },
    /** Share of the neurons that is awake, now and on average over so many steps; undefined for sources. */
    activity: (steps: number): Activity | undefined =>
      description.source ? undefined : { now: sleepers.now, mean: steps === 0 ? 1 : computed[0] / steps },
    /** What the next step depends on: live arrays, but for values, which are put back by {@link resumed}. */
    entries: (of: number): Entry[] => {
      const neurons: Axis = { each: 'neuron', of }
      const whole: Axis = { each: 'other' }
      const entry = (what: string, array: Entry['values'], axis: Axis) => ({
        name: `${name}.${what}`,
        values: array,
        axis,
      })
      return [
        ...[...state].map(([v, view]) => entry(v, view, neurons)),
        ...Object.entries(values).map(([v, value]) =>
          entry(`value ${v}`, typeof value === 'number' ? Float64Array.of(value) : value.slice(), neurons),
        ),
        ...(clocks ? [entry('refractory clock', clocks, neurons)] : []),
        ...Object.entries(sleepers.arrays).map(([v, array]) =>
          entry(v, array, array.length >= size && v !== 'vectors awake' ? neurons : whole),
        ),
        entry('share computed', computed, whole),
      ]
    },
    /** To be done after the entries were set. */
    resumed(entries: readonly Entry[]): void {
      const saved = new Map(entries.map(entry => [entry.name, entry.values as Float64Array]))
      for (const [v, value] of Object.entries(values)) {
        const found = saved.get(`${name}.value ${v}`)!
        putValue(v, typeof value === 'number' ? found[0] : found)
      }
      sleepers.resumed(inputRows)
      settle()
    },

    absent,
    /** Sets what inputs gave to those who do not live to 0. */
    silence(): void {
      for (const v of marked) absent.silence(given.get(v)!)
    },

    /** Neurons from `first` on are born at a step. @param currentOf the constant current of a neuron */
    bear(first: number, births: Births, currentOf: (neuron: number) => number, step: number): void {
      const { count } = births
      absent.bear(first, count)
      const fresh: Values = { ...births.parameters, ...constantValues(integration.constants, births.parameters, count) }
      for (let k = 0; k < count; k++) {
        const place = sleepers.rouse(first + k, step)
        for (const [v, view] of state) view[place] = births.state[v][k]
        for (const [n, value] of Object.entries(values)) {
          if (typeof value === 'number') continue
          const own = fresh[n]
          value[first + k] = typeof own === 'number' ? own : own[k]
          row(valueAt[n])[place] = value[first + k]
        }
        if (clocks) clocks[place] = 0
        if (!model.takesCurrent) continue
        steady[first + k] = constant[place] = current[place] = currentOf(first + k)
      }
      lawful = false
    },
    /** Neurons die: what was on its way to them is lost. */
    bury(neurons: Uint32Array): void {
      absent.bury(neurons)
      for (const v of Object.keys(targets)) {
        const ring = row(targets[v].ring, (targets[v].rows + 1) * places)
        for (const i of neurons) for (let at = i; at < ring.length; at += places) ring[at] = 0
      }
    },

    restore: call(`restore_${p}`),
    targets: Object.keys(targets).map((variable, v) => ({
      variable,
      rows: targets[variable].rows,
      acted: targets[variable].acted,
      deliver: delivery(call(`deliver_${p}_${v}`)!, population, variable, unit),
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
        mark(from, to) {
          marked.add(variable)
          const first = Math.floor(from / blockSize)
          if (to - from === 1) flags[first] = 1
          else flags.fill(1, first, Math.ceil(to / blockSize))
        },
      }
    },

    /** Sets the constant currents from a step on. */
    setConstant(currents: Float64Array, step: number): void {
      absent.silence(currents)
      if (currents.every((x, i) => x === steady[i])) return
      wake(step)
      steady = currents.slice()
      put(constant, currents)
      current.set(constant)
    },

    /** A state variable or parameter, as it stands. */
    find,
    putValue,

    /** Reads a state variable or parameter of some neurons as it stands at a step. */
    read: (n: string, neurons: ArrayLike<number>, step: number): Float64Array => {
      const found = find(n)
      if (typeof found === 'number') return new Float64Array(neurons.length).fill(found)
      const view = state.get(n)
      if (!view) return Float64Array.from(neurons, i => found[i])
      return Float64Array.from(neurons, i => (absent.has(i) ? NaN : sleepers.read(view, i, step)))
    },

    write: (n: string, given: ArrayLike<number>, step: number): void => {
      const before = find(n)
      wake(step)
      const view = state.get(n)
      if (view) return put(view, absent.any ? Float64Array.from(view, (x, i) => (absent.has(i) ? x : given[i])) : given)
      putValue(n, typeof before === 'number' ? given[0] : Float64Array.from(given))
      for (const [c, value] of Object.entries(constantValues(integration.constants, values, size))) putValue(c, value)
    },

    /** The first state that is not finite, if any; places beyond the last neuron are mended. */
    fault(): { neuron: number; variable: string; value: number } | undefined {
      for (const [variable, view] of state) {
        for (let neuron = 0; neuron < size; neuron++) {
          const value = view[sleepers.place(neuron)]
          if (!Number.isFinite(value)) return { neuron, variable, value }
        }
      }
      for (const view of state.values()) pad(view)
      return undefined
    },
  }
}
