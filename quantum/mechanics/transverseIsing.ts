import { check } from '../../sdk/check.js'
import type { Problem } from '../ising/index.js'
import type { Operator } from './operator.js'

/** What a state vector can hold. */
const most = 16

/** `H = H_c - Γ Σσˣ` on all 2ⁿ configurations, in the order of {@link spins}. */
export interface TransverseIsing extends Operator {
  readonly n: number
  /** Γ. */
  readonly field: number
  /** The classical energies: the diagonal. */
  readonly energies: Float64Array
}

/**
 * A problem in a transverse field, `H = H_c - Γ Σσˣ`, without a matrix: 2ⁿ classical energies, and flips.
 *
 * @throws RangeError for more than 16 spins, with the memory that a state would take; for a field that is not finite
 * @example
 * const { energies } = spectrum(transverseIsing(problem, 1))
 */
export function transverseIsing(problem: Problem, field: number): TransverseIsing {
  check(Number.isFinite(field), `transverseIsing: field must be finite, got ${field}`)
  const energies = classicalEnergies('transverseIsing', problem)
  return {
    n: problem.n,
    dimension: energies.length,
    field,
    energies,
    apply(vector, out) {
      for (let b = 0; b < out.length; b++) out[b] = energies[b] * vector[b]
      addFlips(problem.n, -field, vector, out)
    },
  }
}

/** The classical energy as an operator. */
export function diagonal(energies: Float64Array): Operator {
  return {
    dimension: energies.length,
    apply(vector, out) {
      for (let b = 0; b < out.length; b++) out[b] = energies[b] * vector[b]
    },
  }
}

/** `-Σσˣ`, which wants every spin in both directions at once. */
export function transverse(n: number): Operator {
  return {
    dimension: 2 ** n,
    apply(vector, out) {
      out.fill(0)
      addFlips(n, -1, vector, out)
    },
  }
}

/** Adds `c Σ_i ψ(b with bit i flipped)`. */
function addFlips(n: number, c: number, vector: Float64Array, out: Float64Array): void {
  const size = 2 ** n
  for (let bit = 1; bit < size; bit *= 2)
    for (let block = 0; block < size; block += 2 * bit)
      for (let b = block; b < block + bit; b++) {
        out[b] += c * vector[b + bit]
        out[b + bit] += c * vector[b]
      }
}

const known = new WeakMap<Problem, Float64Array>()

/** The energies of all configurations, in the order of a Gray code, put in their places. */
export function classicalEnergies(where: string, problem: Problem): Float64Array {
  const { n } = problem
  check(
    n <= most,
    () =>
      `${where}: a state of ${n} spins has 2^${n} amplitudes, ${memory(8 * 2 ** n)} each vector; it takes up to ${most} spins`,
  )
  let energies = known.get(problem)
  if (!energies) {
    energies = new Float64Array(2 ** n)
    const walker = problem.walker(new Int8Array(n).fill(1))
    energies[0] = walker.energy
    for (let k = 1; k < energies.length; k++) {
      walker.flip(31 - Math.clz32(k & -k))
      energies[k ^ (k >>> 1)] = walker.energy
    }
    known.set(problem, energies)
  }
  return energies
}

/** `1.1 GB`. */
function memory(bytes: number): string {
  if (bytes < 1e9) return `${(bytes / 1e6).toPrecision(2)} MB`
  return bytes < 1e12 ? `${(bytes / 1e9).toPrecision(2)} GB` : `${(bytes / 1e12).toPrecision(2)} TB`
}
