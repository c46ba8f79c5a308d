import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import type { Operator } from './operator.js'
import { addScaled, dot, normalize } from './vectors.js'

export interface SpectrumOptions {
  /** How many of the lowest levels; default 2. */
  readonly levels?: number
  /** Largest length of `H ψ - E ψ`, in units of the largest energy met; the error of an energy is about its square. Default 1e-9. */
  readonly tolerance?: number
}

/** The lowest levels of an operator. */
export interface Spectrum {
  /** Ascending; a degenerate level as often as it is there. */
  readonly energies: Float64Array
  /** Their states, of length 1. */
  readonly states: readonly Float64Array[]
}

/** Longest chain of vectors for one level. */
const longest = 400

/**
 * The lowest levels of a real symmetric operator, by Lanczos' method (1950) with full reorthogonalisation, one level
 * after the other in the complement of those before, so that degenerate ones are not missed.
 *
 * @throws RangeError for fewer levels than 1 or more than the dimension, an unknown option; Error if a level does not
 * converge within 400 vectors
 * @example
 * const { energies } = spectrum(transverseIsing(problem, 1), { levels: 2 })
 * energies[1] - energies[0]   // the gap
 */
export function spectrum(operator: Operator, options: SpectrumOptions = {}): Spectrum {
  refuseUnknown('spectrum', options, ['levels', 'tolerance'])
  const { levels = Math.min(2, operator.dimension), tolerance = 1e-9 } = options
  check(
    Number.isInteger(levels) && levels > 0 && levels <= operator.dimension,
    `spectrum: levels must be a whole number of 1 to ${operator.dimension}, got ${levels}`,
  )
  check(tolerance > 0, `spectrum: tolerance must be above 0, got ${tolerance}`)
  const states: Float64Array[] = []
  const energies: number[] = []
  for (let level = 0; level < levels; level++) {
    const { energy, state } = lowest(operator, states, tolerance)
    energies.push(energy)
    states.push(state)
  }
  const order = energies.map((_, k) => k).sort((a, b) => energies[a] - energies[b])
  return { energies: Float64Array.from(order, k => energies[k]), states: order.map(k => states[k]) }
}

/** The lowest level orthogonal to states that are known. */
function lowest(
  operator: Operator,
  known: readonly Float64Array[],
  tolerance: number,
): { energy: number; state: Float64Array } {
  const { dimension } = operator
  const random = philox(0, 'lanczos', known.length)
  const start = Float64Array.from({ length: dimension }, () => random.normal())
  const basis: Float64Array[] = []
  const alpha: number[] = []
  const beta: number[] = []
  let next = start
  const most = Math.min(dimension - known.length, longest)
  let look = Math.min(12, most)
  for (;;) {
    const length = orthogonalized(next, known, basis)
    if (basis.length > 0) beta.push(length)
    const scale = alpha.reduce((m, a) => Math.max(m, Math.abs(a)), 1)
    const exhausted = basis.length === most || (basis.length > 0 && length < 1e-13 * scale)
    if (basis.length === look || exhausted) {
      const { energy, y } = ritz(alpha, beta)
      const residual = exhausted && basis.length < longest ? 0 : length * Math.abs(y[y.length - 1])
      if (residual <= tolerance * scale) {
        const state = new Float64Array(dimension)
        basis.forEach((v, j) => {
          addScaled(state, y[j], v)
        })
        normalize(state)
        return { energy, state: turned(state) }
      }
      if (exhausted)
        throw new Error(
          `spectrum: level ${known.length} has not converged within ${longest} vectors (residual ${residual.toExponential(1)}); ask for a larger tolerance`,
        )
      look = Math.min(most, Math.ceil(1.4 * look))
    }
    basis.push(next)
    const product = new Float64Array(dimension)
    operator.apply(next, product)
    alpha.push(dot(next, product))
    next = product
  }
}

/**
 * Takes out of a vector what lies in others, and scales it to length 1; returns the length that was left. A second pass
 * where much was taken out: twice is enough (Parlett 1980).
 */
function orthogonalized(v: Float64Array, known: readonly Float64Array[], basis: readonly Float64Array[]): number {
  // The last two first, where nearly all of it is: then one pass does for the rest.
  for (const u of basis.slice(-2)) addScaled(v, -dot(u, v), u)
  for (let before = Math.sqrt(dot(v, v)); ;) {
    for (const set of [known, basis]) for (const u of set) addScaled(v, -dot(u, v), u)
    const after = Math.sqrt(dot(v, v))
    if (after > 0.7 * before || after === 0) break
    before = after
  }
  return normalize(v)
}

/** The lowest level of the tridiagonal matrix, and its vector. */
function ritz(alpha: readonly number[], beta: readonly number[]): { energy: number; y: number[] } {
  const m = alpha.length
  const T = Matrix.zeros(m, m)
  for (let j = 0; j < m; j++) {
    T.set(j, j, alpha[j])
    if (j > 0) {
      T.set(j, j - 1, beta[j - 1])
      T.set(j - 1, j, beta[j - 1])
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(T, { assumeSymmetric: true })
  const least = realEigenvalues.reduce((best, value, j) => (value < realEigenvalues[best] ? j : best), 0)
  return { energy: realEigenvalues[least], y: eigenvectorMatrix.getColumn(least) }
}

/** The sign of a state means nothing: its sum is made positive. */
function turned(state: Float64Array): Float64Array {
  const sum = state.reduce((a, b) => a + b, 0)
  return sum < 0 ? state.map(x => -x) : state
}
