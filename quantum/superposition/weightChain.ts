import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { check } from '../../sdk/check.js'
import { levelValues } from './levels.js'

/** A potential over the values of the levels, from -1 to 1. */
export type Potential = (value: number) => number

/** One weight as a particle on the chain of its levels. */
export interface WeightChain {
  readonly values: Float64Array
  /** The potential at each level. */
  readonly potential: Float64Array
  /** Hopping between neighbours, Gamma. */
  readonly field: number
  /** All energies, ascending. */
  readonly energies: Float64Array
  /** The state of each energy: real amplitudes of norm 1, the largest positive. */
  readonly states: readonly Float64Array[]
}

/**
 * Energies and states of one weight, `H = diag(U) + Gamma Lap`, `(Lap psi)_k = sum over neighbours (psi_k - psi_k')`, by
 * diagonalisation.
 *
 * @param options.levels 2, 4, 8 or 16
 * @param options.potential of the value of a level
 * @param options.field Gamma, 0 or more
 * @throws RangeError if there is another number of levels, if the potential is not finite, or the field is negative
 * @example
 * const { energies } = weightChain({ levels: 16, potential: v => 8 * (v * v - 0.36) ** 2, field: 0.5 })
 * energies[1] - energies[0]   // .000874, split by tunnelling
 */
export function weightChain(options: { levels: number; potential: Potential; field: number }): WeightChain {
  const { field } = options
  const values = levelValues(options.levels, 'weightChain')
  const potential = potentialAt(values, options.potential, 'weightChain')
  check(field >= 0 && field < Infinity, `weightChain: field must be 0 or more, got ${field}`)
  const levels = values.length
  const hamiltonian = Matrix.zeros(levels, levels)
  for (let k = 0; k < levels; k++) {
    const neighbours = (k > 0 ? 1 : 0) + (k < levels - 1 ? 1 : 0)
    hamiltonian.set(k, k, potential[k] + field * neighbours)
    if (k > 0) {
      hamiltonian.set(k, k - 1, -field)
      hamiltonian.set(k - 1, k, -field)
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(hamiltonian, { assumeSymmetric: true })
  const order = realEigenvalues.map((_, j) => j).sort((a, b) => realEigenvalues[a] - realEigenvalues[b])
  return {
    values,
    potential,
    field,
    energies: Float64Array.from(order, j => realEigenvalues[j]),
    states: order.map(j => positive(Float64Array.from(eigenvectorMatrix.getColumn(j)))),
  }
}

/** The potential at each level, all of them finite. */
export function potentialAt(values: Float64Array, potential: Potential, where: string): Float64Array {
  const found = values.map(v => potential(v))
  const bad = found.findIndex(u => !Number.isFinite(u))
  check(bad < 0, `${where}: the potential at ${values[bad]} is ${found[bad]}; it must be finite`)
  return found
}

function positive(state: Float64Array): Float64Array {
  const largest = state.reduce((most, a) => (Math.abs(a) > Math.abs(most) ? a : most), 0)
  return largest < 0 ? state.map(a => -a) : state
}
