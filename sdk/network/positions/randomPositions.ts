import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Placement } from './placement.js'

export interface RandomPositionsOptions {
  /** 1, 2 or 3; default 2. */
  readonly dimensions?: number
  /** Length of the interval, square or cube: coordinates lie in 0 .. extent; one number, or one a dimension; default 1. */
  readonly extent?: number | readonly number[]
}

/**
 * Neurons at random places, uniform in an interval, square or cube.
 *
 * @throws RangeError for an unknown option or an extent that is not positive
 * @example
 * const cloud = net.population('cloud', 1000, izhikevich(), { positions: randomPositions({ dimensions: 3, extent: 2 }) })
 */
export function randomPositions(options: RandomPositionsOptions = {}): Placement {
  refuseUnknown('randomPositions', options, ['dimensions', 'extent'])
  const { dimensions = 2, extent = 1 } = options
  check([1, 2, 3].includes(dimensions), `randomPositions: dimensions must be 1, 2 or 3, got ${String(dimensions)}`)
  const lengths = typeof extent === 'number' ? Array<number>(dimensions).fill(extent) : extent
  check(
    lengths.length === dimensions && lengths.every(x => x > 0 && x < Infinity),
    `randomPositions: extent must be a positive number, or ${dimensions} of them, got ${JSON.stringify(extent)}`,
  )
  return {
    name: 'random',
    coordinates: (size, random) => ({
      dimensions,
      coordinates: Float64Array.from(
        { length: size * dimensions },
        (_, k) => lengths[k % dimensions] * random.uniform(),
      ),
    }),
  }
}
