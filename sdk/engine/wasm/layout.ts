import { check } from '../../check.js'
import { integration, variablesOf, type Integration } from '../../model/index.js'
import type { Description, PopulationDescription, ProjectionDescription } from '../../network/index.js'
import { channels } from '../channels.js'
import { constantValues, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { refractorySteps } from './clock.js'
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
  /** A byte for each block: whether it is awake, and whether its I is to be restored. */
  readonly awake: number
  readonly restore: number
  readonly targets: Readonly<Record<string, TargetLayout>>
  /** Channels of the model's events. */
  readonly channels: readonly number[]
}

/** What arrives at a variable: a ring of rows by the step of arrival, then one row for inputs; each with its flags. */
export interface TargetLayout {
  /** Rows of the ring. */
  readonly rows: number
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
export function layout(description: Description, unit: Simd): Layout {
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
      awake: take(flagBytes),
      restore: take(flagBytes),
      targets: Object.fromEntries(
        receiving.map(variable => {
          const onto = projections.filter(x => x.post === name && x.variable === variable && !x.continuous)
          const rows = onto.reduce((most, projection) => Math.max(most, longestDelay(projection) + 1), 0)
          return [variable, { rows, ring: take((rows + 1) * places * width), flags: take((rows + 1) * flagBytes) }]
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

function longestDelay({ delays }: ProjectionDescription): number {
  return typeof delays === 'number' ? delays : delays.reduce((a, b) => Math.max(a, b), 1)
}

/** Bytes of the flags of one row. */
export const flagBytes = ({ blocks }: PopulationLayout) => Math.ceil(blocks / 8) * 8
