import type { Problem, Spins } from '../ising/index.js'

/** Energies of one read, sweep by sweep. */
export interface Trace {
  /** Replicas: 1, or the slices of a path integral. */
  readonly slices: number
  /** Energies after each sweep: sweeps × slices. */
  readonly energies: Float64Array
  /**
   * Sweeps, counted from 1, in which the read came to a new lowest energy although the best configuration before was a
   * local minimum: from there every single flip costs energy, so that it got out over a barrier, or through it.
   */
  readonly escapes: readonly number[]
}

/** Whether no single flip lowers the energy. */
export function isLocalMinimum(problem: Problem, state: Spins): boolean {
  const walker = problem.walker(state)
  for (let i = 0; i < problem.n; i++) if (walker.delta(i) < 0) return false
  return true
}
