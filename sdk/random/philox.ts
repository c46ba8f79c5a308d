import { philox4x32 } from './philox4x32.js'
import { mostWords, philoxWords } from './philoxWords.js'
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
  /** Fills an array with uniform numbers: those of so many calls of `uniform`, at a fraction of the cost. */
  readonly uniforms: (out: Float64Array) => void
  /** The same of `normal`. */
  readonly normals: (out: Float64Array) => void
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

/** Words that a stream makes one block at a time, and then at a time. */
const few = 256

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
  // Words from `begin` on, of which `at` are taken: the more a stream was used, the more are made at a time.
  let words = new Uint32Array(4)
  let begin = -words.length
  let at = words.length

  const refill = () => {
    begin += words.length
    at = 0
    const size = begin < few ? 4 : begin < mostWords ? few : mostWords
    const index = begin / 4
    // A counter's first word does not carry into its second within one filling.
    const large = size > 4 && (index % 2 ** 32) + size / 4 <= 2 ** 32
    const length = large ? size : 4
    if (words.length !== length) words = new Uint32Array(length)
    if (large) philoxWords(index, k0, k1, words)
    else philox4x32(index % 2 ** 32, Math.floor(index / 2 ** 32), 0, SEQUENTIAL, k0, k1, words)
  }
  const word = () => {
    if (at === words.length) refill()
    return words[at++]
  }
  const uniform = () => {
    const high = word()
    return unit(high, word())
  }
  const normal = () => normalFrom(uniform(), uniform())
  const integer = (n: number) => {
    if (!(Number.isSafeInteger(n) && n > 0)) refuse('integer: n', 'a whole number of 1 to 2^53 - 1', n)
    const large = n > 2 ** 32
    const range = large ? 2 ** 53 : 2 ** 32
    let x: number
    // Above the last whole multiple of n some remainders would be more likely than others; only the last n may be there.
    do x = large ? uniform() * 2 ** 53 : word()
    while (x >= range - n && x >= range - (range % n))
    return x % n
  }

  return {
    word,
    uniform,
    integer,
    normal,
    uniforms(out) {
      for (let i = 0; i < out.length;) {
        // From a whole number of pairs at a time; a pair may begin in one filling and end in the next.
        const pairs = Math.min(out.length - i, (words.length - at) >>> 1)
        if (pairs === 0) out[i] = uniform()
        for (let k = 0, w = at; k < pairs; k++, w += 2) out[i + k] = unit(words[w], words[w + 1])
        at += 2 * pairs
        i += Math.max(1, pairs)
      }
    },
    normals(out) {
      for (let i = 0; i < out.length;) {
        const fours = Math.min(out.length - i, (words.length - at) >>> 2)
        if (fours === 0) out[i] = normal()
        for (let k = 0, w = at; k < fours; k++, w += 4)
          out[i + k] = normalFrom(unit(words[w], words[w + 1]), unit(words[w + 2], words[w + 3]))
        at += 4 * fours
        i += Math.max(1, fours)
      }
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
      return { key: [k0, k1], position: begin + at }
    },
    set state({ key, position }) {
      const valid = Number.isSafeInteger(position) && position >= 0
      if (!valid) refuse('state: position', 'a whole number of 0 or more', position)
      ;[k0, k1] = key
      const place = position % 4
      begin = position - place - words.length
      at = words.length
      if (place > 0) {
        refill()
        at = place
      }
    },
  }
}

/** 53 bits of two words. */
const unit = (high: number, low: number) => ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53

const normalFrom = (u: number, v: number) => Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v)

// A message made at every call would cost more than the number drawn.
function refuse(what: string, expected: string, got: number): never {
  throw new RangeError(`${what} must be ${expected}, got ${got}`)
}
