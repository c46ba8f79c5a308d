import { atEnd, type Reduction, type Statement, type SynapseModel } from '../../../model/index.js'
import { namesOf } from './formulas.js'

/** Something that is done at synapses, one after the other. */
export type Phase =
  /** `onPre` of all rules, where a spike arrives; `onPost`, where the neuron's spike is heard of. */
  | { readonly kind: 'arrivals' | 'spikes' }
  /** A statement at all synapses; the last of its part is followed by a check. */
  | { readonly kind: 'all'; readonly rule: number; readonly statement: Statement; readonly last: boolean }

/** What one kernel does, and the sums over synapses that it has to be given. */
export interface Segment {
  readonly phases: readonly Phase[]
  readonly sums: readonly Sum[]
}

/** A sum over synapses, which may mention those before it. */
export interface Sum {
  readonly rule: number
  readonly reduction: Reduction
}

/** Statements of `every` or `onReward` of one rule. */
export interface Part {
  readonly rule: number
  readonly statements: readonly Statement[]
}

/**
 * The kernels of one step: what arrives, then what is due every so often, then what the neurons' spikes do. A kernel ends
 * where a sum over synapses has to be known.
 */
export function stepProgram(rules: readonly SynapseModel[], due: readonly Part[]): Segment[] {
  const arrivals = rules.some(({ onPre }) => onPre.length > 0)
  const spikes = rules.some(({ onPost }) => onPost.length > 0)
  const phases: Phase[] = [
    ...(arrivals ? [{ kind: 'arrivals' } as const] : []),
    ...sweep(due),
    ...(spikes ? [{ kind: 'spikes' } as const] : []),
  ]
  return segments(phases, neuronsAt(rules, 'onPre') && neuronsAt(rules, 'onPost'))
}

/** The kernels of `every` and `onReward`. */
export const sweepProgram = (parts: readonly Part[]): Segment[] => segments(sweep(parts), false)

const sweep = (parts: readonly Part[]): Phase[] =>
  parts.flatMap(({ rule, statements }) =>
    statements.map((statement, i) => ({ kind: 'all' as const, rule, statement, last: i + 1 === statements.length })),
  )

/** Whether statements mention variables or parameters of neurons. */
const neuronsAt = (rules: readonly SynapseModel[], part: 'onPre' | 'onPost') =>
  rules.some(rule => rule[part].flatMap(namesOf).some(name => atEnd(name)))

/** @param crowded whether there is no room for the states of neurons both before their step and after it */
function segments(phases: readonly Phase[], crowded: boolean): Segment[] {
  const found: { phases: Phase[]; sums: Sum[] }[] = []
  for (const phase of phases) {
    const sums = phase.kind === 'all' ? sumsOf(phase.rule, phase.statement) : []
    const last = found.at(-1)
    const apart = phase.kind === 'spikes' && last && (crowded || last.sums.length > 0)
    if (!last || sums.length || apart) found.push({ phases: [phase], sums })
    else last.phases.push(phase)
  }
  return found
}

const sumsOf = (rule: number, { reductions }: Statement): Sum[] => reductions.map(reduction => ({ rule, reduction }))
