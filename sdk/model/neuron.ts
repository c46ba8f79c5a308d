import { check, kindOf } from '../check.js'
import { refuseUnknown, suggestion } from '../options.js'
import { time, type Time } from '../units/index.js'
import { EquationError } from './equationError.js'
import { functions, visit, type Expression } from './expression.js'
import type { NeuronModel } from './neuronModel.js'
import { parseAssignments, parseEquations, parseExpression } from './parse.js'

export interface NeuronSettings {
  /** Time after a spike in which no other can come; default 0. */
  refractory?: Time
  /** Variables that do not change while refractory; default `['v']`, or none where there is no `v`. */
  frozen?: readonly string[] | 'all'
  /** Values at the start: a number, an expression such as `'b*v'`, or one number for each neuron; default 0. */
  initial?: Readonly<Record<string, number | string | ArrayLike<number>>>
}

export interface NeuronOptions<P extends string = string> extends NeuronSettings {
  /** Name for messages and figures; default `neuron`. */
  name?: string
  /** One `dx/dt = ...` a line; time in ms. `I` is the input current. */
  equations: string
  /** Values of the names that are no variables. */
  parameters?: Readonly<Record<P, number>>
  /** Condition of a spike, such as `'v >= 30'`. */
  threshold: string
  /** What a spike does, such as `'v = c; u += d'`; default nothing. */
  reset?: string
  /** Integration; default and so far only `'euler'`: forward, all derivatives from the old values. */
  method?: 'euler'
}

/** A neuron; called with other parameters or settings it makes a variant of itself. */
export interface Neuron<P extends string = string> {
  (parameters?: Readonly<Partial<Record<P, number | ArrayLike<number>>>>, settings?: NeuronSettings): Neuron<P>
  /** The checked model, plain data. */
  readonly model: NeuronModel
}

const optionNames = [
  'name',
  'equations',
  'parameters',
  'threshold',
  'reset',
  'refractory',
  'frozen',
  'initial',
  'method',
]
const settingNames = ['refractory', 'frozen', 'initial']

/**
 * A neuron from its equations, in textbook notation.
 *
 * Numbers, `+ - * / ^`, comparisons, `and or not`, `condition ? a : b` and the functions exp, log, sqrt, abs,
 * sin, cos, tan, tanh, floor, min, max, clip. Everything is checked here: syntax, unknown names, missing parameters,
 * assignment to a parameter.
 *
 * @throws EquationError with line, column and caret; RangeError for a parameter or option that is out of place
 * @example
 * const qif = neuron({
 *   equations: 'dv/dt = (v - vRest)*(v - vCrit)/tau + I',
 *   parameters: { vRest: -65, vCrit: -50, tau: 100 },
 *   threshold: 'v >= 30', reset: 'v = -70', initial: { v: 'vRest' },
 * })
 * qif({ tau: 50 }, { refractory: '2 ms' }) // a quicker variant
 */
export function neuron<const P extends string = never>(options: NeuronOptions<P>): Neuron<P> {
  refuseUnknown('neuron', options, optionNames)
  const { name = 'neuron', method = 'euler', reset = '' } = options
  const where = `neuron "${name}"`
  check(typeof options.equations === 'string', `${where}: equations must be a text such as "dv/dt = -v/tau + I"`)
  check(typeof options.threshold === 'string', `${where}: threshold must be a condition such as "v >= 30"`)
  check(method === 'euler', `${where}: unknown method "${String(method)}"; there is euler`)

  const equations = parseEquations(options.equations, `${where}: equations`)
  check(equations.length > 0, `${where}: equations are empty; expected at least one "dv/dt = ..."`)
  const variables = equations.map(e => e.variable)
  const parameters: Record<string, number> = options.parameters ?? {}
  const names = [...variables, 'I', ...Object.keys(parameters)]

  const seen = new Set<string>()
  for (const { variable, right, at } of equations) {
    const fail = (what: string) => new EquationError(`${where}: equations`, what, options.equations, at)
    if (seen.has(variable)) throw fail(`"${variable}" has two equations`)
    if (Object.hasOwn(parameters, variable)) throw fail(`"${variable}" is a variable and a parameter`)
    seen.add(variable)
    checkNames(right, names, `${where}: equations`, options.equations, 'name')
  }
  for (const parameter of Object.keys(parameters)) {
    const reserved = parameter === 'I' || Object.hasOwn(functions, parameter)
    check(
      !reserved,
      `${where}: "${parameter}" cannot be a parameter: it is ${parameter === 'I' ? 'the input current' : 'a function'}`,
    )
  }

  const threshold = parseExpression(options.threshold, `${where}: threshold`, 'condition')
  checkNames(threshold, names, where, options.threshold, 'variable', `threshold "${options.threshold}"`)
  const assignments = parseAssignments(reset, `${where}: reset`)
  for (const { variable, value, at } of assignments) {
    if (!variables.includes(variable)) {
      const what = Object.hasOwn(parameters, variable)
        ? `"${variable}" is a parameter and cannot be assigned`
        : `unknown variable "${variable}"`
      throw new EquationError(
        `${where}: reset`,
        `${what}; variables are ${variables.join(', ')}${suggestion(variable, variables)}`,
        reset,
        at,
      )
    }
    checkNames(value, names, `${where}: reset`, reset, 'name')
  }

  let takesCurrent = false
  for (const { right } of equations) visit(right, e => (takesCurrent ||= e.kind === 'name' && e.name === 'I'))
  const base: NeuronModel = {
    name,
    equations,
    events: [{ name: 'spike', condition: threshold, reset: assignments }],
    parameters: {},
    initial: {},
    refractory: 0,
    frozen: variables.includes('v') ? ['v'] : [],
    receptors: {},
    noises: [],
    takesCurrent,
    method,
    substeps: {},
    units: {},
    text: { equations: options.equations, threshold: options.threshold, reset },
  }
  const { refractory, frozen, initial } = options
  const given = {
    ...(refractory !== undefined && { refractory }),
    ...(frozen && { frozen }),
    ...(initial && { initial }),
  }
  return callable<P>(vary(base, parameters, given, Object.keys(parameters)))
}

