import { check, kindOf } from '../check.js'
import { refuseUnknown, suggestion } from '../options.js'
import { quantity, type AnyQuantity, type Time } from '../units/index.js'
import { checkNames, isNoise, reserved } from './checkNames.js'
import { EquationError } from './equationError.js'
import { namesIn } from './expression.js'
import { generated } from './generators.js'
import { linear } from './linear.js'
import { splitLines, type Lines } from './lines.js'
import { automatic, refusal } from './methods/index.js'
import { describeNeuron, type Displayed } from './neuronDisplay.js'
import { latex } from './latex.js'
import { methods, type Method, type ModelEvent, type NeuronModel } from './neuronModel.js'
import { parseAssignments, parseEquations, parseExpression, type Equation } from './parse.js'
import { withoutSingularities } from './removable.js'
import { substitute } from './symbolic.js'
import { settingNames, variant, type NeuronSettings, type Overrides } from './variant.js'

type Parameters = Readonly<Record<string, AnyQuantity>>

export interface NeuronOptions<P extends Parameters = Parameters> extends NeuronSettings {
  /** Name for messages and figures; default `neuron`. */
  name?: string
  /**
   * One `dx/dt = ...` a line; time in ms; `I` is the input current, `t` the time, `xi` or `xi_name` white noise. Lines
   * `x = ...` among them, in any order, name intermediate values.
   */
  equations: string
  /** Values of the names that are no variables: numbers, or quantities with their unit, as `'20 ms'`. */
  parameters?: P
  /** Condition of a spike, such as `'v >= 30'`, or conditions by event, `spike` among them; default: it never fires. */
  threshold?: string | Readonly<Record<string, string>>
  /** What a spike does, such as `'v = c; u += d'`, or what each event does; default nothing. */
  reset?: string | Readonly<Record<string, string>>
  /**
   * Integration: `'euler'`, `'euler-sequential'` (each equation sees the new values of those before it), `'heun'`,
   * `'rk4'`, `'exponential-euler'`, `'exact'` (linear equations), `'euler-maruyama'` (noise). Default `'auto'`:
   * euler-maruyama with noise, exact where the equations are linear, exponential-euler where each is linear in its
   * own variable, else euler.
   */
  method?: Method | 'auto'
  /** Of `euler` and `euler-sequential`: `{ v: 2 }` integrates v in two half steps; default 1. */
  substeps?: Readonly<Record<string, number>>
  /** Units of variables and of `I`, for checks and figures; default mV for v. */
  units?: Readonly<Record<string, string>>
}

/** A neuron; called with other parameters or settings it makes a variant of itself. */
export interface Neuron<P = Readonly<Record<never, never>>> extends Displayed {
  (parameters?: Overrides<P>, settings?: NeuronSettings): Neuron<P>
  /** The checked model, plain data. */
  readonly model: NeuronModel
  /** Its equations in LaTeX. */
  latex(): string
  /**
   * The code that an engine generates for one step: WebAssembly text, or gpu.js kernels.
   * @param options dt (default 0.5 ms), precision (of `wasm`; default `'single'`)
   */
  source(engine: 'wasm' | 'gpu', options?: { dt?: Time; precision?: 'single' | 'double' }): string
}

const optionNames = [
  'name',
  'equations',
  'parameters',
  'threshold',
  'reset',
  'method',
  'substeps',
  'units',
  ...settingNames,
]

/**
 * A neuron from its equations, in textbook notation.
 *
 * Numbers, `+ - * / ^`, comparisons, `and or not`, `condition ? a : b` and the functions exp, log, sqrt, abs,
 * sin, cos, tan, tanh, exprel, floor, min, max, clip. Everything is checked here: syntax, unknown names, missing
 * parameters, assignment to a parameter, a method that does not apply.
 *
 * @throws EquationError with line, column and caret; RangeError for a parameter or option that is out of place
 * @example
 * const qif = neuron({
 *   equations: 'dv/dt = (v - vRest)*(v - vCrit)/tau + I',
 *   parameters: { vRest: '-65 mV', vCrit: '-50 mV', tau: 100 },
 *   threshold: 'v >= 30', reset: 'v = -70', initial: { v: 'vRest' },
 * })
 * qif({ tau: 50 }, { refractory: '2 ms' }) // a quicker variant
 */
