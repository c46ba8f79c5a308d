import {
  atEnd,
  evaluator,
  isDraw,
  namesIn,
  type Formula,
  type SynapseModel,
  type SynapseVariable,
} from '../../../model/index.js'
import { atSource, of } from '../deliverySource.js'
import { expressionText, literal } from '../expressionText.js'
import { uniformLines } from '../wichmannHill.js'
import { modulatorColumn, rewardColumn, type Scene, type Side } from './scene.js'

/** The text of a number of synapse `k`, by its row in the state of the synapses. */
export type Own = (row: number) => string

/** What may stand for names: sums over synapses by name; states of the neurons before the step, or after it. */
export interface Meaning {
  readonly sums?: ReadonlyMap<string, string>
  readonly neurons?: 'before' | 'after'
}

/** The local of a variable of a rule. */
export const local = (rule: number, name: string) => `x${rule}_${name}`

/** A formula of a rule at synapse `k`, whose variables are bound. */
export function formulaText(scene: Scene, rule: number, { value }: Pick<Formula, 'value'>, meaning: Meaning = {}) {
  return expressionText(value, name => nameText(scene, rule, name, meaning))
}

function nameText(scene: Scene, rule: number, name: string, { sums, neurons = 'before' }: Meaning): string {
  const { parameters, modulators } = scene.rules[rule]
  if (isDraw(name)) return drawn(rule, name)
  if (sums?.has(name)) return sums.get(name)!
  if (scene.rows.variables[rule].has(name)) return local(rule, name)
  if (Object.hasOwn(parameters, name)) return literal(parameters[name])
  if (Object.hasOwn(modulators, name)) return `shared[row][${modulatorColumn(scene.modulators.indexOf(name))}]`
  const end = atEnd(name)
  if (end) return neuronText(scene, end.end, end.variable, neurons)
  return {
    w: 'w',
    t: 'shared[row][0]',
    dt: literal(scene.dt),
    reward: `shared[row][${rewardColumn(scene.modulators)}]`,
  }[name]!
}

const drawn = (rule: number, name: string) => `u${rule}_${name.slice('rand '.length)}`

/** Lines that draw the numbers that a formula mentions, for synapse `k` in this step. */
export const drawLines = ({ columns }: Scene, rule: number, { value }: Pick<Formula, 'value'>): string[] =>
  namesIn(value)
    .filter(isDraw)
    .flatMap(name => {
      const first = columns.draws.get(`${rule} ${name}`)!
      return uniformLines(
        drawn(rule, name),
        s => of(first + s),
        j => `shared[row][${1 + j}]`,
      )
    })

/** A variable or parameter of the neuron at one end of synapse `k`. */
function neuronText({ ends, columns }: Scene, end: Side, variable: string, when: 'before' | 'after'): string {
  const { variables, parameters } = ends[end]
  const row = variables.indexOf(variable)
  if (row >= 0) {
    const state = when === 'before' ? end : `${end}Now`
    return end === 'pre' ? atSource(state, columns, String(row)) : atTarget(state, columns, row)
  }
  const value = parameters[variable]
  return typeof value === 'number' ? literal(value) : of(columns.parameters.get(`${end} ${variable}`)!)
}

/** A row of a state at the target of synapse `k`. */
export const atTarget = (
  state: string,
  { target, targetChunk }: Pick<Scene['columns'], 'target' | 'targetChunk'>,
  row: number,
) => `${state}${targetChunk === undefined ? '' : `[${of(targetChunk)}]`}[${row}][${of(target)}]`

/** Names of a rule's variables that formulas mention, and whether they mention the weight. */
export function mentioned(
  scene: Scene,
  rule: number,
  formulas: readonly Pick<Formula, 'value'>[],
): ReadonlySet<string> {
  const known = scene.rows.variables[rule]
  return new Set(formulas.flatMap(({ value }) => namesIn(value)).filter(name => known.has(name)))
}

/**
 * Lines that bind the variables of synapse `k` as they are now: `w`, and those of each rule that are needed.
 *
 * @param needed default all of all rules
 */
export function loadLines(scene: Scene, own: Own, needed?: readonly ReadonlySet<string>[]): string[] {
  const { rules, rows, dt } = scene
  const variables = rules.flatMap((model, r) =>
    model.variables
      .filter(({ name }) => needed?.[r].has(name) ?? true)
      .map(variable => ({ r, variable, flow: flowOf(model, variable) })),
  )
  const moving = variables.filter(({ flow }) => flow)
  const decays = [...new Set(moving.flatMap(({ flow }) => (flow!.rate === 0 ? [] : [flow!.rate])))]
  return [
    `let w = ${own(rows.weight)};`,
    ...variables.map(({ r, variable: { name } }) => `let ${local(r, name)} = ${own(rows.variables[r].get(name)!)};`),
    ...(moving.length ? [`const since = ${own(rows.age)}*${literal(dt)};`] : []),
    ...decays.flatMap((rate, d) => [
      `const over${d} = ${literal(rate)}*since;`,
      `const decay${d} = Math.exp(over${d});`,
    ]),
    ...moving.flatMap(({ r, variable: { name }, flow }) => {
      const x = local(r, name)
      const { rate, input } = flow!
      const d = decays.indexOf(rate)
      const kept = d < 0 ? x : `${x}*decay${d}`
      if (input === 0) return d < 0 ? [] : [`${x} = ${kept};`]
      return [`${x} = ${kept} + ${literal(input)}*since${d < 0 ? '' : `*${grown(`over${d}`, `decay${d}`)}`};`]
    }),
  ]
}

/** `(e^z - 1)/z`, where `decay` is `e^z`; by its series where the difference would lose digits. */
const grown = (z: string, decay: string) =>
  `(Math.abs(${z}) < 0.3 ? 1.0 + ${z}*(0.5 + ${z}*(${literal(1 / 6)} + ${z}*(${literal(1 / 24)} + ${z}*(${literal(1 / 120)} + ${z}*${literal(1 / 720)})))) : (${decay} - 1.0)/${z})`

/** The flow of a variable in numbers: `dx/dt = rate*x + input`. */
function flowOf({ parameters }: SynapseModel, { flow }: SynapseVariable) {
  if (!flow) return undefined
  const [rate, input] = [flow.rate, flow.input].map(e => evaluator(e, name => () => parameters[name])(0))
  return { rate, input }
}
