import { check, kindOf } from '../check.js'
import { variablesOf, type NeuronModel, type Rule, type SynapseModel } from '../model/index.js'
import { suggestion } from '../options.js'
import type { RuleDescription } from './description.js'

/** A rule, whatever parameters it takes. */
type AnyRule = Pick<Rule, 'model'>

/** What rules are to work on. */
export interface RuleSite {
  readonly where: string
  readonly pre: { readonly population: string; readonly model: NeuronModel }
  readonly post: { readonly population: string; readonly model: NeuronModel }
  /** ms */
  readonly dt: number
  /** Whether the connection acts in every step, so that nothing arrives. */
  readonly continuous: boolean
}

/**
 * One learning rule or several, in their order, checked against the neurons at both ends.
 *
 * @throws RangeError for what is no rule, two of one name, a variable that the neurons do not have, spikes that never
 *   come, or an interval off the grid of dt
 */
export function rulesFor(given: AnyRule | readonly AnyRule[], site: RuleSite): RuleDescription[] {
  const { where } = site
  const rules = Array.isArray(given) ? (given as readonly AnyRule[]) : [given as AnyRule]
  check(rules.length > 0, `${where}: plasticity is an empty list; leave it out`)
  const models = rules.map(rule => {
    const model: Partial<SynapseModel> | undefined = (rule as Partial<AnyRule> | null)?.model
    const isRule = Array.isArray(model?.onPre)
    check(
      isRule,
      `${where}: plasticity must be a rule such as stdp({ wMax: 2 }) or a list of rules, got ${kindOf(rule)}`,
    )
    return rule.model
  })
  models.forEach((model, i) => {
    const other = models.findIndex(({ name }) => name === model.name)
    check(
      other === i,
      `${where}: two rules are called "${model.name}"; give one another name: rule({}, { name: '${model.name}2' })`,
    )
    checkSite(model, site)
  })
  return models.map(model => ({ model }))
}

function checkSite(model: SynapseModel, { where, pre, post, dt, continuous }: RuleSite): void {
  const rule = `${where}: rule "${model.name}"`
  for (const [end, { population, model: neuron }] of [['pre', pre] as const, ['post', post] as const]) {
    const names = [...variablesOf(neuron), ...Object.keys(neuron.parameters)]
    for (const name of model.ends[end]) {
      check(
        names.includes(name),
        () =>
          `${rule} mentions ${name}_${end}, but population "${population}" has no "${name}"; it has ` +
          `${names.join(', ') || 'none'}${suggestion(name, names)}`,
      )
    }
  }
  const fires = ({ events }: NeuronModel) => events.some(({ name }) => name === 'spike')
  const arrives = model.onPre.length > 0 || model.efficacy !== undefined
  const what = model.onPre.length > 0 ? 'onPre' : 'efficacy'
  check(
    !(arrives && continuous),
    `${rule} has ${what}, but at a continuous connection nothing arrives; write its statements in "continuous" or "every"`,
  )
  check(!arrives || fires(pre.model), `${rule} has ${what}, but population "${pre.population}" never fires`)
  check(
    !model.onPost.length || fires(post.model),
    `${rule} has onPost, but population "${post.population}" never fires; give the neuron a threshold`,
  )
  for (const { interval } of model.every) {
    const steps = Math.round(interval / dt)
    check(
      steps >= 1 && Math.abs(steps * dt - interval) < 1e-9,
      `${rule}: every ${interval} ms is no multiple of dt = ${dt} ms`,
    )
  }
}
