import type { Snapshot } from '../engine.js'
import { coastNames } from './coastCode.js'
import { wordsOf, type CoastLayout, type PopulationLayout } from './layout.js'
import type { Simd } from './simd.js'

type Row = Float32Array | Float64Array

/** Who of a population is awake. */
export interface Sleepers {
  /** To be done before the deliveries of a step whose integration puts to sleep. */
  watch(): void
  /** Wakes all at a step; afterwards everyone is at the place of their number. */
  wake(step: number): void
  /** Wakes one at a step; returns its place. */
  rouse(neuron: number, step: number): number
  /** Where a neuron's values are. */
  place(neuron: number): number
  /** Neuron at a place. */
  neuron(place: number): number
  /** A state variable of a neuron as it is at a step. */
  read(of: Row, neuron: number, step: number): number
  /** Share of the neurons that is awake. */
  readonly now: number
  /** Share that was computed in the last step. */
  readonly computed: number
  /** All of it, for snapshots: live arrays by name. */
  readonly arrays: Snapshot['arrays']
  /** After the arrays were set to those of a snapshot. @param others rows that are not in it, in the order of neurons */
  resumed(others: readonly Row[]): void
}

/** Vectors of neurons that are skipped while a step leaves them as they are. */
export function stillVectors(
  { places, awake: at, touched, ran: count }: PopulationLayout,
  unit: Simd,
  buffer: ArrayBuffer,
): Sleepers {
  const words = wordsOf(places, unit)
  const vectors = (places * unit.bytes) / 16
  const awake = new Uint8Array(buffer, at, 8 * words)
  const arrived = new Uint8Array(buffer, touched, 8 * words)
  const ran = new Int32Array(buffer, count, 1).fill(vectors)
  const sleepers: Sleepers = {
    watch: () => void arrived.fill(0),
    wake() {
      awake.fill(255, 0, vectors >> 3)
      if (vectors & 7) awake[vectors >> 3] = 2 ** (vectors & 7) - 1
    },
    rouse(neuron) {
      const vector = Math.floor((neuron * unit.bytes) / 16)
      awake[vector >> 3] |= 1 << (vector & 7)
      return neuron
    },
    place: neuron => neuron,
    neuron: place => place,
    read: (row, neuron) => row[neuron],
    get now() {
      let count = 0
      for (let vector = 0; vector < vectors; vector++) count += (awake[vector >> 3] >> (vector & 7)) & 1
      return count / vectors
    },
    get computed() {
      return ran[0] / vectors
    },
    arrays: { 'vectors awake': awake },
    resumed: () => {},
  }
  sleepers.wake(0)
  return sleepers
}

/** Neurons that coast; see {@link CoastLayout}. @param writeLaws writes their laws as parameters and currents are */
export function coastingNeurons(
  { size, places, variables, ran: count }: PopulationLayout,
  p: number,
  coast: CoastLayout,
  unit: Simd,
  { buffer }: WebAssembly.Memory,
  exports: WebAssembly.Exports,
  rows: readonly Row[],
): Sleepers {
  const whole = (address: number, length = places) => new Uint32Array(buffer, address, length)
  const [awake, at, who, since] = [whole(coast.awake, 1), whole(coast.at), whole(coast.who), whole(coast.since)]
  const touched = new Uint8Array(buffer, coast.touched, places)
  const states = Object.values(variables).map(address => unit.array(buffer, address, places))
  const flow = exports[coastNames(p).coast] as (place: number, steps: number) => void
  const wakeOne = exports[coastNames(p).wake] as (neuron: number, step: number) => number
  const ran = new Int32Array(buffer, count, 1).fill(size)
  const home = () => {
    for (let i = 0; i < places; i++) at[i] = who[i] = i
    awake[0] = size
  }
  home()
  return {
    watch: () => void touched.fill(0),
    wake(step) {
      for (let place = awake[0]; place < size; place++) flow(place, step - since[who[place]])
      for (const row of rows) {
        const scattered = row.slice()
        for (let place = 0; place < size; place++) row[who[place]] = scattered[place]
      }
      home()
    },
    rouse: (neuron, step) => (at[neuron] < awake[0] ? at[neuron] : wakeOne(neuron, step)),
    place: neuron => at[neuron],
    neuron: place => who[place],
    read(row, neuron, step) {
      const place = at[neuron]
      if (place < awake[0]) return row[place]
      const kept = states.map(state => state[place])
      flow(place, step - since[neuron])
      const value = row[place]
      states.forEach((state, v) => (state[place] = kept[v]))
      return value
    },
    get now() {
      return awake[0] / size
    },
    get computed() {
      return ran[0] / size
    },
    arrays: { 'number awake': awake, 'place of neurons': at, 'neurons at places': who, 'asleep since': since },
    resumed(others) {
      for (const row of others) {
        const home = row.slice()
        for (let place = 0; place < size; place++) row[place] = home[who[place]]
      }
    },
  }
}
