import type { Parameters } from '../parameters.js'
import type { ModulatorOptions } from './modulatorLaw.js'

export interface SynapseOptions<P extends Parameters = Parameters> {
  /** Name for messages, and for its variables where several rules have them; default `rule`. */
  name?: string
  /**
   * One `dx/dt = ...` a line, and intermediate lines `x = ...`, which statements may use. An equation that is linear in
   * its variable and mentions only parameters besides is solved in closed form between events; any other is moved on in
   * every step, which `continuous` allows.
   */
  equations?: string
  /** Values of the names that are no variables: numbers, or quantities with their unit, as `'20 ms'`. */
  parameters?: P
  /**
   * Values at the start, and so the variables without equation: numbers, quantities, or expressions of parameters, of
   * the weight `w` and, of a vector, of `k`; default 0.
   */
  initial?: Readonly<Record<string, number | string>>
  /** Lengths of the variables that are vectors: a number, or the parameter that says it. */
  variables?: Readonly<Record<string, number | string>>
  /** What the weight is multiplied by where a spike is transmitted, evaluated at its arrival, before `onPre`; default 1. */
  efficacy?: string
  /** Statements at the arrival of a presynaptic spike, such as `'x += 1; w -= y'`. */
  onPre?: string
  /** Statements at a postsynaptic spike. */
  onPost?: string
  /** Statements at a reward, whose amount is `reward`. */
  onReward?: string
  /** Statements at every so many ms, by their interval or the parameter that says it: `{ '10 ms': 'w += dopamine*c' }`. */
  every?: Readonly<Record<string, string>>
  /**
   * Statements in every step; with `where` only at the neurons for which a condition holds. `true`: none, but the
   * equations are moved on in every step.
   */
  continuous?: string | true | { readonly where: string; readonly do: string }
  /**
   * Modulators of the network that the rule reads: by their names, or each with its law, which is that of the network
   * unless `net.modulator` has given another.
   */
  modulators?: readonly string[] | Readonly<Record<string, ModulatorOptions>>
  /** Units of variables and parameters, for checks and figures. */
  units?: Readonly<Record<string, string>>
}
