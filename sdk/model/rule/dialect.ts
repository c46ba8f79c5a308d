import { meaning } from '../checkNames.js'
import { EquationError } from '../equationError.js'
import type { Expression } from '../expression.js'
import type { Dialect } from '../parse.js'
import { atEnd } from './synapseModel.js'

/** Reductions by the name of their function, and over what they go; of a vector `sum` and `mean` go over its components. */
const reductions = {
  sum: { op: 'sum', over: 'projection' },
  mean: { op: 'mean', over: 'projection' },
  sum_pre: { op: 'sum', over: 'pre' },
  mean_pre: { op: 'mean', over: 'pre' },
  sum_post: { op: 'sum', over: 'post' },
  mean_post: { op: 'mean', over: 'post' },
} as const

/** A reduction as it was written. */
export interface WrittenReduction {
  readonly name: string
  readonly called: keyof typeof reductions
  readonly op: 'sum' | 'mean'
  readonly over: 'projection' | 'pre' | 'post'
  readonly value: Expression
  readonly at: number
}

const own: ReadonlyMap<string, string> = new Map([
  ['w', 'the weight'],
  ['k', 'the index of a component'],
  ['reward', 'the amount of a reward'],
  ['rand', 'a function'],
  ...Object.keys(reductions).map((name): [string, string] => [name, 'a function']),
])

/** What a name stands for in every rule, if anything. */
export const ruleMeaning = (name: string): string | undefined =>
  own.get(name) ?? (atEnd(name) ? 'a variable of a neuron' : meaning(name))

/**
 * What a text of a rule has besides the language of neurons: `rand()`, reductions such as `sum_post(w)`, and components
 * of vectors such as `psi[k + 1]`.
 *
 * @param count numbers the draws and reductions of a rule
 */
export function ruleDialect(source: string, where: string, count: { draws: number; reductions: number }) {
  const found = new Map<string, WrittenReduction>()
  const dialect: Dialect = {
    functions: { rand: 0, ...Object.fromEntries(Object.keys(reductions).map(name => [name, 1])) },
    call(name, [value], at) {
      if (name === 'rand') return { kind: 'name', name: `rand ${count.draws++}`, at }
      const called = name as keyof typeof reductions
      const known = `${name} ${count.reductions++}`
      found.set(known, { name: known, called, ...reductions[called], value, at })
      return { kind: 'name', name: known, at }
    },
    index(name, index, at) {
      const text = indexText(index)
      if (text === undefined) {
        const what = `the index of "${name}" must be k, k + 1, k - 1 or a whole number`
        throw new EquationError(where, what, source, index.at)
      }
      return { kind: 'name', name: text === '' ? name : `${name}[${text}]`, at }
    },
  }
  return { dialect, found }
}

function indexText(index: Expression): string | undefined {
  if (index.kind === 'name' && index.name === 'k') return ''
  if (index.kind === 'number' && Number.isInteger(index.value)) return String(index.value)
  if (index.kind !== 'binary' || index.left.kind !== 'name' || index.left.name !== 'k') return undefined
  const one = index.right.kind === 'number' && index.right.value === 1
  return one && (index.op === '+' || index.op === '-') ? `k${index.op}1` : undefined
}
