import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { MovingOperator } from './operator.js'

/** Complex amplitudes. */
export interface Complex {
  readonly re: Float64Array
  readonly im: Float64Array
}

export interface EvolveOptions {
  /** When it begins; default 0. */
  readonly from?: number
  /** When it ends. */
  readonly to: number
  /** Bound on the estimated length of the error at the end; default 1e-8. */
  readonly tolerance?: number
}

/** A state that has moved. */
export interface Evolved {
  readonly state: Complex
  /** Estimated length of its error. */
  readonly error: number
  /** Steps taken. */
  readonly steps: number
}

/** Into how many pieces a step is divided, column by column of the extrapolation. */
const pieces = [2, 4, 6, 8, 10, 12, 14, 16]

/**
 * Solves Schrödinger's equation `i dψ/dt = H(t) ψ`, ħ = 1, with a controlled error: extrapolation of the midpoint rule
 * (Gragg 1965; Bulirsch & Stoer 1966; Hairer, Nørsett & Wanner 1993, II.9), of order 16. The last two extrapolations
 * differ by more than the error; steps are such that these differences add up to the tolerance at most. Unitary motion
 * does not make them grow.
 *
 * @param start is not changed
 * @throws RangeError for times that are not finite, a tolerance that is not above 0, an unknown option; Error if the
 * operator changes so fast that no step is short enough
 * @example
 * const { state } = evolve(operator, start, { to: 10 })
 */
export function evolve(operator: MovingOperator, start: Complex, options: EvolveOptions): Evolved {
  const where = 'evolve'
  refuseUnknown(where, options, ['from', 'to', 'tolerance'])
  const { from = 0, to, tolerance = 1e-8 } = options
  check(Number.isFinite(from) && Number.isFinite(to) && to >= from, `${where}: from ${from} to ${to} is no time span`)
  check(tolerance > 0, `${where}: tolerance must be above 0, got ${tolerance}`)
  check(
    start.re.length === operator.dimension && start.im.length === operator.dimension,
    `${where}: the state has ${start.re.length} amplitudes, the operator ${operator.dimension}`,
  )
  const extrapolate = extrapolation(operator)
  const span = to - from
  const state = { re: start.re.slice(), im: start.im.slice() }
  let t = from
  let h = span / 16
  let error = 0
  let steps = 0
  while (t < to) {
    const last = h >= to - t
    if (last) h = to - t
    const { re, im, difference } = extrapolate(state, t, h)
    const allowed = (tolerance * h) / span
    // Rounding leaves some 1e-15 in every step: below that no step is better for being shorter.
    if (difference <= allowed || difference < 4e-15) {
      state.re.set(re)
      state.im.set(im)
      t = last ? to : t + h
      error += difference
      steps++
    } else if (!(h > 1e-13 * Math.max(Math.abs(t), span))) {
      throw new Error(
        `${where}: at t = ${t} no step is short enough for the tolerance ${tolerance}; ask for a larger one`,
      )
    }
    // Where it overflows, the step was much too long.
    const factor = difference < Infinity ? 0.9 * (allowed / Math.max(difference, 1e-300)) ** (1 / 14) : 0.1
    h *= Math.min(3, Math.max(0.1, factor))
  }
  return { state, error, steps }
}

/** One step: the midpoint rule in more and more pieces, extrapolated to endless many. */
function extrapolation(operator: MovingOperator) {
  const { dimension: n } = operator
  const vector = () => new Float64Array(2 * n) // the real parts, then the imaginary ones
  const table = pieces.map(vector)
  const [y, slope] = [vector(), vector()]
  const product = new Float64Array(n)
  let [before, now] = [vector(), vector()]

  /** `-iH(t) ψ`. */
  const derivative = (t: number, psi: Float64Array) => {
    const coefficients = operator.coefficients(t)
    slope.fill(0)
    operator.parts.forEach((part, j) => {
      const c = coefficients[j]
      part.apply(psi.subarray(n), product)
      for (let b = 0; b < n; b++) slope[b] += c * product[b]
      part.apply(psi.subarray(0, n), product)
      for (let b = 0; b < n; b++) slope[n + b] -= c * product[b]
    })
  }
  const midpoint = (t: number, h: number, count: number, out: Float64Array) => {
    const step = h / count
    derivative(t, y)
    for (let b = 0; b < 2 * n; b++) {
      before[b] = y[b]
      now[b] = y[b] + step * slope[b]
    }
    for (let m = 1; m < count; m++) {
      derivative(t + m * step, now)
      for (let b = 0; b < 2 * n; b++) before[b] += 2 * step * slope[b]
      ;[before, now] = [now, before]
    }
    out.set(now)
  }

  return (state: Complex, t: number, h: number) => {
    y.set(state.re)
    y.set(state.im, n)
    let difference = 0
    pieces.forEach((count, j) => {
      midpoint(t, h, count, table[j])
      // Aitken & Neville, in place: table[i] becomes the extrapolation of columns i to j.
      for (let i = j - 1; i >= 0; i--) {
        const ratio = (count / pieces[i]) ** 2 - 1
        let sum = 0
        for (let b = 0; b < 2 * n; b++) {
          const change = (table[i + 1][b] - table[i][b]) / ratio
          table[i][b] = table[i + 1][b] + change
          sum += change * change
        }
        difference = Math.sqrt(sum)
      }
    })
    const [best] = table
    return { re: best.subarray(0, n), im: best.subarray(n), difference }
  }
}
