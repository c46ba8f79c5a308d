import { check, kindOf } from '../check.js'
import { refuseUnknown, suggestion } from '../options.js'
import {
  quantityIn,
  time,
  type AnyQuantity,
  type Capacitance,
  type Conductance,
  type Current,
  type Frequency,
  type Resistance,
  type Time,
  type Voltage,
} from '../units/index.js'
import { checkNames, checkQuiet } from './checkNames.js'
import type { Expression } from './expression.js'
import { automatic, refusal } from './methods/index.js'
import { variablesOf, type NeuronModel } from './neuronModel.js'
import { parseExpression } from './parse.js'
import type { Receptors } from './receptors.js'
import { mentions, substitute } from './symbolic.js'
import { withReceptors } from './withReceptors.js'

export interface NeuronSettings<R extends Receptors = Receptors> {
  /**
   * Time after a spike in which no other can come, default 0; or, as `{ while: 'v > -40' }`, a condition: the neuron
   * stays refractory until a step begins at which it does not hold.
   */
  refractory?: Time | { readonly while: string }
  /** Variables that do not change while refractory; default `['v']`, or none where there is no `v`. */
  frozen?: readonly string[] | 'all'
  /** Values at the start: a quantity, an expression such as `'b*v'`, or one number for each neuron; default 0. */
  initial?: Readonly<Record<string, number | string | ArrayLike<number>>>
  /** Receptors by name, such as `{ ampa: exponential({ tau: 5 }) }`: what they give is added to `I`. */
  receptors?: R
}

export const settingNames = ['refractory', 'frozen', 'initial', 'receptors']

/** The kind of quantity that a literal is of; a number says nothing, so any will do. */
export type Kind<V> = V extends number
  ? AnyQuantity
  : V extends Time
    ? Time
    : V extends Voltage
      ? Voltage
      : V extends Conductance
        ? Conductance
        : V extends Current
          ? Current
          : V extends Frequency
            ? Frequency
            : V extends Capacitance
              ? Capacitance
              : V extends Resistance
                ? Resistance
                : AnyQuantity

/** Other values of parameters: one for all, or one number for each neuron. */
export type Overrides<P> = { readonly [K in keyof P]?: Kind<P[K]> | ArrayLike<number> }

/** A model with other parameters and settings, checked. */
export function variant(
  model: NeuronModel,
  parameters: Readonly<Record<string, AnyQuantity | ArrayLike<number> | undefined>>,
  settings: { readonly [K in keyof NeuronSettings]: NeuronSettings[K] | undefined },
): NeuronModel {
  const where = `neuron "${model.name}"`
  refuseUnknown(where, settings, settingNames)
  const grown = redirected(withReceptors(model, settings.receptors ?? {}), model, where)
  const variables = variablesOf(grown)
  const known = Object.keys(grown.parameters)
  const values: Record<string, number | Float64Array> = { ...grown.parameters }
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue
    check(
      known.includes(name),
      () => `${where}: unknown parameter "${name}"; it has ${known.join(', ') || 'none'}${suggestion(name, known)}`,
    )
    values[name] = valuesOf(value, grown.units[name], `${where}: parameter ${name}`)
  }
  const { frozen = grown.frozen } = settings
  check(
    frozen === 'all' || Array.isArray(frozen),
    `${where}: frozen must be 'all' or names of variables, got ${kindOf(frozen)}`,
  )
  const held: readonly string[] = frozen === 'all' ? variables : frozen
  for (const name of held) {
    check(
      variables.includes(name),
      () =>
        `${where}: unknown variable "${name}" in frozen; it has ${variables.join(', ')}${suggestion(name, variables)}`,
    )
  }
  return {
    ...grown,
    parameters: values,
    refractory: refractoryOf(settings.refractory, grown, where),
    text: textOf(settings.refractory, grown),
    frozen: [...held],
    initial: { ...grown.initial, ...initialValues(settings.initial ?? {}, grown, known, where) },
  }
}

/** A model that has grown, with a method that suits it. */
function redirected(grown: NeuronModel, before: NeuronModel, where: string): NeuronModel {
  if (grown === before) return grown
  if (grown.automatic) return { ...grown, method: automatic(grown) }
  const refused = refusal(grown.method, grown)
  check(!refused, `${where}: with these receptors ${refused?.reason} (d${refused?.equation.variable}/dt)`)
  return grown
}

function refractoryOf(given: NeuronSettings['refractory'], model: NeuronModel, where: string): number | Expression {
  if (given === undefined) return model.refractory
  if (typeof given !== 'object') {
    const ms = time(given, `${where}: refractory`)
    check(ms >= 0, `${where}: refractory must not be negative, got ${ms} ms`)
    return ms
  }
  const text = (given as Partial<typeof given> | null)?.while
  check(
    typeof text === 'string',
    `${where}: refractory must be a time such as '3 ms' or a condition such as { while: 'v > -40' }`,
  )
  const condition = parseExpression(text, `${where}: refractory`, 'condition')
  const names = [...variablesOf(model), ...Object.keys(model.parameters), 't', 'dt']
  const lines = new Map(Object.entries(model.lines ?? {}))
  checkQuiet(condition, lines, `${where}: refractory`, text)
  const still = [...lines.keys()].filter(line => !mentions(lines.get(line)!, new Set(['I'])))
  checkNames(condition, [...names, ...still], `${where}: refractory`, text)
  return substitute(condition, lines)
}

/** The condition is kept as it was given, for display. */
const textOf = (given: NeuronSettings['refractory'], { text }: NeuronModel): NeuronModel['text'] =>
  typeof given === 'object' ? { ...text, refractory: given.while } : text

function initialValues(
  initial: NonNullable<NeuronSettings['initial']>,
  model: NeuronModel,
  parameters: readonly string[],
  where: string,
): NeuronModel['initial'] {
  const variables = variablesOf(model)
  const checked: Record<string, Expression | Float64Array> = {}
  for (const [variable, value] of Object.entries(initial)) {
    check(
      variables.includes(variable),
      () =>
        `${where}: unknown variable "${variable}" in initial; it has ${variables.join(', ')}${suggestion(variable, variables)}`,
    )
    const what = `${where}: initial ${variable}`
    if (typeof value === 'string' && !isQuantity(value)) {
      const expression = parseExpression(value, what)
      const before = variables.slice(0, variables.indexOf(variable))
      checkNames(expression, [...before, ...parameters], what, value)
      checked[variable] = expression
    } else {
      const number = valuesOf(value as AnyQuantity, model.units[variable], what)
      checked[variable] = typeof number === 'number' ? { kind: 'number', value: number, at: 0 } : number
    }
  }
  return checked
}

/** Whether a text is a number with a unit rather than an expression. */
export const isQuantity = (text: string) => /^\s*[+-]?[\d.]+(?:[eE][+-]?\d+)?\s*[a-zA-Z]+\s*$/.test(text)

/** A quantity, or an array of numbers, copied, each finite. */
function valuesOf(
  value: AnyQuantity | ArrayLike<number>,
  unit: string | undefined,
  what: string,
): number | Float64Array {
  if (typeof value !== 'object' || value === null) {
    check(
      typeof value === 'number' || typeof value === 'string',
      `${what} must be a number or an array of numbers, got ${kindOf(value)}`,
    )
    return quantityIn(unit)(value, what)
  }
  check(value.length > 0, `${what} must be a number or an array of numbers, got ${kindOf(value)}`)
  const array = Float64Array.from(value)
  const bad = array.findIndex(x => !Number.isFinite(x))
  check(bad < 0, `${what} must be finite, got ${array[bad]} for neuron ${bad}`)
  return array
}
