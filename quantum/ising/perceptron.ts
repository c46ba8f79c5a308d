import { check } from '../../sdk/check.js'
import { philox } from '../../sdk/random/index.js'
import type { Problem, Walker } from './problem.js'
import { checkSpins, type Spins } from './spins.js'

/** A binary perceptron: weights of +1 and -1 that are to classify every pattern. See {@link perceptron}. */
export interface Perceptron extends Problem {
  readonly kind: 'perceptron'
  /** Number of patterns. */
  readonly count: number
  /** Patterns of +1 and -1 times their labels, pattern by pattern: `count` rows of n. */
  readonly patterns: Int8Array
}

/**
 * The binary perceptron (Krauth & Mézard 1989): n weights of +1 and -1; the energy is the number of patterns on the
 * wrong side, `label Σ w_i x_i < 0`. Not quadratic: bifurcation does not take it.
 *
 * Random patterns can be learned up to .833 n of them, as n grows.
 *
 * @param patterns rows of +1 and -1, all with the same, odd number of inputs, so that no sum is 0
 * @param labels +1 or -1 a pattern; default all +1
 * @throws RangeError for an even number of inputs, rows of different lengths, or anything but +1 and -1
 * @example
 * const problem = perceptron([[1, 1, -1], [-1, 1, -1]], [1, -1])
 */
export function perceptron(patterns: readonly ArrayLike<number>[], labels?: ArrayLike<number>): Perceptron {
  const count = patterns.length
  check(count > 0, 'perceptron: there are no patterns')
  const n = patterns[0].length
  check(
    n % 2 === 1,
    `perceptron: the number of inputs must be odd, so that no sum is 0, got ${n}; add one that is always 1`,
  )
  check(
    !labels || labels.length === count,
    () => `perceptron: ${count} patterns need ${count} labels, got ${labels!.length}`,
  )
  const signed = new Int8Array(count * n)
  patterns.forEach((pattern, m) => {
    check(pattern.length === n, `perceptron: pattern 0 has ${n} inputs, pattern ${m} has ${pattern.length}`)
    const label = labels ? labels[m] : 1
    check(label === 1 || label === -1, `perceptron: label ${m} must be 1 or -1, got ${label}`)
    for (let i = 0; i < n; i++) {
      const x = pattern[i]
      check(x === 1 || x === -1, () => `perceptron: input ${i} of pattern ${m} must be 1 or -1, got ${x}`)
      signed[m * n + i] = label * x
    }
  })
  return of(n, count, signed)
}

/**
 * A perceptron with random patterns: round(load × n) of them.
 *
 * @throws RangeError for an even n or a load that gives no pattern
 * @example
 * await solve(randomPerceptron({ n: 201, load: 0.5, seed: 1 }), sbpi())
 */
export function randomPerceptron({ n, load, seed = 0 }: { n: number; load: number; seed?: number }): Perceptron {
  check(Number.isInteger(n) && n % 2 === 1, `randomPerceptron: n must be an odd whole number, got ${n}`)
  const count = Math.round(load * n)
  check(count > 0, `randomPerceptron: a load of ${load} gives ${count} patterns; it must give one or more`)
  const random = philox(seed, 'random perceptron')
  const signed = new Int8Array(count * n)
  for (let k = 0; k < signed.length; k++) signed[k] = random.word() >>> 31 ? 1 : -1
  return of(n, count, signed)
}

function of(n: number, count: number, patterns: Int8Array): Perceptron {
  const columns = bitColumns(n, count, patterns)
  const problem: Perceptron = {
    kind: 'perceptron',
    n,
    count,
    patterns,
    energy(state) {
      checkSpins('energy', state, n)
      return stabilities(problem, state).reduce((errors, d) => errors + (d < 0 ? 1 : 0), 0)
    },
    walker: state => walker(problem, columns, state),
  }
  return problem
}

/** `label Σ w_i x_i` of every pattern; negative where it is wrong. */
export function stabilities({ n, count, patterns }: Perceptron, state: ArrayLike<number>): Int32Array {
  const sums = new Int32Array(count)
  for (let m = 0; m < count; m++) {
    let sum = 0
    for (let i = 0, at = m * n; i < n; i++, at++) sum += patterns[at] * state[i]
    sums[m] = sum
  }
  return sums
}

/** For every input one bit a pattern, set where it is +1: `words` words an input. */
function bitColumns(n: number, count: number, patterns: Int8Array): Uint32Array {
  const words = Math.ceil(count / 32)
  const bits = new Uint32Array(n * words)
  for (let m = 0; m < count; m++)
    for (let i = 0; i < n; i++) if (patterns[m * n + i] > 0) bits[i * words + (m >>> 5)] |= 1 << (m & 31)
  return bits
}

/**
 * One flip moves every sum by 2, and sums are odd: only patterns at +1 and -1 can change sides. Kept as two bit sets,
 * a difference costs a few words, whatever the number of patterns.
 */
function walker(problem: Perceptron, columns: Uint32Array, start: Spins): Walker {
  const { n, count, patterns } = problem
  checkSpins('walker', start, n)
  const state = start.slice()
  const words = Math.ceil(count / 32)
  const sums = stabilities(problem, state)
  const barelyRight = new Uint32Array(words)
  const barelyWrong = new Uint32Array(words)
  let errors = 0
  const sort = (m: number) => {
    const word = m >>> 5
    const bit = 1 << (m & 31)
    barelyRight[word] = sums[m] === 1 ? barelyRight[word] | bit : barelyRight[word] & ~bit
    barelyWrong[word] = sums[m] === -1 ? barelyWrong[word] | bit : barelyWrong[word] & ~bit
  }
  for (let m = 0; m < count; m++) {
    if (sums[m] < 0) errors++
    sort(m)
  }
  const delta = (i: number) => {
    let change = 0
    const mask = state[i] > 0 ? 0 : -1
    for (let w = 0, at = i * words; w < words; w++, at++) {
      const helped = columns[at] ^ mask // patterns that this weight, as it is, pushes to the right side
      change += ones(barelyRight[w] & helped) - ones(barelyWrong[w] & ~helped)
    }
    return change
  }
  return {
    state,
    get energy() {
      return errors
    },
    delta,
    flip(i) {
      errors += delta(i)
      const change = -2 * state[i]
      state[i] = -state[i]
      for (let m = 0, at = i; m < count; m++, at += n) {
        sums[m] += change * patterns[at]
        // Only what is near 0, or has just left it, can have changed its set.
        if (sums[m] <= 3 && sums[m] >= -3) sort(m)
      }
    },
  }
}

/** How many bits of a 32-bit word are set (Warren, Hacker's Delight, 5-1). */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
