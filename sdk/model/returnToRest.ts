import type { Coasting } from './coasting.js'
import { evaluator } from './evaluate.js'
import type { Expression } from './expression.js'
import { bounds, type Interval } from './interval.js'
import { combine, identity, multiply, solve, type Matrix } from './matrix.js'

/** How a neuron with certain parameters returns to rest by itself, `x(k) = rest + P^k (x(0) - rest)`, and from where. */
export interface ReturnToRest {
  readonly rest: readonly number[]
  /** `P^(2^j)` for j = 0, 1, ...: those left out are 0. */
  readonly powers: readonly Matrix[]
  /** Largest value of each element of `P^k` and of `-P^k` over all k, at least 0: how far one variable sends another. */
  readonly up: Matrix
  readonly down: Matrix
  /**
   * How far each variable may be above and below rest, now and later. While all are, no event can happen, and the
   * linear flow differs from the step iterated by no more than `within` in the variables that events test.
   */
  readonly above: readonly number[]
  readonly below: readonly number[]
}

interface Options {
  /** Most that coasting may change a variable that an event tests, in its unit. */
  readonly within: number
  /** Value of a parameter, constant, `I` or `dt`. */
  readonly value: (name: string) => number
  /** Where to look for rest from. */
  readonly start: readonly number[]
}

/** The longest time that is coasted, as a power of two of steps; by then a neuron is at rest, or it does not coast. */
export const longestCoast = 24

/**
 * The return to rest of one neuron: its fixed point (Newton's method on the step, from `start`, or from where the step
 * leads from there), the derivative of the step there, and how far away the two agree: the remainder is bounded by the
 * mean value theorem with bounds of the derivatives over a box (interval arithmetic), summed along the flow.
 *
 * @returns undefined if there is no stable rest below the threshold
 */
export function returnToRest(model: Coasting, options: Options): ReturnToRest | undefined {
  const { value } = options
  const { variables } = model
  let x: readonly number[] = []
  const read = (name: string) => {
    const i = variables.indexOf(name)
    return i < 0 ? () => value(name) : () => x[i]
  }
  const compile = (e: Expression) => evaluator(e, read)
  const next = model.next.map(compile)
  const slopes = model.slopes.map(row => row.map(compile))
  const conditions = model.conditions.map(compile)
  const at =
    <T>(of: () => T) =>
    (point: readonly number[]): T => {
      x = point
      return of()
    }
  const step = at(() => next.map(f => f(0)))
  const jacobian = at(() => slopes.map(row => row.map(f => f(0))))
  const fires = at(() => conditions.some(f => f(0) !== 0))

  const found = [
    () => fixedPoint(options.start, step, jacobian),
    () => fixedPoint(settled(options.start, step, fires), step, jacobian),
  ]
  for (const find of found) {
    const rest = find()
    if (!rest || fires(rest)) continue
    const slope = jacobian(rest)
    const powers = powersOf(slope)
    const reach = powers && reachOf(slope, powers)
    const range = reach && rangeOf(model, options, { rest, slope, ...reach })
    if (range) return { rest, powers, up: reach.up, down: reach.down, ...range }
  }
  return undefined
}

type Step = (x: readonly number[]) => readonly number[]

function fixedPoint(
  start: readonly number[],
  step: Step,
  jacobian: (x: readonly number[]) => Matrix,
): readonly number[] | undefined {
  let x = start
  for (let n = 0; n < 60; n++) {
    const moved = step(x)
    const change = solve(
      jacobian(x).map((row, i) => row.map((slope, j) => (i === j ? 1 : 0) - slope)),
      moved.map((value, i) => value - x[i]),
    )
    if (!change?.every(Number.isFinite)) return undefined
    const before = x
    x = x.map((value, i) => value + change[i])
    if (x.every((value, i) => Math.abs(value - before[i]) <= 1e-12 * (1 + Math.abs(value)))) return x
  }
  return undefined
}

/** Where the step leads in a while, if nothing happens before. */
function settled(start: readonly number[], step: Step, fires: (x: readonly number[]) => boolean): readonly number[] {
  let x = start
  for (let k = 0; k < 5000; k++) {
    if (fires(x) || !x.every(Number.isFinite)) return start
    x = step(x)
  }
  return x
}

/** `P^(2^j)`, until it vanishes; undefined if it does not. */
function powersOf(slope: Matrix): Matrix[] | undefined {
  const powers = [slope]
  while (powers.length < longestCoast) {
    const last = powers[powers.length - 1]
    const square = multiply(last, last)
    if (!square.flat().every(Number.isFinite)) return undefined
    if (square.flat().every(x => Math.abs(x) < 1e-18)) return powers
    powers.push(square)
  }
  return undefined
}

