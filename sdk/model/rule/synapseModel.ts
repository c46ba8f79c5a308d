import type { Expression } from '../expression.js'

/**
 * What a learning rule is: the checked equations and statements of a synapse, as plain data that can be stored, hashed
 * and sent to a worker. Made by {@link synapse}; run by the engines.
 *
 * Expressions mention `w`, the weight; the rule's variables and parameters; modulators; `t` and `dt` (ms); variables of
 * the neurons at both ends (`v_pre`, `v_post`); in statements of `onReward` `reward`; in those of vectors `k`, the index
 * of the component, and neighbours (see {@link indexed}); reductions and draws of their formula (see {@link Formula}).
 */
export interface SynapseModel {
  readonly name: string
  /** Those with an equation first, in the order written. */
  readonly variables: readonly SynapseVariable[]
  readonly parameters: Readonly<Record<string, number>>
  /** Modulators that the rule mentions; with a law where the rule brings one along. */
  readonly modulators: Readonly<Record<string, ModulatorLaw | null>>
  /** What the weight is multiplied by where a spike is transmitted, evaluated at its arrival before `onPre`. */
  readonly efficacy?: Formula
  /** At the arrival of a presynaptic spike. */
  readonly onPre: readonly Statement[]
  /** At a postsynaptic spike. */
  readonly onPost: readonly Statement[]
  /** At a reward. */
  readonly onReward: readonly Statement[]
  /** Every so many ms; `intervalFrom` is the parameter that says so, if one does. */
  readonly every: readonly {
    readonly interval: number
    readonly intervalFrom?: string
    readonly statements: readonly Statement[]
  }[]
  /** In every step, of the synapses onto neurons for which the condition holds; default all. */
  readonly continuous?: { readonly where?: Formula; readonly statements: readonly Statement[] }
  /** Variables and parameters of the neurons that are mentioned, without `_pre` and `_post`. */
  readonly ends: { readonly pre: readonly string[]; readonly post: readonly string[] }
  /** Units of variables and parameters, where they are known. */
  readonly units: Readonly<Record<string, string>>
  /** The texts as given, for display. */
  readonly text: RuleText
}

export interface RuleText {
  readonly equations: string
  /** `efficacy`, `onPre`, `every 10 ms`, ... that were given, in that order. */
  readonly parts: Readonly<Record<string, string>>
}

/** How many values of a variable there have to be at least: one a synapse, or one a neuron at either end. */
export type Scope = 'synapse' | 'pre' | 'post'

export interface SynapseVariable {
  readonly name: string
  readonly scope: Scope
  /** Components; 1 for a number. */
  readonly length: number
  /** The parameter that says how many, if one does. */
  readonly lengthFrom?: string
  /** An expression of parameters, of `w` and of `k`, the index of the component. */
  readonly initial: Expression
  /** Right side of its equation, if it has one; intermediate lines are put in. */
  readonly equation?: Expression
  /** Its course between events, `dx/dt = rate*x + input`, in parameters; without it an equation is stepped in every step. */
  readonly flow?: { readonly rate: Expression; readonly input: Expression }
}

/** A value with what has to be known before it. */
export interface Formula {
  /** Besides names it mentions the reductions, and draws (see {@link isDraw}): uniform numbers in [0, 1). */
  readonly value: Expression
  /** Each may mention those before it. */
  readonly reductions: readonly Reduction[]
}

/** A sum or mean, known by a name that no variable can have. */
export interface Reduction extends Pick<Formula, 'value'> {
  readonly name: string
  readonly op: 'sum' | 'mean'
  /** The components of a vector; or all synapses of the projection, or those of the same neuron at one end. */
  readonly over: 'components' | 'projection' | 'pre' | 'post'
  /** The variable whose components they are. */
  readonly vector?: string
}

/** `variable = value`; of a vector component by component, all from the old ones. */
export interface Statement extends Formula {
  /** `w`, or a variable of the rule. */
  readonly variable: string
  readonly at: number
}

/** A modulator decays to its baseline; a reward adds its amount, times `reward`. */
export interface ModulatorLaw {
  /** ms */
  readonly tau: number
  readonly baseline: number
  readonly reward: number
}

/** Whether a name is that of a draw: `rand 0`, `rand 1`, ..., numbered over the whole rule. */
export const isDraw = (name: string): boolean => name.startsWith('rand ')

/**
 * The component of a vector that a name means: `psi[k+1]` the next (the last is its own next), `psi[k-1]` the one
 * before (the first is its own), `psi[3]` a certain one.
 */
export function indexed(name: string): { variable: string; offset?: number; index?: number } | undefined {
  const [, variable, offset, index] = /^(\w+)\[(?:k([+-]1)|(\d+))\]$/.exec(name) ?? []
  if (variable === undefined) return undefined
  return offset === undefined ? { variable, index: Number(index) } : { variable, offset: Number(offset) }
}

/** The variable of the neuron at one end that a name means: `v_pre` is v of the source. */
export function atEnd(name: string): { end: 'pre' | 'post'; variable: string } | undefined {
  const [, variable, end] = /^(\w+)_(pre|post)$/.exec(name) ?? []
  return variable === undefined ? undefined : { end: end as 'pre' | 'post', variable }
}

/** All statements of a rule. */
export const statementsOf = ({ onPre, onPost, onReward, every, continuous }: SynapseModel): Statement[] => [
  ...onPre,
  ...onPost,
  ...onReward,
  ...every.flatMap(({ statements }) => statements),
  ...(continuous?.statements ?? []),
]
