import { check, kindOf } from '../check.js'
import type { PopulationDescription } from '../network/index.js'
import { Group } from './group.js'
import type { Projection } from './projection.js'

/** Index of a group's population. @throws RangeError for what is no group, or of another network */
export function populationIndex(populations: readonly PopulationDescription[], group: Group, what: string): number {
  check(group instanceof Group, `${what}: expected neurons, as net.population(...) returns them, got ${kindOf(group)}`)
  const index = populations.findIndex(({ name, model }) => name === group.population && model === group.model)
  const names = populations.map(p => p.name).join(', ')
  check(index >= 0, `${what}: population "${group.population}" is not of this network; it has ${names || 'none'}`)
  return index
}

/** The projection. @throws RangeError for one of another network */
export function ownProjection(projections: readonly Projection[], projection: Projection, what: string): Projection {
  const labels = projections.map(p => p.label).join(', ')
  check(
    projections.includes(projection),
    `${what}: ${projection.label} is not of this network; it has ${labels || 'no projections'}`,
  )
  return projection
}
