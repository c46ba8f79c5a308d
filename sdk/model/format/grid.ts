import type { FixedPoint } from './fixedPoint.js'

/** The whole numbers of a format over the bounds of a variable; 0 is one of them. */
export interface Grid {
  /** The largest code: 2^bits - 1 where all are of one sign, else 2^(bits - 1) - 1. */
  readonly codes: number
  /** The largest accumulator, likewise. */
  readonly steps: number
  /** Its value: the bound that is farther from 0. */
  readonly largest: number
  /** Steps of the accumulator in a unit of the variable. */
  readonly perUnit: number
  /** Accumulators stay within these, whose values are within the bounds. */
  readonly least: number
  readonly most: number
}

/** How an operation is rounded: `Math.fround` computes as single precision does. */
export type As = (x: number) => number

const exactly: As = x => x

/** What a number is added to and taken from again to be rounded: its neighbours are whole numbers. */
export const halfway = { single: 1.5 * 2 ** 23, double: 1.5 * 2 ** 52 } as const

/** The nearest whole number, never -0; of two as near, the even one. For less than 2^51. */
export const nearest = (x: number): number => x + halfway.double - halfway.double

/** Up with the probability of the fraction, by a number that is uniform in 0 .. 1. */
export function stochastic(x: number, uniform: number): number {
  const below = Math.floor(x)
  return uniform < x - below ? below + 1 : below
}

/** The largest number of so many bits. */
const top = (bits: number, signed: boolean) => 2 ** (signed ? bits - 1 : bits) - 1

/** The largest code of so many bits for values of one sign or two. */
export const largestCode = ({ bits }: FixedPoint, values: ArrayLike<number>): number => {
  let [least, most] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (values[i] < least) least = values[i]
    else if (values[i] > most) most = values[i]
  }
  return top(bits, least < 0 && most > 0)
}

/** The grid of a format over bounds that 0 is within. */
export function gridOf({ bits, accumulator }: FixedPoint, [low, high]: readonly [number, number]): Grid {
  const signed = low < 0 && high > 0
  const steps = top(accumulator, signed)
  const largest = Math.max(Math.abs(low), Math.abs(high))
  return {
    codes: top(bits, signed),
    steps,
    largest,
    perUnit: steps / largest,
    // Never -0.
    least: Math.ceil((low / largest) * steps) + 0,
    most: Math.floor((high / largest) * steps),
  }
}

/** The value of an accumulator; its largest is the bound. */
export const valueOf = ({ steps, largest }: Grid, k: number, as = exactly): number => as(as(k / steps) * as(largest))

/** A value on the grid: that of the nearest accumulator. */
export const onGrid = (grid: Grid, value: number, as = exactly): number =>
  valueOf(grid, Math.min(Math.max(nearest(value * grid.perUnit), grid.least), grid.most), as)

/**
 * What a value is by its code, `code * range / codes`: the nearest, and what is larger than `range`, the value of the
 * largest code, becomes that.
 */
export function coded(value: number, range: number, codes: number, as = exactly): number {
  if (range === 0) return 0
  const code = Math.min(Math.max(nearest(as(as(value / range) * codes)), -codes), codes)
  return as(as(code / codes) * range)
}

/**
 * The value of the largest code of each group: the largest of its values, but never so little that a code were finer
 * than a step of the accumulator.
 *
 * @param of the group of a value
 * @param least the least range; see {@link leastRange}
 */
export function rangesOf(
  values: ArrayLike<number>,
  groups: { readonly count: number; readonly of: (i: number) => number },
  least: number,
): Float64Array {
  const ranges = new Float64Array(groups.count).fill(least)
  for (let i = 0; i < values.length; i++) {
    const g = groups.of(i)
    const size = Math.abs(values[i])
    if (size > ranges[g]) ranges[g] = size
  }
  return ranges
}

/** The range at which a code is a step of the accumulator. */
export const leastRange = (grid: Grid, as = exactly): number => valueOf(grid, grid.codes, as)
