import { check, kindOf } from '../../check.js'
import { refuseUnknown, suggestion } from '../../options.js'
import { quantityIn, type AnyQuantity } from '../../units/index.js'
import { evaluator } from '../evaluate.js'
import type { Displayed } from '../neuronDisplay.js'
import { checkedUnits, readParameters, type Parameters } from '../parameters.js'
import type { Kind } from '../variant.js'
import { ruleMeaning } from './dialect.js'
import { modulatorLaw, type ModulatorOptions } from './modulatorLaw.js'
import { intervalOf, lengthOf, readRule } from './readRule.js'
import { describeRule } from './ruleDisplay.js'
import type { SynapseOptions } from './synapseOptions.js'
import { statementsOf, type ModulatorLaw, type SynapseModel } from './synapseModel.js'

/** A learning rule; called with other parameters it makes a variant of itself. */
export interface Rule<P = Readonly<Record<never, never>>> extends Displayed {
  (parameters?: { readonly [K in keyof P]?: Kind<P[K]> }, settings?: RuleSettings): Rule<P>
  /** The checked model, plain data. */
  readonly model: SynapseModel
}

export interface RuleSettings {
  /** Another name, where a projection has two rules of a kind. */
  name?: string
}

const optionNames = [
  'name',
  'equations',
  'parameters',
  'initial',
  'variables',
  'efficacy',
  'onPre',
  'onPost',
  'onReward',
  'every',
  'continuous',
  'modulators',
  'units',
]

/**
 * A learning rule from its equations, in the language of neurons.
 *
 * It changes the weight `w` and variables of its own, at spikes of the neurons at both ends, at rewards, at intervals or
 * in every step; `efficacy` scales what is transmitted. It may read variables of the neurons, `v_pre` and `v_post`,
 * modulators, sums over synapses (`sum_post(w)`, in `every` and `onReward`) and draw numbers (`rand()`). Everything is
 * checked here: syntax, unknown names, what cannot be assigned, equations without a closed form.
 *
 * @throws EquationError with line, column and caret; RangeError for a parameter or option that is out of place
 * @example
 * const stdp = synapse({
 *   equations: 'dx/dt = -x/tauPlus; dy/dt = -y/tauMinus',
 *   parameters: { tauPlus: '20 ms', tauMinus: '20 ms', aPlus: 0.01, aMinus: 0.0105, wMax: 1 },
 *   onPre: 'x += aPlus; w = clip(w - y, 0, wMax)',
 *   onPost: 'y += aMinus; w = clip(w + x, 0, wMax)',
 * })
 * net.connect(a, b, { plasticity: stdp({ wMax: 2 }), weight: 1 })
 */
export function synapse<const P extends Parameters = Readonly<Record<never, never>>>(
  options: SynapseOptions<P>,
): Rule<P> {
  refuseUnknown('synapse', options, optionNames)
  const { name = 'rule', modulators = {}, ...rest } = options
  check(typeof name === 'string' && name !== '', `synapse: name must be a text, got ${kindOf(name)}`)
  const where = `rule "${name}"`
  for (const [p, value] of Object.entries(options.parameters ?? {}))
    check(typeof value !== 'object', `${where}: parameter ${p} must be one number; what differs is a variable`)
  const { parameters, units } = readParameters(options.parameters ?? {}, where, ruleMeaning)
  const laws: Record<string, ModulatorLaw | null> = Array.isArray(modulators)
    ? Object.fromEntries((modulators as string[]).map(modulator => [modulator, null]))
    : Object.fromEntries(
        Object.entries(modulators as Readonly<Record<string, ModulatorOptions>>).map(([modulator, law]) => [
          modulator,
          modulatorLaw(law, `${where}: modulator ${modulator}`),
        ]),
      )
  const model = readRule({ ...rest, name, parameters, modulators: laws, units: { ...units, ...options.units } })
  checkedUnits(options.units ?? {}, [...model.variables.map(v => v.name), ...Object.keys(parameters)], where)
  const acts = statementsOf(model).length > 0 || model.efficacy !== undefined || model.variables.some(v => v.equation)
  check(acts, `${where} does nothing; give onPre, onPost, onReward, every, continuous or efficacy`)
  checkRates(model)
  return callable<P>(model)
}

function callable<P>(model: SynapseModel): Rule<P> {
  const make = (parameters: Readonly<Record<string, AnyQuantity | undefined>> = {}, settings: RuleSettings = {}) =>
    callable<P>(variant(model, parameters, settings))
  return Object.assign(make as Rule<P>, { model, ...describeRule(model) })
}

/** A rule with other parameters, checked. */
function variant(
  model: SynapseModel,
  given: Readonly<Record<string, AnyQuantity | undefined>>,
  settings: RuleSettings,
): SynapseModel {
  refuseUnknown(`rule "${model.name}"`, settings, ['name'])
  const { name = model.name } = settings
  check(typeof name === 'string' && name !== '', `rule "${model.name}": name must be a text, got ${kindOf(name)}`)
  const where = `rule "${name}"`
  const known = Object.keys(model.parameters)
  const parameters: Record<string, number> = { ...model.parameters }
  for (const [p, value] of Object.entries(given)) {
    if (value === undefined) continue
    check(
      known.includes(p),
      () => `${where}: unknown parameter "${p}"; it has ${known.join(', ') || 'none'}${suggestion(p, known)}`,
    )
    check(typeof value !== 'object', `${where}: parameter ${p} must be one number; what differs is a variable`)
    parameters[p] = quantityIn(model.units[p])(value, `${where}: parameter ${p}`)
  }
  const variables = model.variables.map(variable =>
    variable.lengthFrom === undefined
      ? variable
      : {
          ...variable,
          length: lengthOf(variable.lengthFrom, parameters, `${where}: variables: ${variable.name}`).length,
        },
  )
  const every = model.every.map(each =>
    each.intervalFrom === undefined ? each : { ...each, ...intervalOf(each.intervalFrom, parameters, where) },
  )
  const varied = { ...model, name, parameters, variables, every }
  checkRates(varied)
  return varied
}

/** @throws RangeError for a closed form that is not finite, such as one with a time constant of 0 */
function checkRates({ name, variables, parameters }: SynapseModel): void {
  for (const { name: variable, flow } of variables) {
    if (!flow) continue
    for (const e of [flow.rate, flow.input]) {
      const value = evaluator(e, p => () => parameters[p])(0)
      check(
        Number.isFinite(value),
        `rule "${name}": d${variable}/dt has a coefficient of ${value}; look for a time constant of 0 among its parameters`,
      )
    }
  }
}
