import type { Expression } from './expression.js'

/**
 * One step of a model's equations, written out: what the engines compute.
 *
 * Expressions mention the model's names (variables mean their values at the start of the step), the constants, the
 * locals before them, and the noises, which stand here for independent normal numbers of variance 1.
 */
export interface Integration {
  /** Numbers that depend on parameters and dt alone, computed once, in groups. */
  readonly constants: readonly Constants[]
  /** The step of a neuron that is not refractory. */
  readonly free: Update
  /** The step of one that is; equal to `free` where nothing is frozen. */
  readonly held: Update
}

export interface Constants {
  readonly names: readonly string[]
  /** Values in the order of the names, from those of the parameters of one neuron. */
  values(parameter: (name: string) => number): readonly number[]
}

export interface Update {
  /** Intermediate values, in order; a name is bound once. */
  readonly locals: readonly { readonly name: string; readonly value: Expression }[]
  /** The new value of each variable that changes. */
  readonly next: Readonly<Record<string, Expression>>
}
