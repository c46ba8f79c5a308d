import { check } from '../../check.js'
import { integration, variablesOf, type Coasting, type Integration } from '../../model/index.js'
import { longestDelay, type Description, type PopulationDescription } from '../../network/index.js'
import { channels } from '../channels.js'
import { constantValues, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { refractorySteps } from './clock.js'
import { coastEvery, coastingOf, lawLayout, mostLaws, type Sleep } from './sleep.js'
import { blockSize, padded, type Simd } from './simd.js'
import { scratchBytes } from './wasmDraws.js'

/** Where things are in memory, in bytes. */
export interface Layout {
  readonly populations: readonly PopulationLayout[]
  readonly projections: readonly ProjectionLayout[]
  /** Number of events of each channel in the step at hand, 4 bytes each. */
  readonly counts: number
  /** The neurons of those events, a list for each channel. */
  readonly lists: readonly number[]
  /** Where random numbers are drawn before they are used. */
  readonly scratch: number
  readonly bytes: number
}

export interface PopulationLayout {
  readonly name: string
  readonly size: number
  /** Size rounded up to whole blocks; every array has so many places. */
  readonly places: number
  readonly blocks: number
  readonly description: PopulationDescription
  readonly integration: Integration
  /** Parameters and constants of the integration. */
  readonly values: Values
  readonly variables: Readonly<Record<string, number>>
  /** Of each of the values: one number, or one for each neuron. */
  readonly valueAt: Readonly<Record<string, number>>
  /** Normal numbers of each noise. */
  readonly noises: readonly number[]
  /** What goes into I in this step, and what of it is constant. */
  readonly current: number
  readonly constant: number
  /** Whole steps of a refractory period; see {@link refractorySteps}. */
  readonly refractory: number
  /** The refractory clocks; undefined where there are none. */
  readonly waiting: number | undefined
  /** Where they may not, a bit for each vector: whether it is awake, and whether something arrived in this step. */
  readonly awake: number
  readonly touched: number
  /** How many vectors were computed in this step, 4 bytes. */
  readonly ran: number
  /** Where neurons may coast. */
  readonly coast: CoastLayout | undefined
  /** A byte for each block: whether its I is to be restored. */
  readonly restore: number
  readonly targets: Readonly<Record<string, TargetLayout>>
  /** Channels of the model's events. */
  readonly channels: readonly number[]
}

/** What coasting neurons need: the awake stand in front; see {@link coastCode}. */
export interface CoastLayout {
  readonly model: Coasting
  /** How many are awake, 4 bytes. */
  readonly awake: number
  /** Place of each neuron, neuron at each place, and places that fall asleep, 4 bytes each. */
  readonly at: number
  readonly who: number
  readonly dozing: number
  /** A byte for each place: whether something arrived there. */
  readonly touched: number
  /** Whether neurons differ in what is no state: 1 in laws, parameters or currents, 2 in what was added to I just now; 4 bytes. */
  readonly differ: number
  /** Of each neuron the step at which it fell asleep, and of each place the address of the law, 4 bytes each. */
  readonly since: number
  readonly law: number
  /** The laws, one after the other; the first is that of neurons that never coast. */
  readonly laws: number
  readonly room: number
  /** Every how many steps it is tested who may fall asleep. */
  readonly every: number
}

/** What arrives at a variable: a ring of rows by the step of arrival, then one row for inputs; each with its flags. */
export interface TargetLayout {
  /** Rows of the ring. */
  readonly rows: number
  /** Whether a continuous connection adds to it in every step. */
  readonly acted: boolean
  readonly ring: number
  /** A byte for each block of each row: whether anything is in it. */
  readonly flags: number
}

export interface ProjectionLayout {
  readonly pre: number
  readonly post: PopulationLayout
  readonly target: TargetLayout
  readonly offsets: number
  readonly targets: number
  readonly weights: number
  readonly delays: number
}

const align = 64
/** What WebAssembly can address. */
const limit = 2 ** 32

/** Lays out the memory of a network. @throws RangeError if it needs more than 4 GB */
export function layout(description: Description, unit: Simd, sleep: Sleep): Layout {
  const { bytes: width } = unit
  const { dt, populations, projections } = description
  let end = align
  const take = (bytes: number): number => {
    const at = end
    end = Math.ceil((end + bytes) / align) * align
    return at
  }
  const list = channels(description)
  const counts = take(4 * list.length)
  const scratch = take(scratchBytes(description, unit))
  const lists = list.map(({ population }) => take(4 * padded(populations[population].size)))

  const coastLayout = (population: PopulationDescription, scheme: Integration): CoastLayout | undefined => {
    const model = coastingOf(description, population, scheme, sleep)
    if (!model) return undefined
    const places = padded(population.size)
    const room = Math.min(places + 1, mostLaws)
    const each = () => take(4 * places)
    return {
      model,
      awake: take(4),
      at: each(),
      who: each(),
      dozing: each(),
      touched: take(places),
      differ: take(4),
      since: each(),
      law: each(),
      laws: take(room * lawLayout(model, width).bytes),
      room,
      every: coastEvery(dt),
    }
  }

  const laid = populations.map((population, p): PopulationLayout => {
    const { name, size, model } = population
    const places = padded(size)
    // Flags are looked at eight at a time.
    const flagBytes = Math.ceil(places / blockSize / 8) * 8
    const scheme = integration(model, dt)
    const values = { ...model.parameters, ...constantValues(scheme.constants, model.parameters, size) }
    const row = () => take(places * width)
    const variables = variablesOf(model)
    const receiving = [...variables, ...(model.takesCurrent ? ['I'] : [])]
    const refractory = refractorySteps(model, dt)
    return {
      name,
      size,
      places,
      blocks: places / blockSize,
      description: population,
      integration: scheme,
      values,
      variables: Object.fromEntries(variables.map(v => [v, row()])),
      valueAt: Object.fromEntries(
        Object.entries(values).map(([v, value]) => [v, typeof value === 'number' ? take(width) : row()]),
      ),
      noises: model.noises.map(row),
      current: row(),
      constant: row(),
      refractory,
      waiting: refractory ? take(2 * places) : undefined,
      awake: take(8 * wordsOf(places, unit)),
      touched: take(8 * wordsOf(places, unit)),
      ran: take(4),
      coast: coastLayout(population, scheme),
      restore: take(flagBytes),
      targets: Object.fromEntries(
        receiving.map(variable => {
          const onto = projections.filter(x => x.post === name && x.variable === variable)
          const sending = onto.filter(x => !x.continuous)
          const rows = sending.reduce((most, projection) => Math.max(most, longestDelay(projection) + 1), 0)
          const acted = onto.length > sending.length
          return [
            variable,
            { rows, acted, ring: take((rows + 1) * places * width), flags: take((rows + 1) * flagBytes) },
          ]
        }),
      ),
      channels: model.events.map((_, event) =>
        model.events[event].name === 'spike' ? p : list.findIndex(c => c.population === p && c.event === event),
      ),
    }
  })
  const synapses = projections.map(({ pre, post, variable, offsets, targets, weights, delays }): ProjectionLayout => {
    const onto = laid[lookup(description, post)]
    return {
      pre: lookup(description, pre),
      post: onto,
      target: onto.targets[variable],
      offsets: take(4 * offsets.length),
      targets: take(4 * targets.length),
      weights: take(width * (typeof weights === 'number' ? 1 : weights.length)),
      delays: take(2 * (typeof delays === 'number' ? 1 : delays.length)),
    }
  })
  check(
    end <= limit,
    `wasm: the network needs ${(end / 2 ** 30).toFixed(1)} GB, and WebAssembly has 4; use fewer neurons, shorter delays or fewer synapses`,
  )
  return { populations: laid, projections: synapses, counts, lists, scratch, bytes: end }
}

/** Words of 64 bits that have a bit for each vector. */
export const wordsOf = (places: number, { bytes }: Simd) => Math.ceil((places * bytes) / 1024)

/** Bytes of the flags of one row. */
export const flagBytes = ({ blocks }: PopulationLayout) => Math.ceil(blocks / 8) * 8
