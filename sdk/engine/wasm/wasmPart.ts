import { constantValues, initialState, type Values } from '../initial.js'
import { absentees } from './absentees.js'
import { arriving, arrivingAtBlocks, eachNeuron, type Column } from './columns.js'
import { flagBytes, type PopulationLayout } from './layout.js'
import type { ThreadMachine } from './machine.js'
import { coastingNeurons, stillVectors } from './sleepers.js'
import { blockSize } from './simd.js'

/** The neurons of a population that one thread computes, in memory: their state, parameters and inputs as views. */
export function wasmPart(part: PopulationLayout, p: number, { unit, memory, exports }: ThreadMachine) {
  const { from, size, places, description, integration, variables, valueAt, targets, coast } = part
  const { model } = description
  const { buffer } = memory
  const row = (address: number, length = places) => unit.array(buffer, address, length)

  const state = new Map(Object.entries(variables).map(([v, address]) => [v, row(address)]))
  const values: Values = { ...part.values }
  const current = row(part.current)
  const constant = row(part.constant)

  /** Fills the places beyond the last neuron with copies of it, so that they do nothing that it does not. */
  const put = (view: Float32Array | Float64Array, given: ArrayLike<number>) => {
    for (let i = 0; i < size; i++) view[i] = given[i]
    view.fill(view[size - 1], size)
  }
  const putValue = (n: string, value: number | Float64Array) => {
    values[n] = value
    if (typeof value === 'number') row(valueAt[n], 1)[0] = value
    else put(row(valueAt[n]), value)
  }

  for (const [v, initial] of initialState(description)) put(state.get(v)!, initial)
  for (const [n, value] of Object.entries(values)) putValue(n, value)

  const own = Object.entries(values).flatMap(([n, value]) => (typeof value === 'number' ? [] : [row(valueAt[n])]))
  const inputRows = [...own, ...(model.takesCurrent ? [current, constant] : [])]
  const clocks = part.waiting === undefined ? undefined : new Int16Array(buffer, part.waiting, places)
  const moving = [...state.values(), ...(clocks ? [clocks] : []), ...inputRows]
  const sleepers = coast
    ? coastingNeurons(part, p, coast, unit, memory, exports, moving)
    : stillVectors(part, unit, buffer)
  const { at } = sleepers
  const one = { rows: 1, per: 1, at, axis: eachNeuron }
  const lawAddresses = coast && new Uint32Array(buffer, coast.law, places)
  const absent = absentees(buffer, part.absent, size)
  const { life } = description
  if (life) for (let i = 0; i < size; i++) if (life.living[i] === 0) absent.bury(i)
  const setCurrent = (place: number, value: number) => {
    if (model.takesCurrent) constant[place] = current[place] = value
  }

  return {
    from,
    size,
    places,
    values,
    absent,
    sleepers,
    /** Steps of vectors, or of neurons that may coast, that were computed so far. */
    computed: new Float64Array(buffer, part.computed, 1),

    /** What the next step depends on, by name: live but for what {@link Sleepers.columns} copies. */
    columns: (): Record<string, Column> => ({
      ...Object.fromEntries([...state].map(([v, array]) => [v, { array, ...one }])),
      ...(clocks && { 'refractory clock': { array: clocks, ...one } }),
      ...sleepers.columns,
      ...Object.fromEntries(
        Object.entries(targets).flatMap(([variable, { rows, ring, flags }]): [string, Column][] => [
          [`to ${variable}`, { array: row(ring, (rows + 1) * places), rows: rows + 1, per: 1, axis: arriving }],
          [
            `flags ${variable}`,
            {
              array: new Uint8Array(buffer, flags, (rows + 1) * flagBytes(part)),
              rows: rows + 1,
              per: blockSize,
              axis: arrivingAtBlocks,
            },
          ],
        ]),
      ),
    }),
    /** To be done once the columns were filled in, neurons in order. */
    resumed: (columns: Readonly<Record<string, Column>>): void => sleepers.resumed(columns),

    setConstant(currents: Float64Array): void {
      put(constant, currents)
      current.set(constant)
    },
    /** Says by which law each neuron coasts. */
    setLaws(addresses: Uint32Array): void {
      for (let neuron = 0; neuron < size; neuron++) lawAddresses![at ? at[neuron] : neuron] = addresses[neuron]
    },
    /** The same of one neuron. */
    setLaw(neuron: number, address: number): void {
      lawAddresses![at ? at[neuron] : neuron] = address
    },
    /** Says whether neurons of the population differ in what is no state. */
    setDiffer(differ: boolean): void {
      new Uint32Array(buffer, coast!.differ, 1)[0] = differ ? 1 : 0
    },
    /** A neuron is born at a step. @param value what it has of a value that each neuron has for itself */
    bear(
      neuron: number,
      step: number,
      born: { state: (v: string) => number; value: (n: string) => number; current: number },
    ): void {
      const place = sleepers.rouse(neuron, step)
      for (const [v, view] of state) view[place] = born.state(v)
      for (const [n, each] of Object.entries(values)) {
        if (typeof each !== 'number') each[neuron] = row(valueAt[n])[place] = born.value(n)
      }
      if (clocks) clocks[place] = 0
      setCurrent(place, born.current)
      absent.bear(neuron)
    },
    /** A neuron dies: what is on its way to it is lost. */
    bury(neuron: number, step: number): void {
      absent.bury(neuron)
      setCurrent(sleepers.rouse(neuron, step), 0)
      for (const { rows, ring } of Object.values(targets)) {
        const arrivals = row(ring, (rows + 1) * places)
        for (let at = neuron; at < arrivals.length; at += places) arrivals[at] = 0
      }
    },
    putValue,
    /** Sets a state variable while all are awake. @param spared who keeps theirs */
    writeState(n: string, given: ArrayLike<number>, spared: (neuron: number) => boolean): void {
      const view = state.get(n)!
      put(
        view,
        Float64Array.from(view.subarray(0, size), (x, i) => (spared(i) ? x : given[i])),
      )
    },
    writeValue(n: string, value: number | Float64Array): void {
      putValue(n, value)
      for (const [c, constant] of Object.entries(constantValues(integration.constants, values, size))) {
        putValue(c, constant)
      }
    },
    /** What reads a state variable of a neuron, counted from the first of the part, as it is at a step. */
    reader(n: string, step: number): (neuron: number) => number {
      const view = state.get(n)!
      return neuron => sleepers.read(view, neuron, step)
    },
  }
}

export type WasmPart = ReturnType<typeof wasmPart>
