import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { orderedTrain } from '../orderedTrain.js'
import { apartFromCoincidences, blocks } from './alignment.js'

export interface VictorPurpuraOptions {
  /** What moving a spike costs, per ms; default .1. 0 compares counts, `Infinity` only equal times. */
  readonly cost?: number
}

/**
 * Victor & Purpura's distance of two spike trains: the least cost of turning one into the other, where to add or take
 * away a spike costs 1, and to move it by d costs `cost` times d (Victor & Purpura 1996, J Neurophysiol 76:1310; 1997,
 * Network 8:127). So two single spikes are min(2, cost d) apart. A metric. Equals Elephant's
 * `victor_purpura_distance` (whose cost is per second by default).
 *
 * By dynamic programming over the pairs of spikes, in blocks: spikes at equal times are paired off first, and a silence
 * of 2 / cost in both trains parts what lies before from what lies after. In the worst case, a cost that is small
 * against the rate, the time grows with the product of the numbers of spikes.
 *
 * @param a spike times in ms, in order
 * @param b spike times in ms, in order
 * @returns the distance, without unit; 0 between equal trains, the number of spikes from an empty one
 * @throws RangeError for an unknown option, a negative cost, or times out of order
 * @example
 * const [a, b] = trains(spikes)
 * victorPurpura(a, b, { cost: 0.2 })   // moving by 5 ms costs as much as taking away
 */
export function victorPurpura(a: ArrayLike<number>, b: ArrayLike<number>, options: VictorPurpuraOptions = {}): number {
  refuseUnknown('victorPurpura', options, ['cost'])
  const { cost = 0.1 } = options
  check(cost >= 0, `victorPurpura: cost must be a number of 0 or more per ms, got ${cost}`)
  const [A, B] = [orderedTrain(a, 'victorPurpura: a'), orderedTrain(b, 'victorPurpura: b')]
  if (cost === 0) return Math.abs(A.length - B.length)
  const left = apartFromCoincidences(A, B)
  const [x, y] = [Float64Array.from(left.a, i => A[i]), Float64Array.from(left.b, j => B[j])]
  let distance = 0
  for (const [fromA, toA, fromB, toB] of blocks(x, y, 2 / cost)) {
    distance += leastCost(x.subarray(fromA, toA), y.subarray(fromB, toB), cost)
  }
  return distance
}

/** Row by row; the row before is overwritten from the left. */
function leastCost(a: Float64Array, b: Float64Array, cost: number): number {
  const row = Float64Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    let diagonal = row[0]
    let left = ++row[0]
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1]
      const moved = diagonal + cost * Math.abs(a[i] - b[j])
      const removed = (above < left ? above : left) + 1
      left = moved < removed ? moved : removed
      row[j + 1] = left
      diagonal = above
    }
  }
  return row[b.length]
}
