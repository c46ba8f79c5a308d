import { philox4x32 } from './philox4x32.js'
import { poissonFrom } from './poisson.js'
import { streamKey } from './streamKey.js'

/** Where a stream stands: plain data, to be stored and given back. */
export interface RandomState {
  /** The stream's key, two 32-bit words. */
  readonly key: readonly [number, number]
  /** 32-bit words taken so far. */
  readonly position: number
}

/** A stream of random numbers. Its functions need no `this`: `const { uniform } = philox(1)` works. */
export interface Random {
  /** Uniform in [0, 1), 53 random bits: two words. */
  readonly uniform: () => number
  /** A random whole number in 0 .. 2^32 - 1: one word. */
  readonly word: () => number
  /** Normal with mean 0 and standard deviation 1, by Box & Muller (1958): two uniform numbers, none kept back. */
  readonly normal: () => number
  /** Unbiased in 0 .. n - 1, for n of 1 to 2^53 - 1: one word, two above 2^32; rarely more. */
  readonly integer: (n: number) => number
  /** Poisson count of the given mean (0 or more). */
  readonly poisson: (mean: number) => number
  /** Exponential of the given mean (0 or more). */
  readonly exponential: (mean: number) => number
  /** Puts an array into random order in place, every order equally likely (Fisher & Yates), and returns it. */
  readonly shuffle: <A extends ArrayLike<unknown>>(array: A) => A
  /** Where the stream stands. Assign a saved state to go on from there. */
  state: RandomState
}

// Counter-based access (uniformAt) never uses this word: the two never share a block, even under one key.
export const SEQUENTIAL = 0xffffffff

/**
 * A seeded stream of random numbers, Philox4x32-10 (Salmon et al. 2011). Streams of one seed with different purposes
 * or indices are independent; the same seed and stream give the same numbers on every machine (`normal`, `poisson` and
 * `exponential` up to the last digit of the platform's logarithm).
 *
 * @param seed a safe integer
 * @param stream purpose and index: see {@link streamKey}
 * @throws RangeError if the seed or a number of the stream is no safe integer
 * @example
 * const random = philox(42, 'weights', 0)
 * const weights = Float64Array.from({ length: 10 }, () => 8 + random.normal())
 */
export function philox(seed: number, ...stream: readonly (string | number)[]): Random {
  let [k0, k1] = streamKey(seed, ...stream)
  let position = 0
  const block = new Uint32Array(4)

  const refill = () => {
    const index = position / 4
    philox4x32(index % 2 ** 32, Math.floor(index / 2 ** 32), 0, SEQUENTIAL, k0, k1, block)
  }
  const word = () => {
    const place = position % 4
    if (place === 0) refill()
    position++
    return block[place]
  }
  const uniform = () => {
    const high = word() >>> 5
    const low = word() >>> 6
    return (high * 2 ** 26 + low) * 2 ** -53
  }
  const integer = (n: number) => {
    if (!(Number.isSafeInteger(n) && n > 0)) refuse('integer: n', 'a whole number of 1 to 2^53 - 1', n)
    const large = n > 2 ** 32
    const range = large ? 2 ** 53 : 2 ** 32
    // Above the last whole multiple of n some remainders would be more likely than others.
    const limit = range - (range % n)
    let x: number
    do x = large ? uniform() * 2 ** 53 : word()
    while (x >= limit)
    return x % n
  }

  return {
    word,
    uniform,
    integer,
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
      return radius * Math.cos(2 * Math.PI * uniform())
    },
    poisson(mean) {
      if (!(mean >= 0 && mean < 2 ** 31)) refuse('poisson: mean', 'a number of 0 to 2^31', mean)
      return poissonFrom(mean, uniform)
    },
    exponential(mean) {
      if (!(mean >= 0 && mean < Infinity)) refuse('exponential: mean', 'a finite number of 0 or more', mean)
      return -mean * Math.log(1 - uniform())
    },
    shuffle(array) {
      const items = array as { [index: number]: unknown; readonly length: number }
      for (let last = items.length - 1; last > 0; last--) {
        const other = integer(last + 1)
        const item = items[last]
        items[last] = items[other]
        items[other] = item
      }
      return array
    },
    get state(): RandomState {
      return { key: [k0, k1], position }
    },
    set state(saved) {
      const valid = Number.isSafeInteger(saved.position) && saved.position >= 0
      if (!valid) refuse('state: position', 'a whole number of 0 or more', saved.position)
      ;[k0, k1] = saved.key
      position = saved.position
      if (position % 4 !== 0) {
        position -= position % 4
        refill()
        position = saved.position
      }
    },
  }
}

// A message made at every call would cost more than the number drawn.
function refuse(what: string, expected: string, got: number): never {
  throw new RangeError(`${what} must be ${expected}, got ${got}`)
}
