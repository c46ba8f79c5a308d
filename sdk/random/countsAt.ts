import { check } from '../check.js'
import { philox4x32 } from './philox4x32.js'
import type { StreamKey } from './streamKey.js'

const block = new Uint32Array(4)

/**
 * Counts of a given distribution for neighbouring indices at one step: the number that belongs to an index is how many
 * of the thresholds do not exceed its random word, the same whenever and wherever it is asked for (see `uniformAt`).
 *
 * @param thresholds ascending; see {@link poissonThresholds}
 * @param out filled with the counts of neighbouring indices
 * @param first index that `out[0]` belongs to, a multiple of 4; default 0
 * @throws RangeError if `first` is no multiple of 4
 * @example
 * countsAt(streamKey(42, 'poisson', 0), 1000, poissonThresholds(2), new Float64Array(800))
 */
export function countsAt(
  key: StreamKey,
  step: number,
  thresholds: Uint32Array,
  out: Float64Array,
  first = 0,
): Float64Array {
  check(first >= 0 && first % 4 === 0, `countsAt: first must be a multiple of 4, got ${first}`)
  const low = step % 2 ** 32
  const high = Math.floor(step / 2 ** 32)
  for (let i = 0; i < out.length; i += 4) {
    philox4x32((first + i) >>> 2, low, high, 0, key[0], key[1], block)
    for (let j = 0; j < 4; j++) {
      let count = 0
      while (count < thresholds.length && block[j] >= thresholds[count]) count++
      // A store past the end of a typed array is no store.
      out[i + j] = count
    }
  }
  return out
}

/**
 * Thresholds of the Poisson distribution: `2^32 P(count <= k)` for k = 0, 1, ..., up to where a word of 32 bits can tell.
 *
 * @param mean 0 or more, at most some hundreds
 */
export function poissonThresholds(mean: number): Uint32Array {
  const thresholds: number[] = []
  let probability = Math.exp(-mean)
  let cumulative = probability
  for (let k = 1; ; k++) {
    const threshold = Math.floor(cumulative * 2 ** 32)
    if (threshold >= 2 ** 32 - 1) break
    thresholds.push(threshold)
    probability *= mean / k
    if (probability < 2 ** -40 && k > mean) break
    cumulative += probability
  }
  return Uint32Array.from(thresholds)
}
