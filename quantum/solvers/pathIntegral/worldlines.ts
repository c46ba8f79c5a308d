import type { Spins } from '../../ising/index.js'

/** How replicas move; see {@link simulatedQuantumAnnealing}. */
export type Move = 'local' | 'cluster' | 'global'

/** Replicas of a problem, coupled in a ring of imaginary time. */
export interface Worldlines {
  /** One sweep of a move at `b` = β / P and slice coupling K. */
  sweep(move: Move, b: number, coupling: number): void
  /** Makes anew what has drifted, where anything does. */
  refresh(): void
  /** Energies of the slices. */
  readonly energies: Float64Array
  /** A copy of slice k. */
  slice(k: number): Spins
  /** How many of the n × P bonds between neighbouring slices join equal spins. */
  equalBonds(): number
}