export function neuron<const P extends Parameters = Readonly<Record<never, never>>>(
  options: NeuronOptions<P>,
): Neuron<P> {
  refuseUnknown('neuron', options, optionNames)
  const { name = 'neuron' } = options
  const where = `neuron "${name}"`
  check(typeof options.equations === 'string', `${where}: equations must be a text such as "dv/dt = -v/tau + I"`)
  const place = `${where}: equations`
  const read = splitLines(parseEquations(options.equations, place), place, options.equations)
  check(read.equations.length > 0, `${where}: equations are empty; expected at least one "dv/dt = ..."`)

  const variables = read.equations.map(e => e.variable)
  const parameters: Record<string, number> = {}
  const units: Record<string, string> = variables.includes('v') ? { v: 'mV' } : {}
  for (const [p, given] of Object.entries(options.parameters ?? {})) {
    check(
      !Object.hasOwn(reserved, p) && !isNoise(p),
      `${where}: "${p}" cannot be a parameter: it is ${reserved[p] ?? 'a noise'}`,
    )
    const { value, unit } = quantity(given, `${where}: parameter ${p}`)
    parameters[p] = value
    if (unit) units[p] = unit
  }
  Object.assign(units, checkedUnits(options.units ?? {}, [...variables, ...Object.keys(parameters), 'I'], where))
  const names = [...variables, 'I', ...Object.keys(parameters), 't', 'dt']
  const fail = (what: string, at: number) => new EquationError(place, what, options.equations, at)

  const all = [...read.equations.map(({ right }) => right), ...read.definitions.map(({ value }) => value)]
  const noises = [...new Set(all.flatMap(namesIn).filter(isNoise))].filter(
    n => !names.includes(n) && !read.lines.has(n),
  )
  const seen = new Set<string>()
  for (const { variable, at } of read.equations) {
    if (seen.has(variable)) throw fail(`"${variable}" has two equations`, at)
    if (Object.hasOwn(parameters, variable)) throw fail(`"${variable}" is a variable and a parameter`, at)
    if (Object.hasOwn(reserved, variable))
      throw fail(`"${variable}" cannot be a variable: it is ${reserved[variable]}`, at)
    seen.add(variable)
  }
  for (const { name: line, at } of read.definitions) {
    const other = variables.includes(line)
      ? 'a variable'
      : Object.hasOwn(parameters, line)
        ? 'a parameter'
        : reserved[line]
    if (other) throw fail(`"${line}" cannot name a line: it is ${other}`, at)
  }
  for (const right of all) checkNames(right, [...names, ...read.lines.keys(), ...noises], place, options.equations)

  const changing = new Set(variables)
  const whole = (right: Equation['right']) => withoutSingularities(substitute(right, read.lines), changing)
  const equations = read.equations.map(equation => ({ ...equation, right: whole(equation.right) }))
  for (const { right, at } of equations) {
    if (!linear(right, new Set(noises)))
      throw fail('noise must be added, times a strength that has no noise: "... + sigma*xi"', at)
  }
  const events = eventsOf(options, { where, names, variables, parameters: Object.keys(parameters), lines: read.lines })
  const dynamics = { equations, noises }
  const { method = 'auto' } = options
  const base: NeuronModel = {
    name,
    equations,
    events,
    parameters,
    initial: {},
    refractory: 0,
    frozen: variables.includes('v') ? ['v'] : [],
    receptors: {},
    noises,
    takesCurrent: equations.some(({ right }) => namesIn(right).includes('I')),
    method: method === 'auto' ? automatic(dynamics) : checkedMethod(method, where),
    automatic: method === 'auto',
    substeps: checkedSubsteps(options.substeps ?? {}, method, variables, where),
    units,
    text: {
      equations: options.equations,
      threshold: textOf(options.threshold),
      reset: textOf(options.reset),
    },
  }
  const refused = refusal(base.method, dynamics)
  if (refused) throw fail(refused.reason, refused.equation.at)
  const { refractory, frozen, initial, receptors } = options
  return callable<P>(variant(base, {}, { refractory, frozen, initial, receptors }))
}

function callable<P>(model: NeuronModel): Neuron<P> {
  const make = (parameters: Overrides<P> = {}, settings: NeuronSettings = {}) =>
    callable<P>(variant(model, parameters as Readonly<Record<string, AnyQuantity>>, settings))
  const source: Neuron['source'] = (engine, options) => generated(model, engine, options)
  return Object.assign(make, { model, latex: () => latex(model), source, ...describeNeuron(model) })
}

