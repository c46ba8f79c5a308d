import { identity, multiply, type Matrix } from '../matrix.js'

/**
 * The exponential of a matrix, by scaling, a Taylor series and squaring (Moler & Van Loan 2003, SIAM Review 45:3,
 * method 3), to rounding for the small matrices of neurons. Of a matrix that is not finite it is NaN.
 *
 * @example
 * matrixExponential([[0, 1], [0, 0]])   // [[1, 1], [0, 1]]
 */
export function matrixExponential(matrix: Matrix): number[][] {
  const n = matrix.length
  const norm = Math.max(0, ...matrix.map(row => row.reduce((sum, x) => sum + Math.abs(x), 0)))
  // Endless halving would not make infinity small.
  if (!Number.isFinite(norm)) return matrix.map(row => row.map(() => NaN))
  const halvings = norm > 0.5 ? Math.ceil(Math.log2(norm / 0.5)) : 0
  const scaled = matrix.map(row => row.map(x => x * 2 ** -halvings))
  // Horner: below a norm of 1/2 the twentieth term is under 1e-24.
  let result = identity(n)
  for (let k = 20; k > 0; k--) {
    const next = multiply(scaled, result)
    result = next.map((row, i) => row.map((x, j) => x / k + (i === j ? 1 : 0)))
  }
  for (let k = 0; k < halvings; k++) result = multiply(result, result)
  return result
}
