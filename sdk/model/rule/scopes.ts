import { namesIn, type Expression } from '../expression.js'
import { atEnd, indexed, isDraw, type Formula, type Scope, type Statement, type SynapseModel } from './synapseModel.js'

/** A variable whose scope is asked for. */
interface Candidate {
  readonly name: string
  readonly equation?: Expression
  readonly initial: Expression
}

type Parts = Pick<SynapseModel, 'onPre' | 'onPost' | 'onReward' | 'every' | 'continuous'>

/**
 * The scope of each variable, from the equations and statements alone: a variable is one of the presynaptic neuron if
 * postsynaptic spikes never change it and all it ever depends on is known per presynaptic neuron or shared, and if
 * something ties it to that neuron: its spikes, its variables, a sum over its synapses. Likewise of the postsynaptic
 * neuron; else it is one of the synapse.
 */
export function scopesOf(variables: readonly Candidate[], parts: Parts): Map<string, Scope> {
  const own = variables.map(({ name }) => name)
  const sides = (['pre', 'post'] as const).map(side => ({ side, members: membersOf(side, variables, own, parts) }))
  return new Map(own.map(name => [name, sides.find(({ members }) => members.has(name))?.side ?? 'synapse']))
}

function membersOf(side: 'pre' | 'post', variables: readonly Candidate[], own: readonly string[], parts: Parts) {
  const { onPre, onPost, onReward, every, continuous } = parts
  const atSpikes = side === 'pre' ? onPre : onPost
  const others = side === 'pre' ? onPost : onPre
  // What is done for some of the postsynaptic neurons only is no matter of the presynaptic one.
  const steps = continuous?.statements ?? []
  const apart = side === 'pre' && continuous?.where ? steps : []
  const statements = [...atSpikes, ...onReward, ...every.flatMap(e => e.statements), ...steps]
  const needs = new Map(
    variables.map(({ name, equation, initial }) => {
      const assigned = statements.filter(({ variable }) => variable === name)
      const formulas: Formula[] = [...assigned, ...[equation, initial].flatMap(e => (e ? [plain(e)] : []))]
      return [name, new Set(formulas.flatMap(formula => dependencies(formula, own)))]
    }),
  )
  const assigns = (among: readonly Statement[], name: string) => among.some(({ variable }) => variable === name)
  const members = new Set(own.filter(name => !assigns(others, name) && !assigns(apart, name)))
  const fits = (name: string) => [...needs.get(name)!].every(need => need === `of ${side}` || members.has(need))
  for (let shrinks = true; shrinks;) {
    const out = [...members].filter(name => !fits(name))
    for (const name of out) members.delete(name)
    shrinks = out.length > 0
  }
  const tied = new Set([...members].filter(name => assigns(atSpikes, name) || needs.get(name)!.has(`of ${side}`)))
  for (let grows = true; grows;) {
    const more = [...members].filter(name => !tied.has(name) && [...needs.get(name)!].some(need => tied.has(need)))
    for (const name of more) tied.add(name)
    grows = more.length > 0
  }
  return tied
}

const plain = (value: Expression): Formula => ({ value, reductions: [] })

/** What a formula depends on: variables of the rule by name, and `of synapse`, `of pre`, `of post`. */
export function dependencies({ value, reductions }: Formula, own: readonly string[]): string[] {
  const byName = new Map(reductions.map(reduction => [reduction.name, reduction]))
  const of = (name: string): string[] => {
    const reduction = byName.get(name)
    if (reduction?.over === 'projection') return []
    if (reduction?.over === 'components') return namesIn(reduction.value).flatMap(of)
    if (reduction) return [`of ${reduction.over}`]
    const variable = indexed(name)?.variable ?? name
    if (own.includes(variable)) return [variable]
    if (variable === 'w' || isDraw(variable)) return ['of synapse']
    const end = atEnd(variable)
    return end ? [`of ${end.end}`] : []
  }
  return namesIn(value).flatMap(of)
}
