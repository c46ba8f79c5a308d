import { check } from '../../check.js'
import type { Description, PopulationDescription, ProjectionDescription } from '../description.js'
import { withNewcomers } from '../formats/index.js'
import type { AddedSynapses, Births, Deaths, StructuralChange, SynapseChange } from './change.js'
import { editedColumn, editedRows } from './editedRows.js'
import { bornOf, lives } from './life.js'
import { longestDelay } from './longestDelay.js'
import { origins, type Order } from './order.js'

/** A description after a change. */
export interface Edited {
  readonly description: Description
  /** Projections whose synapses came or went, and where they come from, one change after the other. */
  readonly moves: readonly (readonly [projection: number, order: Order])[]
}

/**
 * The description of a network after a change of its structure: nothing of the old one is written to.
 *
 * @throws RangeError naming what is not there: a population, a projection, a synapse, a neuron that is gone
 */
export function edited(description: Description, change: StructuralChange): Edited {
  const populations = editedPopulations(description.populations, change)
  const { projections, moves } = editedProjections(description.projections, populations, change.synapses)
  return { description: { ...description, populations, projections }, moves }
}

/** The populations after a change: room, births, deaths. @throws RangeError as {@link edited} does */
export function editedPopulations(
  before: readonly PopulationDescription[],
  { room = [], births = [], deaths = [] }: StructuralChange,
): readonly PopulationDescription[] {
  const populations = [...before]
  const alter = (name: string, alteration: (population: PopulationDescription) => PopulationDescription) => {
    const p = populations.findIndex(population => population.name === name)
    check(p >= 0, `edit: there is no population "${name}"; there are ${populations.map(x => x.name).join(', ')}`)
    populations[p] = alteration(populations[p])
  }
  for (const { population, size } of room) alter(population, of => withRoom(of, size))
  for (const given of births) alter(given.population, of => withBirths(of, given))
  for (const given of deaths) alter(given.population, of => withDeaths(of, given))
  return populations
}

/** The projections after a change, between populations as they are after it. @throws RangeError as {@link edited} does */
export function editedProjections(
  before: readonly ProjectionDescription[],
  populations: readonly PopulationDescription[],
  synapses: readonly SynapseChange[] = [],
): Pick<Edited, 'moves'> & Pick<Description, 'projections'> {
  const sizeOf = (name: string) => populations.find(population => population.name === name)!.size
  const moves: (readonly [number, Order])[] = []
  const projections = [...withRows(before, populations)]
  for (const change of synapses) {
    const q = change.projection
    const projection = projections[q]
    check(projection !== undefined, `edit: there is no projection ${q}; there are ${projections.length}`)
    if (change.added) checkSynapses(projection, change.added, sizeOf)
    const { removed, added } = change
    const { offsets, targets, order } = editedRows(projection, projection.offsets.length - 1, removed, added)
    const { weights, delays } = change.added ?? { weights: 0, delays: 1 }
    const changed: ProjectionDescription = {
      ...projection,
      offsets,
      targets,
      weights: editedColumn(order, projection.weights, weights, length => new Float64Array(length)),
      delays: editedColumn(order, projection.delays, delays, length => new Uint16Array(length)),
    }
    // What is on its way has room for ever: a ring never shrinks.
    projections[q] = {
      ...changed,
      weights: changed.formats ? withNewcomers(changed, origins(order)) : changed.weights,
      longest: Math.max(longestDelay(projection), longestDelay(changed)),
    }
    moves.push([q, order])
  }
  return { projections, moves }
}

/** Projections with a row for every place of their source population. */
export function withRows(
  projections: readonly ProjectionDescription[],
  populations: readonly PopulationDescription[],
): readonly ProjectionDescription[] {
  return projections.map(projection => {
    const sources = populations.find(({ name }) => name === projection.pre)!.size
    if (projection.offsets.length === sources + 1) return projection
    const offsets = new Uint32Array(sources + 1).fill(projection.targets.length)
    offsets.set(projection.offsets)
    return { ...projection, offsets }
  })
}

