import type { Problem, Spins } from '../ising/index.js'
import type { Stream } from './stream.js'

/** A way of looking for low energies, with its settings: what `simulatedAnnealing()` and its kind return. */
export interface Solver {
  readonly name: string
  /**
   * Checks that it can solve a problem and makes ready what all reads share.
   *
   * @throws RangeError naming what the problem or the machine lacks
   */
  prepare(problem: Problem): Prepared
}

/** A solver that is ready for one problem. */
export interface Prepared {
  /** Sweeps of one read. */
  readonly sweeps: number
  /** Spin updates of one sweep, those of all replicas counted. */
  readonly updates: number
  /** What was changed in the settings and should be known, such as a field that was clamped. */
  readonly notes?: readonly string[]
  /** The same in every read: one is enough. */
  readonly deterministic?: boolean
  /** Sweeps that {@link Run.sweep} is best asked for at once, where nobody looks at each; default 1. */
  readonly batch?: number
  start(random: Stream): Run | Promise<Run>
  /** Frees what all reads shared. */
  close?(): void | Promise<void>
}

/** One read on its way. */
export interface Run {
  /** Sweep number s, from 0, and those after it, `count` in all; default 1, and never more than the `batch`. */
  sweep(s: number, count?: number): void | Promise<void>
  /** The lowest energy among its replicas after the last sweep; to about six digits. */
  readonly energy: number
  /** A copy of the configuration that has it. */
  state(): Spins
  /** Energies of all replicas, where there are several. */
  readonly energies?: ArrayLike<number>
  /** Lets another read have its memory. */
  end?(): void
}
