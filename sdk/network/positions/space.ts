import { check } from '../../check.js'
import type { Coordinates } from './placement.js'

/** Lengths after which space repeats itself: one for all dimensions, or one for each. */
export type Period = number | readonly number[]

/** Two groups of neurons in one space. */
export interface Space {
  readonly dimensions: number
  /** Coordinates of the sources and of the targets, `dimensions` numbers each. */
  readonly pre: Float64Array
  readonly post: Float64Array
  /** Length of each dimension where space is periodic (a ring, a torus). */
  readonly period?: readonly number[]
  /** Euclidean distance between a source and a target; around the torus where that is shorter. */
  distance(pre: number, post: number): number
}

/** Neurons `from .. to - 1` of a population, with its positions. */
export interface Placed {
  readonly population: string
  readonly from: number
  readonly to: number
  readonly positions?: Coordinates
}

/**
 * The space between two groups. Neurons without positions sit on a line, neuron i at i.
 *
 * @throws RangeError if they do not have one number of coordinates, or the period another
 */
export function spaceBetween(pre: Placed, post: Placed, where: string, period?: Period): Space {
  const [a, b] = [coordinatesOf(pre), coordinatesOf(post)]
  const { dimensions } = a
  const of = ({ population }: Placed, n: number) => `population "${population}" has ${n} coordinates a neuron`
  check(
    dimensions === b.dimensions,
    `${where}: there is no distance, ${of(pre, dimensions)}, ${of(post, b.dimensions)}; give both positions of one kind`,
  )
  const lengths = typeof period === 'number' ? Array<number>(dimensions).fill(period) : period
  check(
    !lengths || (lengths.length === dimensions && lengths.every(x => x > 0 && x < Infinity)),
    `${where}: periodic must be a positive length, or ${dimensions} of them, got ${JSON.stringify(period)}`,
  )
  const [x, y] = [a.coordinates, b.coordinates]
  return {
    dimensions,
    pre: x,
    post: y,
    period: lengths,
    distance(i, j) {
      let sum = 0
      for (let d = 0; d < dimensions; d++) {
        let along = Math.abs(x[i * dimensions + d] - y[j * dimensions + d])
        if (lengths) {
          along %= lengths[d]
          along = Math.min(along, lengths[d] - along)
        }
        sum += along * along
      }
      return Math.sqrt(sum)
    },
  }
}

function coordinatesOf({ positions, from, to }: Placed): Coordinates {
  if (!positions) return { dimensions: 1, coordinates: Float64Array.from({ length: to - from }, (_, i) => from + i) }
  const { dimensions, coordinates } = positions
  return { dimensions, coordinates: coordinates.subarray(from * dimensions, to * dimensions) }
}
