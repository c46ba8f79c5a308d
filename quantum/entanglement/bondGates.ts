import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { check } from '../../sdk/check.js'
import type { Term } from './objective.js'

/**
 * A chain's energy bond by bond: 4 x 4 matrices `h_i` of neighbours `i` and `i + 1` (rows and columns `2 bit_i + bit_i+1`,
 * bit 0 being up), whose sum is `sum of terms - field sum X`. What belongs to one weight is shared by its bonds.
 *
 * @throws RangeError for a term of more than two spins, or of two that are no neighbours
 */
export function bondEnergies(n: number, terms: readonly Term[], field: number, where: string): Float64Array[] {
  const [single, pair] = [new Float64Array(n), new Float64Array(n - 1)]
  for (const { weight, spins } of terms) {
    const [i, j] = [Math.min(...spins), Math.max(...spins)]
    check(
      spins.length >= 1 && spins.length <= 2 && j - i === spins.length - 1,
      `${where}: method "mps" takes spins and neighbours on its chain, not the product of spins ${spins.join(' ')}; use "exact"`,
    )
    if (i === j) single[i] += weight
    else pair[i] += weight
  }
  return Array.from(pair, (J, i) => {
    const h = new Float64Array(16)
    const [shareI, shareJ] = [i === 0 ? 1 : 0.5, i + 1 === n - 1 ? 1 : 0.5]
    for (let p = 0; p < 4; p++) {
      const [s, t] = [p & 2 ? -1 : 1, p & 1 ? -1 : 1]
      h[5 * p] = J * s * t + shareI * single[i] * s + shareJ * single[i + 1] * t
      h[4 * p + (p ^ 2)] -= shareI * field
      h[4 * p + (p ^ 1)] -= shareJ * field
    }
    return h
  })
}

/** `e^(-step h)` of a symmetric matrix of 4 x 4. */
export function gateOf(h: Float64Array, step: number): Float64Array {
  const matrix = Matrix.from1DArray(4, 4, h)
  const { eigenvectorMatrix: V, realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true })
  const factors = Matrix.diag(realEigenvalues.map(e => Math.exp(-step * e)))
  return Float64Array.from(V.mmul(factors).mmul(V.transpose()).to1DArray())
}
