import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix'
import { check } from '../../sdk/check.js'

/** The state of a part of a group: a Hermitian matrix of trace 1, row by row. Bit k of an index is the part's k-th weight. */
export interface DensityMatrix {
  /** Rows and columns: 2 to the number of weights. */
  readonly size: number
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Its eigenvalues, ascending: the probabilities of what it is a mixture of. */
export function spectrum({ size, re, im }: DensityMatrix): Float64Array {
  const real = im.every(x => x === 0)
  const matrix = real ? square(re, size) : asReal({ size, re, im })
  const values = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues
  values.sort((a, b) => a - b)
  return Float64Array.from(real ? values : values.filter((_, k) => k % 2 === 0))
}

/** Entropy of probabilities in nats, `-sum p ln p`; what rounding made negative counts as 0. */
export function shannonEntropy(probabilities: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < probabilities.length; k++) {
    const p = probabilities[k]
    if (p > 0) sum -= p * Math.log(p)
  }
  return sum
}

/**
 * Entropy of a state, `-tr rho ln rho`, in nats (von Neumann 1932): of a part of a pure state, how much it is entangled
 * with the rest. 0 for a pure state, ln 2 for half of a Bell pair. QuTiP has it as `entropy_vn`.
 */
export function vonNeumannEntropy(rho: DensityMatrix): number {
  return shannonEntropy(spectrum(rho))
}

/**
 * Entanglement of two weights, 0 (none) to 1 (a Bell pair): `max(0, l1 - l2 - l3 - l4)`, with `l` the roots of the
 * eigenvalues of `rho (Y x Y) rho* (Y x Y)` (Wootters 1998, Phys Rev Lett 80:2245). QuTiP has it as `concurrence`.
 *
 * @throws RangeError unless the state is that of two weights
 */
export function concurrence(rho: DensityMatrix): number {
  check(
    rho.size === 4,
    `concurrence: expected the state of two weights, a matrix of 4 x 4; got ${rho.size} x ${rho.size}`,
  )
  // The same numbers as singular values of sqrt(rho) (Y x Y) sqrt(rho)*, which lose no digits to a root.
  const { eigenvectorMatrix: V, realEigenvalues } = new EigenvalueDecomposition(asReal(rho), { assumeSymmetric: true })
  const roots = Matrix.diag(realEigenvalues.map(p => Math.sqrt(Math.max(0, p))))
  const root = V.mmul(roots).mmul(V.transpose())
  const conjugate = root.clone()
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      conjugate.set(i, 4 + j, -root.get(i, 4 + j))
      conjugate.set(4 + i, j, -root.get(4 + i, j))
    }
  }
  const flip = Matrix.zeros(8, 8)
  for (const at of [0, 4]) {
    for (const [i, j, value] of [
      [0, 3, -1],
      [1, 2, 1],
      [2, 1, 1],
      [3, 0, -1],
    ])
      flip.set(at + i, at + j, value)
  }
  const values = new SingularValueDecomposition(root.mmul(flip).mmul(conjugate)).diagonal
  values.sort((a, b) => b - a)
  return Math.max(0, values[0] - values[2] - values[4] - values[6])
}

/** Numbers far below rounding count as 0: ml-matrix runs out of its arrays on some that nearly underflow. */
export const solid = (x: number): number => (Math.abs(x) < 1e-60 ? 0 : x)

/** `[[A, -B], [B, A]]` for `A + iB`: every eigenvalue twice. */
function asReal({ size, re, im }: DensityMatrix): Matrix {
  const matrix = Matrix.zeros(2 * size, 2 * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [a, b] = [solid(re[i * size + j]), solid(im[i * size + j])]
      matrix.set(i, j, a)
      matrix.set(size + i, size + j, a)
      matrix.set(size + i, j, b)
      matrix.set(i, size + j, -b)
    }
  }
  return matrix
}

const square = (values: Float64Array, size: number): Matrix => Matrix.from1DArray(size, size, values.map(solid))
