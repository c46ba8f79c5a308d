import { derivative } from './derivative.js'
import { namesIn, visit, type Expression } from './expression.js'
import type { Integration } from './integration.js'
import { variablesOf, type NeuronModel } from './neuronModel.js'
import { simplify, substitute } from './symbolic.js'

/** What is known of a neuron near rest, whatever its parameters: its step and what that depends on, as expressions. */
export interface Coasting {
  readonly variables: readonly string[]
  /** The new value of each variable, from the old ones. */
  readonly next: readonly Expression[]
  /** Derivatives of `next` by each variable. */
  readonly slopes: readonly (readonly Expression[])[]
  /** What would be an event. */
  readonly conditions: readonly Expression[]
  /** Conditions and steps among the equations: where their value changes, derivatives say nothing. */
  readonly jumps: readonly Expression[]
  /** Indices of the variables whose distance from rest matters: those on which slopes, conditions or jumps depend. */
  readonly critical: readonly number[]
  /** Indices of the variables that conditions read. */
  readonly tested: readonly number[]
}

/**
 * Prepares a model for coasting. Undefined where there is no rest to return to: with noise, with `t` in the equations or
 * events, and without equations.
 */
export function coasting(model: NeuronModel, { free }: Integration): Coasting | undefined {
  const variables = variablesOf(model)
  if (variables.length === 0 || model.noises.length > 0) return undefined
  const bound = new Map<string, Expression>()
  for (const { name, value } of free.locals) bound.set(name, substitute(value, bound))
  const next = variables.map(v => substitute(free.next[v], bound))
  const conditions = model.events.map(({ condition }) => condition)
  if ([...next, ...conditions].some(e => namesIn(e).includes('t'))) return undefined

  const slopes = next.map(e => variables.map(v => simplify(derivative(e, v))))
  const jumps: Expression[] = []
  for (const e of next) {
    visit(e, part => {
      if (part.kind === 'conditional') jumps.push(part.test)
      if (part.kind === 'call' && part.name === 'floor') jumps.push(part)
    })
  }
  const indices = (expressions: readonly Expression[]) => {
    const names = new Set(expressions.flatMap(namesIn))
    return variables.flatMap((v, i) => (names.has(v) ? [i] : []))
  }
  return {
    variables,
    next,
    slopes,
    conditions,
    jumps,
    critical: indices([...slopes.flat(), ...conditions, ...jumps]),
    tested: indices(conditions),
  }
}
