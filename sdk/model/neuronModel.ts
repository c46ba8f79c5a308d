import type { Expression } from './expression.js'
import type { Assignment, Equation } from './parse.js'

/**
 * What a neuron is: the checked equations of a cell, as plain data that can be stored, hashed and sent to a worker.
 * Made by {@link neuron}; run by the engines.
 */
export interface NeuronModel {
  readonly name: string
  /** One first-order equation a variable, in the order written. */
  readonly equations: readonly Equation[]
  /** Condition of a spike, tested after integration. */
  readonly threshold: Expression
  /** What a spike does to the variables, in order. */
  readonly reset: readonly Assignment[]
  /** One number for all neurons, or one for each. */
  readonly parameters: Readonly<Record<string, number | Float64Array>>
  /** Variables at the start: an expression of parameters and of variables before it, or one value for each neuron. */
  readonly initial: Readonly<Record<string, Expression | Float64Array>>
  /** Length of the refractory period, in ms. */
  readonly refractory: number
  /** Variables that do not change while refractory. */
  readonly frozen: readonly string[]
  /** Whether the equations mention `I`, the input current, which is no variable and no parameter. */
  readonly takesCurrent: boolean
  /** How the equations are integrated. */
  readonly method: 'euler'
  /** The texts as given, for display. */
  readonly text: { readonly equations: string; readonly threshold: string; readonly reset: string }
}

/** Names of a model's state variables, in the order of its equations. */
export const variablesOf = (model: NeuronModel): string[] => model.equations.map(({ variable }) => variable)
