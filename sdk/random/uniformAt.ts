import { check } from '../check.js'
import { philox4x32 } from './philox4x32.js'
import type { StreamKey } from './streamKey.js'

const block = new Uint32Array(4)

/**
 * The uniform number in [0, 1) that belongs to an index (a neuron) and a step: the same whenever, wherever and in
 * whatever order it is asked for.
 *
 * 32 random bits, a multiple of 2^-32: the Philox block of counter `(index >>> 2, step, step / 2^32, word)` serves four
 * neighbouring indices, one word each.
 *
 * @param key from {@link streamKey}
 * @param index whole number in 0 .. 2^32 - 1
 * @param step whole number in 0 .. 2^53 - 1
 * @param word which of several draws of that index and step, 0 .. 2^32 - 2; default 0
 * @example
 * const key = streamKey(42, 'poisson', 0)
 * const fires = uniformAt(key, 17, 1000) < 0.002   // neuron 17, step 1000
 */
export function uniformAt(key: StreamKey, index: number, step: number, word = 0): number {
  philox4x32(index >>> 2, step % 2 ** 32, Math.floor(step / 2 ** 32), word, key[0], key[1], block)
  return block[index & 3] * 2 ** -32
}

/**
 * {@link uniformAt} for many neighbouring indices at one step: `out[i]` is `uniformAt(key, first + i, step, word)`,
 * at a quarter of the cost.
 *
 * @param out filled with numbers in [0, 1)
 * @param first index that `out[0]` belongs to, a multiple of 4; default 0
 * @throws RangeError if `first` is no multiple of 4
 * @example
 * const u = uniformsAt(streamKey(42, 'poisson', 0), 1000, new Float64Array(800))   // neurons 0 to 799 at step 1000
 */
export function uniformsAt(key: StreamKey, step: number, out: Float64Array, word = 0, first = 0): Float64Array {
  check(first >= 0 && first % 4 === 0, `uniformsAt: first must be a multiple of 4, got ${first}`)
  const low = step % 2 ** 32
  const high = Math.floor(step / 2 ** 32)
  const n = out.length
  for (let i = 0; i < n; i += 4) {
    philox4x32((first + i) >>> 2, low, high, word, key[0], key[1], block)
    // Stores past the end of a typed array are no stores.
    out[i] = block[0] * 2 ** -32
    out[i + 1] = block[1] * 2 ** -32
    out[i + 2] = block[2] * 2 ** -32
    out[i + 3] = block[3] * 2 ** -32
  }
  return out
}
