import { check } from '../../check.js'
import { time, type Time } from '../../units/index.js'
import { orderedTrain } from '../orderedTrain.js'
import { apartFromCoincidences, blocks } from './alignment.js'

/** Which spike of one train belongs to which of another. */
export interface SpikeMatching {
  /** For each spike of a the index of its partner in b, or -1. */
  readonly partner: Int32Array
  /** Spikes of a without a partner. */
  readonly missed: number
  /** Spikes of b without a partner. */
  readonly extra: number
}

/**
 * Pairs the spikes of two trains that mean the same. The pairing is the alignment behind Victor & Purpura's distance at
 * cost 2 / tolerance: of all pairings of spikes at most `tolerance` apart, the one of the least sum of 1 for every spike
 * left alone and 2 d / tolerance for every pair d apart. Equal times are always paired, and of
 * several pairings that cost the same it is one of the most pairs.
 *
 * @param a spike times in ms, in order
 * @param b spike times in ms, in order
 * @param tolerance the most by which two paired spikes may differ; 0 pairs equal times only
 * @throws RangeError for a negative tolerance, times out of order, or a tolerance so long that more than 2^28 pairs
 *   would have to be weighed
 * @example
 * matchSpikes([10, 20], [12, 40], '5 ms')   // partner 0, -1; missed 1, extra 1
 */
export function matchSpikes(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: Time): SpikeMatching {
  const most = time(tolerance, 'matchSpikes: tolerance')
  check(most >= 0, `matchSpikes: tolerance must be 0 ms or longer, got ${most} ms`)
  const [A, B] = [orderedTrain(a, 'matchSpikes: a'), orderedTrain(b, 'matchSpikes: b')]
  const partner = new Int32Array(A.length).fill(-1)
  const left = apartFromCoincidences(A, B)
  pairCoincidences(partner, left.a, left.b, B.length)
  const [x, y] = [Float64Array.from(left.a, i => A[i]), Float64Array.from(left.b, j => B[j])]
  for (const [fromA, toA, fromB, toB] of most === 0 ? [] : blocks(x, y, most)) {
    const pairs = (toA - fromA + 1) * (toB - fromB + 1)
    check(
      pairs <= 2 ** 28,
      `matchSpikes: a tolerance of ${most} ms leaves ${pairs} pairs to weigh at once; take a shorter one`,
    )
    pairBlock(x.subarray(fromA, toA), y.subarray(fromB, toB), most, (i, j) => {
      partner[left.a[fromA + i]] = left.b[fromB + j]
    })
  }
  const missed = partner.reduce((sum, j) => sum + (j < 0 ? 1 : 0), 0)
  return { partner, missed, extra: B.length - (A.length - missed) }
}

/** The spikes that are in neither rest are equal in time one by one, in their order. */
function pairCoincidences(partner: Int32Array, restA: Uint32Array, restB: Uint32Array, spikesOfB: number): void {
  let [atA, atB] = [0, 0]
  for (let i = 0, j = 0; i < partner.length && j < spikesOfB;) {
    if (restA[atA] === i) {
      atA++
      i++
    } else if (restB[atB] === j) {
      atB++
      j++
    } else partner[i++] = j++
  }
}

/** A hair by which pairing is cheaper than leaving alone at the same cost. */
const preference = 1 - 1e-11

const alone = 0 // of a, or of b where there is no a: also the value of the first row and column
const second = 1 // the spike of b stays alone
const both = 2

function pairBlock(a: Float64Array, b: Float64Array, most: number, pair: (i: number, j: number) => void): void {
  const width = b.length + 1
  const choice = new Uint8Array((a.length + 1) * width)
  const row = Float64Array.from({ length: width }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    let diagonal = row[0]++
    for (let j = 0; j < b.length; j++) {
      const apart = Math.abs(a[i] - b[j])
      const paired = apart <= most ? diagonal + preference * ((2 * apart) / most) : Infinity
      diagonal = row[j + 1]
      const [withoutA, withoutB] = [row[j + 1] + 1, row[j] + 1]
      row[j + 1] = Math.min(paired, withoutA, withoutB)
      choice[(i + 1) * width + j + 1] = paired === row[j + 1] ? both : withoutA === row[j + 1] ? alone : second
    }
  }
  for (let i = a.length, j = b.length; i > 0 && j > 0;) {
    const chosen = choice[i * width + j]
    if (chosen === both) pair(--i, --j)
    else if (chosen === alone) i--
    else j--
  }
}
