import { check } from '../check.js'
import { boxMuller } from './boxMuller.js'
import { philox4x32 } from './philox4x32.js'
import type { StreamKey } from './streamKey.js'

const block = new Uint32Array(4)
const pair = new Float64Array(2)

/**
 * The normal number, of mean 0 and standard deviation 1, that belongs to an index (a neuron) and a step: the same
 * whenever, wherever and in whatever order it is asked for, to the last bit.
 *
 * By Box & Muller from the Philox block of `uniformAt`: its first two words serve the first two of four neighbouring
 * indices, its last two the others. So one key serves either uniform or normal numbers of a `word`, not both.
 *
 * @param key from {@link streamKey}
 * @param index whole number in 0 .. 2^32 - 1
 * @param step whole number in 0 .. 2^53 - 1
 * @param word which of several draws of that index and step, 0 .. 2^32 - 2; default 0
 * @example
 * const noise = normalAt(streamKey(42, 'noise', 0), 17, 1000)   // neuron 17, step 1000
 */
export function normalAt(key: StreamKey, index: number, step: number, word = 0): number {
  philox4x32(index >>> 2, step % 2 ** 32, Math.floor(step / 2 ** 32), word, key[0], key[1], block)
  const first = index & 2
  boxMuller(block[first], block[first + 1], pair, 0)
  return pair[index & 1]
}

/**
 * {@link normalAt} for many neighbouring indices at one step: `out[i]` is `normalAt(key, first + i, step, word)`, at a
 * third of the cost.
 *
 * @param out filled with normal numbers
 * @param first index that `out[0]` belongs to, a multiple of 4; default 0
 * @throws RangeError if `first` is no multiple of 4
 * @example
 * const noise = normalsAt(streamKey(42, 'noise', 0), 1000, new Float64Array(800))   // neurons 0 to 799 at step 1000
 */
export function normalsAt(key: StreamKey, step: number, out: Float64Array, word = 0, first = 0): Float64Array {
  check(first >= 0 && first % 4 === 0, `normalsAt: first must be a multiple of 4, got ${first}`)
  const low = step % 2 ** 32
  const high = Math.floor(step / 2 ** 32)
  const n = out.length
  for (let i = 0; i < n; i += 4) {
    philox4x32((first + i) >>> 2, low, high, word, key[0], key[1], block)
    // Stores past the end of a typed array are no stores.
    boxMuller(block[0], block[1], out, i)
    boxMuller(block[2], block[3], out, i + 2)
  }
  return out
}
