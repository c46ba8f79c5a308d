import type { Spins } from '../../ising/index.js'

/** How replicas move; see {@link simulatedQuantumAnnealing}. */
export type Move = 'local' | 'cluster' | 'global'

/** The strengths of one sweep: `b` = β / P, times the scale of the problem, and the slice coupling K. */
export interface Strengths {
  readonly b: number
  readonly coupling: number
}

/** Replicas of a problem, coupled in a ring of imaginary time. */
export interface Worldlines {
  /** One sweep of every move at each of the strengths, in order. */
  sweep(strengths: readonly Strengths[]): void | Promise<void>
  /** Makes anew what has drifted, where anything does. */
  refresh(): void
  /** Energies of the slices. */
  readonly energies: Float64Array
  /** A copy of slice k. */
  slice(k: number): Spins
  /** How many of the n × P bonds between neighbouring slices join equal spins. */
  equalBonds(): number
  /** Lets another read have its memory. */
  end?(): void
}

/** Where worldlines of a problem are begun. */
export interface WorldlinesOf {
  /** Sweeps that are done at once where nobody looks at each. */
  readonly batch: number
  /** Worldlines that start from one random configuration a slice, or from the same one in all. */
  start(random: Uint32Array, start?: Spins): Worldlines | Promise<Worldlines>
  close?(): void | Promise<void>
  /** What should be known of where it computes. */
  readonly notes?: readonly string[]
}
