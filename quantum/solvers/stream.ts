import { philox4x32, streamKey } from '../../sdk/random/index.js'

/** The four words of a xoshiro128++ generator. */
export type Stream = Uint32Array

/**
 * A stream of its own for one read: xoshiro128++ (Blackman & Vigna 2021) started from a block of Philox under the key of
 * seed and read, so that reads do not overlap and do not depend on each other, on their order or on their number. Philox
 * for every draw would cost more than a spin update.
 */
export function stream(seed: number, purpose: string, read: number): Stream {
  const [k0, k1] = streamKey(seed, purpose, read)
  const state = new Uint32Array(4)
  philox4x32(0, 0, 0, 0, k0, k1, state)
  if (state.every(word => word === 0)) state[0] = 1 // the one state from which xoshiro does not move
  return state
}

/**
 * Fills the first `count` places with uniform numbers in (0, 1), odd multiples of 2^-24: never 0 nor 1, also in single
 * precision.
 */
export function fillUniform(state: Stream, out: Float32Array | Float64Array, count = out.length): void {
  let [s0, s1, s2, s3] = state
  for (let k = 0; k < count; k++) {
    const sum = (s0 + s3) | 0
    const word = (((sum << 7) | (sum >>> 25)) + s0) | 0
    const t = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 11) | (s3 >>> 21)
    out[k] = ((word >>> 9) + 0.5) * 2 ** -23
  }
  state[0] = s0
  state[1] = s1
  state[2] = s2
  state[3] = s3
}

/** A random configuration of n spins. */
export function randomSpins(state: Stream, n: number): Int8Array {
  const u = new Float32Array(n)
  fillUniform(state, u)
  return Int8Array.from(u, x => (x < 0.5 ? 1 : -1))
}

/** Beyond this the chance e^-x is below every number that {@link fillUniform} gives. */
export const never = 17