function callable<P extends string>(model: NeuronModel): Neuron<P> {
  const variant = (parameters: object = {}, settings: NeuronSettings = {}) =>
    callable<P>(vary(model, parameters as Record<string, number>, settings, Object.keys(model.parameters)))
  return Object.assign(variant, { model })
}

/** A model with other parameters and settings, checked. */
function vary(
  model: NeuronModel,
  parameters: Readonly<Record<string, number | ArrayLike<number>>>,
  settings: NeuronSettings,
  known: readonly string[],
): NeuronModel {
  const where = `neuron "${model.name}"`
  const variables = model.equations.map(e => e.variable)
  for (const name of Object.keys(parameters)) {
    check(
      known.includes(name),
      `${where}: unknown parameter "${name}"; it has ${known.join(', ') || 'none'}${suggestion(name, known)}`,
    )
  }
  refuseUnknown(where, settings, settingNames)
  const refractory =
    settings.refractory === undefined ? model.refractory : time(settings.refractory, `${where}: refractory`)
  check(
    typeof refractory !== 'number' || refractory >= 0,
    `${where}: refractory must not be negative, got ${Number(refractory)} ms`,
  )
  const frozen = settings.frozen === 'all' ? variables : (settings.frozen ?? model.frozen)
  for (const name of frozen) {
    check(variables.includes(name), `${where}: unknown variable "${name}" in frozen; it has ${variables.join(', ')}`)
  }
  const allParameters = { ...model.parameters, ...finite(parameters, `${where}: parameter`) }
  return {
    ...model,
    parameters: allParameters,
    refractory,
    frozen: [...frozen],
    initial: {
      ...model.initial,
      ...initialValues(settings.initial ?? {}, variables, Object.keys(allParameters), where),
    },
  }
}

function initialValues(
  initial: NonNullable<NeuronSettings['initial']>,
  variables: readonly string[],
  parameters: readonly string[],
  where: string,
): NeuronModel['initial'] {
  const checked: Record<string, Expression | Float64Array> = {}
  for (const [variable, value] of Object.entries(initial)) {
    check(
      variables.includes(variable),
      `${where}: unknown variable "${variable}" in initial; it has ${variables.join(', ')}${suggestion(variable, variables)}`,
    )
    if (typeof value === 'string') {
      const expression = parseExpression(value, `${where}: initial ${variable}`)
      const before = variables.slice(0, variables.indexOf(variable))
      checkNames(expression, [...before, ...parameters], `${where}: initial ${variable}`, value, 'name')
      checked[variable] = expression
    } else {
      const { [variable]: number } = finite({ [variable]: value }, `${where}: initial`)
      checked[variable] = typeof number === 'number' ? { kind: 'number', value: number, at: 0 } : number
    }
  }
  return checked
}

/** Numbers and arrays of numbers, copied, each finite. */
function finite(
  values: Readonly<Record<string, number | ArrayLike<number>>>,
  what: string,
): Record<string, number | Float64Array> {
  const copies: Record<string, number | Float64Array> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') {
      check(Number.isFinite(value), `${what} ${name} must be a finite number, got ${value}`)
      copies[name] = value
    } else {
      check(
        typeof value === 'object' && value !== null && value.length > 0,
        `${what} ${name} must be a number or an array of numbers, got ${kindOf(value)}`,
      )
      const array = Float64Array.from(value)
      const bad = array.findIndex(x => !Number.isFinite(x))
      check(bad < 0, `${what} ${name} must be finite, got ${array[bad]} for neuron ${bad}`)
      copies[name] = array
    }
  }
  return copies
}

function checkNames(
  expression: Expression,
  known: readonly string[],
  where: string,
  source: string,
  kind: 'name' | 'variable',
  within = '',
): void {
  visit(expression, part => {
    if (part.kind !== 'name' || known.includes(part.name)) return
    const what = `unknown ${kind} "${part.name}"${within && ` in ${within}`}; it has ${known.join(', ')}${suggestion(part.name, known)}`
    throw new EquationError(where, what, source, part.at)
  })
}
