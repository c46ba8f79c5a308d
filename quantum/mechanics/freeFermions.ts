import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { tridiagonalEigenvalues } from './tridiagonal.js'

export interface IsingChainOptions {
  /** Number of spins, 2 or more. */
  readonly n: number
  /** Transverse field Γ. */
  readonly field: number
  /** Coupling J of neighbours, above 0; default 1. */
  readonly coupling?: number
  /** Whether the last spin is coupled to the first; default false. */
  readonly ring?: boolean
}

/** The chain in a transverse field, solved. */
export interface IsingChain {
  /** Energy of the ground state. */
  readonly energy: number
  /** From the ground state to the first excited one. */
  readonly gap: number
  /** Whether the gap is so small that rounding decides its digits: then it is this small or smaller. */
  readonly gapBelowRounding: boolean
  /** <σˣ> of the ground state, averaged over the spins; of an open chain in a time that grows with the cube of n. */
  readonly transverse: number
}

/**
 * The Ising chain in a transverse field, `H = -J Σ s_i s_{i+1} - Γ Σσˣ`, at any length, by free fermions
 * (Pfeuty 1970). Open: `E0 = -Σσ` and gap `2 σ_min`, of the singular values σ of the bidiagonal matrix with Γ on its
 * diagonal and J beside it. Ring: `E0 = -Σ_k ω_k`, `ω_k = √(J² + Γ² - 2JΓ cos k)`, k = (2j + 1)π / n, and the lowest
 * state of the other parity, with k = 2πj / n.
 *
 * @throws RangeError for fewer than 2 spins, a coupling that is not above 0, a negative field, an unknown option
 * @example
 * isingChain({ n: 64, field: 1 }).gap
 */
export function isingChain(options: IsingChainOptions): IsingChain {
  refuseUnknown('isingChain', options, ['n', 'field', 'coupling', 'ring'])
  const { n, field, coupling = 1, ring = false } = options
  check(Number.isInteger(n) && n >= 2, `isingChain: n must be a whole number of 2 or more, got ${n}`)
  check(Number.isFinite(field) && field >= 0, `isingChain: field must be finite and 0 or more, got ${field}`)
  check(
    Number.isFinite(coupling) && coupling > 0,
    `isingChain: coupling must be finite and above 0, got ${coupling}; where n is even, its sign does not matter`,
  )
  return ring ? closed(n, field, coupling) : open(n, field, coupling)
}

function open(n: number, field: number, coupling: number): IsingChain {
  // ± the singular values are the eigenvalues of a tridiagonal matrix without a diagonal (Golub & Kahan 1965).
  const beside = Float64Array.from({ length: 2 * n - 1 }, (_, k) => (k % 2 === 0 ? field : coupling))
  const all = tridiagonalEigenvalues(new Float64Array(2 * n), beside)
  const values = all.subarray(n)
  const rounding = 2 ** -52 * n * values[n - 1]
  const least = Math.max(0, values[0])
  return {
    energy: -values.reduce((a, b) => a + b, 0),
    gap: 2 * Math.max(least, least < rounding ? rounding : 0),
    gapBelowRounding: least < rounding,
    get transverse() {
      return openTransverse(n, field, coupling)
    },
  }
}

/** `dσ/dΓ = u·v`, summed over the singular values. */
function openTransverse(n: number, field: number, coupling: number): number {
  const matrix = Matrix.zeros(n, n)
  for (let i = 0; i < n; i++) {
    matrix.set(i, i, field)
    if (i > 0) matrix.set(i, i - 1, coupling)
  }
  const { leftSingularVectors: u, rightSingularVectors: v } = new SingularValueDecomposition(matrix)
  let sum = 0
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) sum += u.get(i, k) * v.get(i, k)
  return sum / n
}

function closed(n: number, field: number, coupling: number): IsingChain {
  const omega = (k: number) => Math.sqrt(coupling ** 2 + field ** 2 - 2 * coupling * field * Math.cos(k))
  let [energy, other, slope] = [0, field - coupling, 0]
  for (let j = 0; j < n; j++) {
    const k = ((2 * j + 1) * Math.PI) / n
    energy -= omega(k)
    if (omega(k) > 0) slope += (field - coupling * Math.cos(k)) / omega(k)
    if (j > 0) other -= omega((2 * j * Math.PI) / n)
  }
  const gap = other - energy
  const rounding = 2 ** -52 * n * Math.abs(energy)
  return {
    energy,
    gap: Math.max(gap, gap < rounding ? rounding : 0),
    gapBelowRounding: gap < rounding,
    transverse: slope / n,
  }
}
