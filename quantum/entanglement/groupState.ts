import type { DensityMatrix } from './densityMatrix.js'
import type { GroupObjective } from './objective.js'

/** A joint state of two-level weights in one of its forms: what {@link entangle} builds on. */
export interface GroupState {
  readonly n: number
  /** Mean of each spin, -1..1. */
  means(): Float64Array
  /** One step of the amplitude rule: `psi <- e^(-rate U / 2) psi`, then every bit hops with `rate * field`. */
  learn(objective: GroupObjective, rate: number, field: number): void
  /** `e^(-H time) psi` for `H = U - field sum X`, normalised. */
  cool(objective: GroupObjective, field: number, time: number, dt: number): void
  /** `<psi| U - field sum X |psi>`. */
  energy(objective: GroupObjective, field: number): number
  /** The state of a few weights, in the order they are named. */
  reduced(part: readonly number[]): DensityMatrix
  /** Squares of the Schmidt values between the first `cut` weights and the others, descending. */
  schmidt(cut: number): Float64Array
  /** Measures one weight by Born's rule; the others follow. */
  measure(i: number, uniform: () => number): 1 | -1
  /** The likeliest configuration, or a likely one where there are too many to look at all. */
  likeliest(): Int8Array
}