const textOf = (given: NeuronOptions['threshold']) =>
  given === undefined
    ? ''
    : typeof given === 'string'
      ? given
      : Object.entries(given)
          .map(([event, text]) => `${event}: ${text}`)
          .join('\n')

interface Known {
  readonly where: string
  readonly names: readonly string[]
  readonly variables: readonly string[]
  readonly parameters: readonly string[]
  readonly lines: Lines
}

function eventsOf({ threshold, reset }: Pick<NeuronOptions, 'threshold' | 'reset'>, known: Known): ModelEvent[] {
  const { where, variables, lines } = known
  const byEvent = (given: typeof threshold, what: string): Readonly<Record<string, string>> => {
    const texts = given === undefined ? {} : typeof given === 'string' ? { spike: given } : given
    for (const text of Object.values(texts))
      check(typeof text === 'string', `${where}: ${what} must be a text, got ${kindOf(text)}`)
    return texts
  }
  const conditions = byEvent(threshold, 'threshold')
  const resets = byEvent(reset, 'reset')
  const events = Object.keys(conditions)
  for (const event of Object.keys(resets)) {
    check(
      events.includes(event),
      events.length
        ? `${where}: reset of unknown event "${event}"; the thresholds are ${events.join(', ')}${suggestion(event, events)}`
        : `${where}: a reset without a threshold never happens; add threshold: 'v >= 30' or the like`,
    )
  }
  for (const event of events) {
    check(
      !known.names.includes(event) && event !== 'spikes' && event !== 'rate',
      `${where}: "${event}" cannot name an event: it is ${variables.includes(event) ? 'a variable' : 'taken'}`,
    )
  }
  const names = [...known.names, ...lines.keys()]
  return events.map(event => {
    const prefix = event === 'spike' ? '' : ` of "${event}"`
    const text = conditions[event]
    const condition = parseExpression(text, `${where}: threshold${prefix}`, 'condition')
    checkNames(condition, names, where, text, 'variable', `threshold "${text}"`)
    const resetText = resets[event] ?? ''
    const assignments = parseAssignments(resetText, `${where}: reset${prefix}`)
    for (const { variable, value, at } of assignments) {
      if (!variables.includes(variable)) {
        const what = known.parameters.includes(variable)
          ? `"${variable}" is a parameter and cannot be assigned`
          : `unknown variable "${variable}"`
        throw new EquationError(
          `${where}: reset${prefix}`,
          `${what}; variables are ${variables.join(', ')}${suggestion(variable, variables)}`,
          resetText,
          at,
        )
      }
      checkNames(value, names, `${where}: reset${prefix}`, resetText)
    }
    return {
      name: event,
      condition: substitute(condition, lines),
      reset: assignments.map(assignment => ({ ...assignment, value: substitute(assignment.value, lines) })),
    }
  })
}

function checkedMethod(method: Method, where: string): Method {
  const known = ['auto', ...methods]
  check(
    methods.includes(method),
    `${where}: unknown method "${String(method)}"; there are ${known.join(', ')}${suggestion(method, known)}`,
  )
  return method
}

function checkedSubsteps(
  substeps: Readonly<Record<string, number>>,
  method: Method | 'auto',
  variables: readonly string[],
  where: string,
): Readonly<Record<string, number>> {
  const given = Object.entries(substeps)
  check(
    !given.length || method === 'euler' || method === 'euler-sequential',
    `${where}: substeps go with method "euler" or "euler-sequential", not "${method}"`,
  )
  for (const [variable, n] of given) {
    check(
      variables.includes(variable),
      `${where}: unknown variable "${variable}" in substeps; it has ${variables.join(', ')}${suggestion(variable, variables)}`,
    )
    check(
      Number.isInteger(n) && n > 0,
      `${where}: substeps of ${variable} must be a whole number of 1 or more, got ${String(n)}`,
    )
  }
  return substeps
}

function checkedUnits(
  units: Readonly<Record<string, string>>,
  names: readonly string[],
  where: string,
): Readonly<Record<string, string>> {
  for (const [name, unit] of Object.entries(units)) {
    check(
      names.includes(name),
      `${where}: unknown name "${name}" in units; it has ${names.join(', ')}${suggestion(name, names)}`,
    )
    check(typeof unit === 'string', `${where}: the unit of ${name} must be a text such as 'nS', got ${kindOf(unit)}`)
  }
  return units
}
