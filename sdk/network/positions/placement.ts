import { check, kindOf } from '../../check.js'
import type { Random } from '../../random/index.js'
import type { PopulationDescription } from '../description.js'

/** Coordinates of neurons, `dimensions` numbers each. */
export type Coordinates = NonNullable<PopulationDescription['positions']>

/** Where the neurons of a population are, such as `grid(...)`. One of your own is an object of this kind. */
export interface Placement {
  /** For messages. */
  readonly name: string
  /** @throws RangeError if so many neurons do not fit */
  coordinates(size: number, random: Random): Coordinates
}

/** Positions as `population` takes them: a placement, or the coordinates of each neuron, `[[x, y], ...]`. */
export type Positions = Placement | readonly (readonly number[])[]

/**
 * The coordinates of the neurons of a population, checked.
 *
 * @throws RangeError naming the first neuron whose position is missing, or not finite, or of other dimensions
 */
export function placed(positions: Positions, size: number, random: Random, where: string): Coordinates {
  check(
    typeof positions === 'object' && positions !== null && ('coordinates' in positions || 'length' in positions),
    `${where}: positions must be [[x, y], ...], grid(...) or randomPositions(...), got ${kindOf(positions)}`,
  )
  if ('coordinates' in positions) return positions.coordinates(size, random)
  check(positions.length === size, `${where}: positions has ${positions.length} entries for ${size} neurons`)
  const dimensions = positions[0].length
  check(dimensions >= 1, `${where}: positions must be [[x, y], ...], got ${kindOf(positions[0])} for neuron 0`)
  const coordinates = new Float64Array(size * dimensions)
  positions.forEach((position, i) => {
    const fits = position.length === dimensions && position.every(x => Number.isFinite(x))
    check(
      fits,
      `${where}: position of neuron ${i} must be ${dimensions} finite numbers, got ${JSON.stringify(position)}`,
    )
    coordinates.set(position, i * dimensions)
  })
  return { dimensions, coordinates }
}
