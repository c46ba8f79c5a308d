import type { Spins } from '../../ising/index.js'

/** The strengths of one step. */
export interface BifurcationStep {
  /** What the pump still lacks, 1 - a. */
  readonly slack: number
  /** What the couplings are multiplied by. */
  readonly strength: number
  /** Length of the step. */
  readonly dt: number
}

/** Oscillators of one read, whose signs are the spins. */
export interface Oscillators {
  step(steps: readonly BifurcationStep[]): void | Promise<void>
  /** Energy of the signs. */
  readonly energy: number
  /** A copy of the signs. */
  signs(): Spins
  /** Copies of the positions and velocities. */
  positions(): Float32Array
  velocities(): Float32Array
  /** Lets another read have its memory. */
  end?(): void
}

/** Where oscillators of a problem are begun. */
export interface OscillatorsOf {
  /** Steps that are done at once where nobody looks at each. */
  readonly batch: number
  start(random: Uint32Array): Oscillators | Promise<Oscillators>
  close?(): void | Promise<void>
  /** What should be known of where it computes. */
  readonly notes?: readonly string[]
}