/** Refuses synapses that do not fit. @param sizeOf a population by its name */
export function checkSynapses(
  { pre, post }: ProjectionDescription,
  { from, to, weights, delays }: AddedSynapses,
  sizeOf: (population: string) => number,
): void {
  for (const [name, ends, size] of [
    ['comes from', from, sizeOf(pre)],
    ['goes to', to, sizeOf(post)],
  ] as const) {
    const bad = ends.find(i => i >= size)
    check(bad === undefined, `edit: an added synapse ${pre} -> ${post} ${name} neuron ${bad}, outside 0 .. ${size - 1}`)
  }
  const lengths = [to, weights, delays].map(x => (typeof x === 'object' ? x.length : from.length))
  check(
    lengths.every(length => length === from.length),
    `edit: synapses added to ${pre} -> ${post} need columns of one length, got ${[from.length, ...lengths].join(', ')}`,
  )
}

function withRoom(population: PopulationDescription, size: number): PopulationDescription {
  const { name, model, positions, source } = population
  check(!source, `population "${name}": nobody is born into a source, which fires by itself`)
  check(
    Number.isInteger(size) && size >= population.size,
    `population "${name}": room must be a whole number of at least ${population.size}, got ${size}`,
  )
  const longer = <V>(values: Readonly<Record<string, V>>) =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        key,
        value instanceof Float64Array ? padded(value, size, value[value.length - 1]) : value,
      ]),
    ) as Record<string, V>
  const living = new Uint8Array(size)
  for (let i = 0; i < population.size; i++) living[i] = lives(population, i) ? 1 : 0
  return {
    ...population,
    size,
    model: { ...model, parameters: longer(model.parameters), initial: longer(model.initial) },
    life: { born: bornOf(population), living },
    ...(positions && {
      positions: { ...positions, coordinates: padded(positions.coordinates, size * positions.dimensions, 0) },
    }),
  }
}

function padded(values: Float64Array, length: number, by: number): Float64Array {
  const longer = new Float64Array(length).fill(by, values.length)
  longer.set(values)
  return longer
}

function withBirths(
  population: PopulationDescription,
  { count, state, parameters, positions }: Births,
): PopulationDescription {
  const { name, size, model, life } = population
  const first = bornOf(population)
  check(
    life !== undefined && first + count <= size,
    `population "${name}": there is room for ${size - first} births, not for ${count}`,
  )
  const living = life.living.slice().fill(1, first, first + count)
  const put = (values: Float64Array, at: number, given: Float64Array) => {
    const copy = values.slice()
    copy.set(given, at)
    return copy
  }
  const changed = Object.entries(parameters).flatMap(([key, given]) => {
    const value = model.parameters[key]
    if (typeof value === 'number' && given.every(x => x === value)) return []
    const each = typeof value === 'number' ? new Float64Array(size).fill(value) : value
    return [[key, put(each, first, given)] as const]
  })
  const initial = Object.entries(state).flatMap(([variable, given]) => {
    const value = model.initial[variable]
    return value instanceof Float64Array ? [[variable, put(value, first, given)] as const] : []
  })
  return {
    ...population,
    model: {
      ...model,
      parameters: { ...model.parameters, ...Object.fromEntries(changed) },
      initial: { ...model.initial, ...Object.fromEntries(initial) },
    },
    life: { born: first + count, living },
    ...(population.positions &&
      positions && {
        positions: {
          ...population.positions,
          coordinates: put(population.positions.coordinates, first * population.positions.dimensions, positions),
        },
      }),
  }
}

function withDeaths(population: PopulationDescription, { neurons }: Deaths): PopulationDescription {
  const living = population.life?.living.slice() ?? new Uint8Array(population.size).fill(1)
  for (const i of neurons) {
    check(
      living[i] === 1,
      () =>
        `population "${population.name}": neuron ${i} cannot die, ` +
        (i < bornOf(population) ? 'it is dead already' : `there are ${bornOf(population)}`),
    )
    living[i] = 0
  }
  return { ...population, life: { born: bornOf(population), living } }
}
