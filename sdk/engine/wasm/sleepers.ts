import { coastNames } from './coastCode.js'
import { eachNeuron, ofAll, type Column } from './columns.js'
import { wordsOf, type CoastLayout, type PopulationLayout } from './layout.js'
import type { Simd } from './simd.js'

type Row = Float32Array | Float64Array
type Numbers = Row | Int16Array

/** Who of a part of a population is awake. */
export interface Sleepers {
  /** Wakes all at a step; afterwards everyone is at the place of their number. */
  wake(step: number): void
  /** Wakes one at a step; returns its place. */
  rouse(neuron: number, step: number): number
  /** Where the neurons' values are; undefined where each is at the place of its number. */
  readonly at: Uint32Array | undefined
  /** A state variable of a neuron as it is at a step. */
  read(of: Row, neuron: number, step: number): number
  /** How many are awake, vectors or neurons, and of how many. */
  readonly awake: number
  readonly total: number
  /** Who sleeps, for snapshots: some are copies. */
  readonly columns: Readonly<Record<string, Column>>
  /**
   * Who sleeps is as a snapshot says, once its columns were filled in and everything is in the order of neurons.
   */
  resumed(columns: Readonly<Record<string, Column>>): void
}

/** Vectors of neurons that are skipped while a step leaves them as they are. */
export function stillVectors({ places, awake: at, ran }: PopulationLayout, unit: Simd, buffer: ArrayBuffer): Sleepers {
  const words = wordsOf(places, unit)
  const vectors = (places * unit.bytes) / 16
  const awake = new Uint8Array(buffer, at, 8 * words)
  new Int32Array(buffer, ran, 1)[0] = vectors
  const sleepers: Sleepers = {
    wake() {
      awake.fill(255, 0, vectors >> 3)
      if (vectors & 7) awake[vectors >> 3] = 2 ** (vectors & 7) - 1
    },
    rouse(neuron) {
      const vector = Math.floor((neuron * unit.bytes) / 16)
      awake[vector >> 3] |= 1 << (vector & 7)
      return neuron
    },
    at: undefined,
    read: (row, neuron) => row[neuron],
    get awake() {
      let count = 0
      for (let vector = 0; vector < vectors; vector++) count += (awake[vector >> 3] >> (vector & 7)) & 1
      return count
    },
    total: vectors,
    columns: { 'vectors awake': { array: awake, rows: 1, per: 8 * unit.lanes, axis: ofAll } },
    resumed: () => {},
  }
  sleepers.wake(0)
  return sleepers
}

/** Neurons that coast; see {@link CoastLayout}. @param rows everything that belongs to neurons */
export function coastingNeurons(
  { size, places, variables, ran }: PopulationLayout,
  p: number,
  coast: CoastLayout,
  unit: Simd,
  { buffer }: WebAssembly.Memory,
  exports: WebAssembly.Exports,
  rows: readonly Numbers[],
): Sleepers {
  const whole = (address: number, length = places) => new Uint32Array(buffer, address, length)
  const [awake, at, who, since] = [whole(coast.awake, 1), whole(coast.at), whole(coast.who), whole(coast.since)]
  const states = Object.values(variables).map(address => unit.array(buffer, address, places))
  const flow = exports[coastNames(p).coast] as (place: number, steps: number) => void
  const wakeOne = exports[coastNames(p).wake] as (neuron: number, step: number) => number
  new Int32Array(buffer, ran, 1)[0] = size
  const home = () => {
    for (let i = 0; i < places; i++) at[i] = who[i] = i
    awake[0] = size
  }
  home()
  return {
    wake(step) {
      for (let place = awake[0]; place < size; place++) flow(place, step - since[who[place]])
      for (const row of rows) {
        const scattered = row.slice()
        for (let place = 0; place < size; place++) row[who[place]] = scattered[place]
      }
      home()
    },
    rouse: (neuron, step) => (at[neuron] < awake[0] ? at[neuron] : wakeOne(neuron, step)),
    at,
    read(row, neuron, step) {
      const place = at[neuron]
      if (place < awake[0]) return row[place]
      const kept = states.map(state => state[place])
      flow(place, step - since[neuron])
      const value = row[place]
      states.forEach((state, v) => (state[place] = kept[v]))
      return value
    },
    get awake() {
      return awake[0]
    },
    total: size,
    get columns() {
      const one = { rows: 1, per: 1, axis: eachNeuron }
      const up = Uint8Array.from(at, place => (place < awake[0] ? 1 : 0))
      return { 'neurons awake': { array: up, ...one }, 'asleep since': { array: since, ...one } }
    },
    resumed(columns) {
      const up = columns['neurons awake'].array
      // The awake in front, in the order of neurons.
      let place = 0
      for (const first of [1, 0]) {
        for (let neuron = 0; neuron < size; neuron++) if (up[neuron] === first) who[place++] = neuron
        if (first) awake[0] = place
      }
      for (let place = 0; place < size; place++) at[who[place]] = place
      for (const row of rows) {
        const home = row.slice()
        for (let place = 0; place < size; place++) row[place] = home[who[place]]
      }
    },
  }
}
