import { check } from '../check.js'
import { philox4x32 } from './philox4x32.js'

/** The 64-bit key of a stream, as two 32-bit words. */
export type StreamKey = readonly [number, number]

// What a block absorbs: so that the number 1, the string '\u0001' and two parts run together are all different.
const SEED = 0
const NUMBER = 1
const TEXT = 2
const END_OF_TEXT = 3

/**
 * The key of one stream of random numbers: a seed, then what the stream is for and which one it is.
 *
 * The parts are hashed in order, with Philox itself as the mixing function: the key so far encrypts the next 64 bits
 * (a whole number, or four characters of a string) with their kind and position, and the first two words of the
 * result are the new key. Every part reaches every bit; `('ab', 'c')` and `('a', 'bc')` are different streams.
 *
 * @param seed a safe integer; negative ones are allowed and differ from positive ones
 * @param stream purpose and index, such as `('poisson', 3)`; numbers must be safe integers
 * @throws RangeError naming the seed or the part that is no safe integer
 * @example
 * streamKey(42, 'weights', 0)   // [2 whole numbers below 2^32]
 */
export function streamKey(seed: number, ...stream: readonly (string | number)[]): StreamKey {
  const { key } = hashed(seed, stream)
  return [key[0], key[1]]
}

/** Gives the key for the last number of a stream. */
export interface StreamKeys {
  (last: number): StreamKey
  /** How: the first two words of the block of this key whose counter is the number, 64 bits, and then these two words. */
  readonly block: { readonly key: StreamKey; readonly counter: readonly [number, number] }
}

/**
 * The keys of streams that differ in their last number alone, such as the step: `keys(7)` is what
 * `streamKey(seed, ...stream, 7)` gives, with the parts before hashed once.
 */
export function streamKeys(seed: number, ...stream: readonly (string | number)[]): StreamKeys {
  const { key, position } = hashed(seed, stream)
  const [k0, k1] = key
  const block = new Uint32Array(4)
  const keys = (last: number): StreamKey => {
    philox4x32(last % 2 ** 32, Math.floor(last / 2 ** 32), NUMBER, position, k0, k1, block)
    return [block[0], block[1]]
  }
  return Object.assign(keys, { block: { key: [k0, k1], counter: [NUMBER, position] } as const })
}

/** The key so far, and how many blocks it has absorbed. */
function hashed(seed: number, stream: readonly (string | number)[]): { key: Uint32Array; position: number } {
  check(Number.isSafeInteger(seed), `seed must be a whole number between -(2^53 - 1) and 2^53 - 1, got ${seed}`)
  const key = new Uint32Array(4)
  let position = 0
  const absorb = (low: number, high: number, kind: number) => {
    philox4x32(low, high, kind, position++, key[0], key[1], key)
  }
  const absorbNumber = (value: number, kind: number) => {
    absorb(value % 2 ** 32, Math.floor(value / 2 ** 32), kind)
  }

  absorbNumber(seed, SEED)
  for (const part of stream) {
    if (typeof part === 'number') {
      check(Number.isSafeInteger(part), `stream: a number in it must be a safe whole number, got ${part}`)
      absorbNumber(part, NUMBER)
    } else {
      for (let i = 0; i < part.length; i += 4) {
        const unit = (j: number) => (i + j < part.length ? part.charCodeAt(i + j) : 0)
        absorb(unit(0) | (unit(1) << 16), unit(2) | (unit(3) << 16), TEXT)
      }
      absorb(part.length, 0, END_OF_TEXT)
    }
  }
  return { key, position }
}