interface Reach {
  readonly up: Matrix
  readonly down: Matrix
  /** Sum over all k of `|P^k|`. */
  readonly total: Matrix
}

/** Extremes and sums of `P^k` over all k: every k to 64, from there on 32 of each octave, with 2 % added. */
function reachOf(slope: Matrix, powers: readonly Matrix[]): Reach {
  let power: Matrix = identity(slope.length)
  let up: Matrix = combine(power, power, () => 0)
  let [down, total] = [up, up]
  let [k, octave] = [0, 0]
  while (octave < powers.length && power.flat().some(x => Math.abs(x) > 1e-9)) {
    const stride = 2 ** octave
    up = combine(up, power, Math.max)
    down = combine(down, power, (most, x) => Math.max(most, -x))
    total = combine(total, power, (sum, x) => sum + stride * Math.abs(x))
    power = multiply(power, powers[octave])
    k += stride
    if (k >= 64 * stride) octave++
  }
  const [u, d, t] = [up, down, total].map(m => m.map(row => row.map(x => 1.02 * x)))
  return { up: u, down: d, total: t }
}

interface Linear extends Reach {
  readonly rest: readonly number[]
  readonly slope: Matrix
}

/** The largest box around rest, of a certain shape, in which coasting is right: found by bisection, each box checked. */
function rangeOf(model: Coasting, options: Options, linear: Linear): Pick<ReturnToRest, 'above' | 'below'> | undefined {
  const { variables, critical, tested } = model
  const { up, down } = linear
  const far = (i: number, j: number) => Math.max(up[i][j], down[i][j])
  // A box is as wide in a variable as the first tested variable sends it, or as it takes to move that one as far.
  const first = tested[0] ?? critical[0] ?? 0
  const shape = variables.map((_, i) => {
    if (!critical.includes(i)) return Infinity
    return i === first ? 1 : Math.max(far(i, first), far(first, i) > 0 ? 1 / far(first, i) : 0) || 1
  })
  const scaled = (size: number) => shape.map(x => x * size)
  const stray = scaled(options.within)
  const fits = (above: readonly number[], below: readonly number[]) =>
    coastsIn(model, options, linear, { above, below, stray })
  let [low, high] = [1e-6, 1e6]
  if (!fits(scaled(low), scaled(low))) return undefined
  if (fits(scaled(high), scaled(high))) low = high
  while (high > 1.05 * low) {
    const middle = Math.sqrt(low * high)
    if (fits(scaled(middle), scaled(middle))) low = middle
    else high = middle
  }
  const [above, below] = [scaled(low), scaled(low)]
  // To one side there may be no end: a linear neuron can be as far below its threshold as it likes.
  for (const side of [below, above]) {
    for (const i of critical) {
      const before = side[i]
      side[i] = Infinity
      if (!fits(above, below)) side[i] = before
    }
  }
  return { above, below }
}

interface Box {
  readonly above: readonly number[]
  readonly below: readonly number[]
  /** How far the true path may stray from the flow. */
  readonly stray: readonly number[]
}

/** Whether a neuron whose flow stays in the box can coast: see {@link ReturnToRest}. */
function coastsIn(
  { variables, slopes, conditions, jumps, critical }: Coasting,
  { value }: Options,
  { rest, slope, total }: Linear,
  { above, below, stray }: Box,
): boolean {
  const inside =
    (share: number) =>
    (name: string): Interval => {
      const i = variables.indexOf(name)
      return i < 0
        ? [value(name), value(name)]
        : [rest[i] - share * (below[i] + stray[i]), rest[i] + share * (above[i] + stray[i])]
    }
  if (conditions.some(e => bounds(e, inside(1))[1] !== 0)) return false
  if (!jumps.every(e => isDecided(bounds(e, inside(1))))) return false

  // step(rest + d) - rest - slope d is the mean of (the slope at rest + s d) - slope for s in 0..1, times d.
  const remainder = slopes.map(() => 0)
  for (let slice = 1; slice <= slices; slice++) {
    slopes.forEach((row, i) =>
      row.forEach((e, j) => {
        const [low, high] = bounds(e, inside(slice / slices))
        const most = Math.max(high - slope[i][j], slope[i][j] - low)
        // What remains of a slope that does not change is rounding.
        if (!(most < 1e-12)) remainder[i] += (most / slices) * (Math.max(above[j], below[j]) + stray[j])
      }),
    )
  }
  return critical.every(
    i => total[i].reduce((sum, t, j) => (remainder[j] === 0 ? sum : sum + t * remainder[j]), 0) <= stray[i],
  )
}

const slices = 4
const isDecided = ([low, high]: Interval) => low === high
