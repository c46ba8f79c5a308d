import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { solid } from './densityMatrix.js'

/**
 * The tensors of a matrix product state of two-level weights, real: tensor `i` has the amplitudes of weight `i` between
 * a bond to its left and one to its right, at `(left * 2 + bit) * rightSize + right`.
 *
 * All left of the centre are isometries from the left, all right of it from the right, so that the centre alone holds
 * the norm (mixed canonical form: Schollwock 2011, Ann Phys 326:96, section 4).
 */
export interface SiteTensors {
  readonly sites: Float64Array[]
  /** Sizes of the bonds: `bonds[i]` left of weight i; `bonds[0]` and the last are 1. */
  readonly bonds: number[]
  centre: number
}

/** What was cut away, and what was kept. */
export interface Split {
  /** Squares of the Schmidt values that were kept, descending; of sum 1. */
  readonly kept: Float64Array
  /** Sum of the squares of those that were not. */
  readonly discarded: number
}

/** Each weight on its own with these real amplitudes of up and down, one pair a weight. */
export function productTensors(pairs: readonly (readonly [number, number])[]): SiteTensors {
  return { sites: pairs.map(pair => Float64Array.from(pair)), bonds: pairs.map(() => 1).concat(1), centre: 0 }
}

/** Tensors `i` and `i + 1` as one, `(left, bit_i, bit_i+1, right)`. */
export function pairAt({ sites, bonds }: SiteTensors, i: number): Float64Array {
  const [left, middle, right] = [bonds[i], bonds[i + 1], bonds[i + 2]]
  const [a, b] = [sites[i], sites[i + 1]]
  const theta = new Float64Array(left * 4 * right)
  for (let row = 0; row < 2 * left; row++) {
    for (let m = 0; m < middle; m++) {
      const factor = a[row * middle + m]
      if (factor === 0) continue
      const [from, to] = [m * 2 * right, row * 2 * right]
      for (let k = 0; k < 2 * right; k++) theta[to + k] += factor * b[from + k]
    }
  }
  return theta
}

/** Puts `gate` (4 x 4, rows and columns `2 bit_i + bit_i+1`) on a pair. */
export function gated(theta: Float64Array, gate: Float64Array, right: number): Float64Array {
  const out = new Float64Array(theta.length)
  for (let from = 0; from < theta.length; from += 4 * right) {
    for (let p = 0; p < 4; p++) {
      for (let q = 0; q < 4; q++) {
        const factor = gate[4 * p + q]
        for (let r = 0; r < right; r++) out[from + p * right + r] += factor * theta[from + q * right + r]
      }
    }
  }
  return out
}

/** Schmidt values below this share of the norm are rounding. */
const least = 1e-14

/**
 * Splits a pair back into tensors `i` and `i + 1`, keeping the largest Schmidt values, and moves the centre to one of
 * them. The state is normalised.
 *
 * @param bond how many Schmidt values are kept at most
 */
export function splitPair(state: SiteTensors, i: number, theta: Float64Array, bond: number, centre: number): Split {
  const [left, right] = [state.bonds[i], state.bonds[i + 2]]
  const [rows, columns] = [2 * left, 2 * right]
  const decomposition = new SingularValueDecomposition(Matrix.from1DArray(rows, columns, theta.map(solid)), {
    autoTranspose: true,
  })
  const { leftSingularVectors: U, rightSingularVectors: V, diagonal } = decomposition
  const squares = diagonal.map(s => s * s)
  const norm = squares.reduce((sum, s) => sum + s, 0)
  const count = Math.max(1, Math.min(bond, squares.filter(s => s > least * norm).length))
  const weight = squares.slice(0, count).reduce((sum, s) => sum + s, 0)
  const values = diagonal.slice(0, count).map(s => s / Math.sqrt(weight))

  const [a, b] = [new Float64Array(rows * count), new Float64Array(count * columns)]
  for (let m = 0; m < count; m++) {
    const [before, after] = centre === i ? [values[m], 1] : [1, values[m]]
    for (let row = 0; row < rows; row++) a[row * count + m] = before * U.get(row, m)
    for (let column = 0; column < columns; column++) b[m * columns + column] = after * V.get(column, m)
  }
  state.sites[i] = a
  state.sites[i + 1] = b
  state.bonds[i + 1] = count
  state.centre = centre
  return { kept: Float64Array.from(values, s => s * s), discarded: (norm - weight) / norm }
}

/** Moves the centre, without loss. */
export function moveCentre(state: SiteTensors, to: number): void {
  while (state.centre < to) splitPair(state, state.centre, pairAt(state, state.centre), Infinity, state.centre + 1)
  while (state.centre > to)
    splitPair(state, state.centre - 1, pairAt(state, state.centre - 1), Infinity, state.centre - 1)
}
