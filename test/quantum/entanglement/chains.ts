import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import type { Term } from '../../../quantum/entanglement/index.js'

/** The energy of a chain of spins that want to be equal, J = 1. */
export const openChain = (n: number): Term[] =>
  Array.from({ length: n - 1 }, (_, i) => ({ weight: -1, spins: [i, i + 1] }))

/** The same, closed to a ring. */
export const ring = (n: number): Term[] => [...openChain(n), { weight: -1, spins: [0, n - 1] }]

export const half = (n: number): number[] => Array.from({ length: n / 2 }, (_, i) => i)

/**
 * The open chain in a transverse field, by free fermions (Pfeuty 1970; entropy of a block from its correlation matrix:
 * Vidal, Latorre, Rico & Kitaev 2003, Phys Rev Lett 90:227902).
 */
export function freeFermions(n: number, field: number, block: number): { energy: number; entropy: number } {
  const bidiagonal = Matrix.diag(new Array<number>(n).fill(field))
  for (let i = 0; i < n - 1; i++) bidiagonal.set(i, i + 1, 1)
  const { leftSingularVectors: U, rightSingularVectors: V, diagonal } = new SingularValueDecomposition(bidiagonal)
  const correlations = U.mmul(V.transpose()).subMatrix(0, block - 1, 0, block - 1)
  const mixed = (p: number) => (p > 0 ? -p * Math.log(p) : 0)
  return {
    energy: -diagonal.reduce((sum, s) => sum + s, 0),
    entropy: new SingularValueDecomposition(correlations).diagonal.reduce(
      (sum, v) => sum + mixed((1 + v) / 2) + mixed((1 - v) / 2),
      0,
    ),
  }
}
