import type { Expression } from './expression.js'
import type { Assignment, Equation } from './parse.js'

/**
 * What a neuron is: the checked equations of a cell, as plain data that can be stored, hashed and sent to a worker.
 * Made by {@link neuron}; run by the engines.
 *
 * Expressions mention variables, parameters, `I` (the input current), `t` and `dt` (ms), and the names of the noises.
 */
export interface NeuronModel {
  readonly name: string
  /** One first-order equation a variable, in the order written; intermediate lines are put in. */
  readonly equations: readonly Equation[]
  /** Intermediate lines among the equations, written out in variables, parameters and noises; default none. */
  readonly lines?: Readonly<Record<string, Expression>>
  /** What can happen to the neuron, in the order of the tests. The one named `spike` is what projections transmit. */
  readonly events: readonly ModelEvent[]
  /** One number for all neurons, or one for each. */
  readonly parameters: Readonly<Record<string, number | Float64Array>>
  /** Variables at the start: an expression of parameters and of variables before it, or one value for each neuron. */
  readonly initial: Readonly<Record<string, Expression | Float64Array>>
  /** Length of the refractory period in ms, or the condition that prolongs it, tested at the start of a step. */
  readonly refractory: number | Expression
  /** Variables that do not change while refractory. */
  readonly frozen: readonly string[]
  /** The variable that a spike at each receptor adds its weight to, by the receptor's name. */
  readonly receptors: Readonly<Record<string, string>>
  /** Names of independent white noises, `xi` or `xi_...`, in order of appearance. */
  readonly noises: readonly string[]
  /** Whether the equations mention `I`, the input current, which is no variable and no parameter. */
  readonly takesCurrent: boolean
  /** How the equations are integrated. */
  readonly method: Method
  /** Whether the method was chosen for the equations rather than named. */
  readonly automatic: boolean
  /** Half steps and the like: how many steps of a variable make one step of the network; default 1 each. */
  readonly substeps: Readonly<Record<string, number>>
  /** Units of variables, parameters and `I`, where they are known. */
  readonly units: Readonly<Record<string, string>>
  /** The texts as given, for display. */
  readonly text: ModelText
}

export interface ModelText {
  readonly equations: string
  readonly threshold: string
  readonly reset: string
  /** The condition that prolongs the refractory period, if it is one. */
  readonly refractory?: string
  /** What receptors add to I; default nothing. */
  readonly currents?: readonly string[]
}

/** A condition tested after integration, and what it does to the variables, in order. */
export interface ModelEvent {
  readonly name: string
  readonly condition: Expression
  readonly reset: readonly Assignment[]
}

/** Methods of integration; see {@link integration}. */
export const methods = [
  'euler',
  'euler-sequential',
  'heun',
  'rk4',
  'exponential-euler',
  'exact',
  'euler-maruyama',
] as const
export type Method = (typeof methods)[number]

/** Names of a model's state variables, in the order of its equations. */
export const variablesOf = (model: NeuronModel): string[] => model.equations.map(({ variable }) => variable)
