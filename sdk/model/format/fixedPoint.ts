import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type Time } from '../../units/index.js'

/**
 * A number format of a variable of synapses: codes of few bits, times a scale that many share, learned through an
 * accumulator of more bits. Plain data; made by {@link fixedPoint}.
 */
export interface FixedPoint {
  readonly kind: 'fixed point'
  /** Bits of a code. */
  readonly bits: number
  /** Bits of what rules read and change. */
  readonly accumulator: number
  readonly rounding: 'nearest' | 'stochastic'
  /** Which synapses share a scale: those onto one neuron, those of one source, or all. */
  readonly scale: 'post' | 'pre' | 'projection'
  /** How often scales are set anew, ms. */
  readonly rescale: number
}

export interface FixedPointOptions {
  /** Bits of what a synapse transmits, 2 to 16; default 4. */
  bits?: number
  /** Bits of what rules read and change, from `bits` to 16; default 16. */
  accumulator?: number
  /** How a change is brought to whole steps of the accumulator; default `'stochastic'`: right in the mean. */
  rounding?: 'nearest' | 'stochastic'
  /**
   * Which synapses share a scale: `'post'` (default), those onto one neuron; `'pre'`, those of one source; or all of the
   * `'projection'`. A synapse that shares with no other has a scale to itself, so that its bits cost nothing: so give
   * `'post'` where many converge, `'pre'` where one diverges.
   */
  scale?: 'post' | 'pre' | 'projection'
  /** How often scales follow what was learned, a multiple of dt; default 100 ms. */
  rescale?: Time
}

const roundings = ['nearest', 'stochastic'] as const
const scales = ['post', 'pre', 'projection'] as const

/**
 * Weights in few bits: a synapse transmits `code * scale`, and rules change an accumulator of more bits, whose rounded
 * value the code is. Changes are rounded to steps of the accumulator, to the nearest or stochastically: up with the
 * probability of what is left over, so that small changes count in the mean (Gupta, Agrawal, Gopalakrishnan & Narayanan
 * 2015, ICML). What is transmitted is said in docs/plasticity.md.
 *
 * @throws RangeError for bits outside 2 .. 16, an accumulator of fewer, or an unknown option
 * @example
 * net.connect(a, b, { plasticity: stdp(), bounds: [0, 1], formats: { w: fixedPoint({ bits: 4 }) } })
 */
export function fixedPoint(options: FixedPointOptions = {}): FixedPoint {
  const where = 'fixedPoint'
  refuseUnknown(where, options, ['bits', 'accumulator', 'rounding', 'scale', 'rescale'])
  const { bits = 4, accumulator = 16, rounding = 'stochastic', scale = 'post', rescale = 100 } = options
  const whole = (n: number) => Number.isInteger(n) && n >= 2 && n <= 16
  check(whole(bits), `${where}: bits must be a whole number of 2 to 16, got ${String(bits)}`)
  check(whole(accumulator), `${where}: accumulator must be a whole number of 2 to 16, got ${String(accumulator)}`)
  check(
    accumulator >= bits,
    `${where}: an accumulator of ${accumulator} bits cannot hold codes of ${bits}; give at least as many`,
  )
  check(roundings.includes(rounding), `${where}: rounding must be ${roundings.join(' or ')}, got ${String(rounding)}`)
  check(scales.includes(scale), `${where}: scale must be ${scales.join(', ')}, got ${String(scale)}`)
  const every = time(rescale, `${where}: rescale`)
  check(every > 0, `${where}: rescale must be positive, got ${every} ms`)
  return Object.freeze({ kind: 'fixed point', bits, accumulator, rounding, scale, rescale: every })
}

/** Whether something is a format that {@link fixedPoint} made, or was saved as one. */
export const isFixedPoint = (value: unknown): value is FixedPoint =>
  typeof value === 'object' && (value as Partial<FixedPoint> | null)?.kind === 'fixed point'
