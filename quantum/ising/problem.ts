import type { Spins } from './spins.js'

/**
 * A function of n spins to be minimised, quadratic or not. Every solver takes it; some ask for more (bifurcation for
 * couplings, SBPI for patterns) and say so.
 */
export interface Problem {
  /** What it is, for tables and errors: `ising`, `perceptron`, ... */
  readonly kind: string
  /** Number of spins. */
  readonly n: number
  /** The energy of a configuration. */
  energy(state: ArrayLike<number>): number
  /** A configuration that can be changed spin by spin, starting from a copy of `state`. */
  walker(state: Spins): Walker
}

/** One configuration on its way, with whatever makes the next flip cheap. */
export interface Walker {
  readonly state: Spins
  readonly energy: number
  /** How much the energy would rise if spin i were flipped. */
  delta(i: number): number
  flip(i: number): void
}
