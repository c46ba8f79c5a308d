import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import type { Time } from '../units/index.js'
import { EquationError } from './equationError.js'
import { eventsOf, eventText, type EventTexts } from './events.js'
import { namesIn } from './expression.js'
import { generated } from './generators.js'
import { latex } from './latex.js'
import { automatic, checkedMethod, checkedSubsteps, refusal } from './methods/index.js'
import { describeNeuron, type Displayed } from './neuronDisplay.js'
import type { Method, NeuronModel } from './neuronModel.js'
import { checkedUnits, readParameters, type Parameters } from './parameters.js'
import { readEquations } from './readEquations.js'
import type { ReceptorParameters, Receptors } from './receptors.js'
import { settingNames, variant, type NeuronSettings, type Overrides } from './variant.js'

export interface NeuronOptions<
  P extends Parameters = Parameters,
  R extends Receptors = Receptors,
> extends NeuronSettings<R> {
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
  threshold?: EventTexts
  /** What a spike does, such as `'v = c; u += d'`, or what each event does; default nothing. */
  reset?: EventTexts
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
  <const R extends Receptors = Readonly<Record<never, never>>>(
    parameters?: Overrides<P>,
    settings?: NeuronSettings<R>,
  ): Neuron<P & ReceptorParameters<R>>
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
 * sin, cos, tan, sinh, cosh, tanh, exprel, floor, min, max, clip. Everything is checked here: syntax, unknown names, missing
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
export function neuron<
  const P extends Parameters = Readonly<Record<never, never>>,
  const R extends Receptors = Readonly<Record<never, never>>,
>(options: NeuronOptions<P, R>): Neuron<P & ReceptorParameters<R>> {
  refuseUnknown('neuron', options, optionNames)
  const { name = 'neuron', method = 'auto', refractory, frozen, initial, receptors } = options
  const where = `neuron "${name}"`
  const source = options.equations
  check(
    typeof source === 'string',
    `${where}: equations must be a text such as "dv/dt = -v/tau + I", got ${kindOf(source)}`,
  )
  const { parameters, units } = readParameters(options.parameters ?? {}, where)
  const { equations, lines, noises } = readEquations(source, Object.keys(parameters), `${where}: equations`)
  check(equations.length > 0, `${where}: equations are empty; expected at least one "dv/dt = ..."`)

  const variables = equations.map(({ variable }) => variable)
  const named = [...variables, 'I', ...Object.keys(parameters)]
  const events = eventsOf(options.threshold, options.reset, {
    where,
    names: [...named, 't', 'dt'],
    variables,
    parameters: Object.keys(parameters),
    lines,
  })
  const written = [
    ...equations.map(({ right }) => right),
    ...events.flatMap(({ condition, reset }) => [condition, ...reset.map(({ value }) => value)]),
  ]
  const model: NeuronModel = {
    name,
    equations,
    lines: Object.fromEntries(lines),
    events,
    parameters,
    initial: {},
    refractory: 0,
    frozen: variables.includes('v') ? ['v'] : [],
    receptors: {},
    noises,
    takesCurrent: written.some(e => namesIn(e).includes('I')),
    method: method === 'auto' ? automatic({ equations, noises }) : checkedMethod(method, where),
    automatic: method === 'auto',
    substeps: checkedSubsteps(options.substeps ?? {}, method, variables, where),
    units: {
      ...(variables.includes('v') && { v: 'mV' }),
      ...units,
      ...checkedUnits(options.units ?? {}, named, where),
    },
    text: { equations: source, threshold: eventText(options.threshold), reset: eventText(options.reset), currents: [] },
  }
  const refused = refusal(model.method, model)
  if (refused) throw new EquationError(`${where}: equations`, refused.reason, source, refused.equation.at)
  return callable<P & ReceptorParameters<R>>(variant(model, {}, { refractory, frozen, initial, receptors }))
}

function callable<P>(model: NeuronModel): Neuron<P> {
  const make = <const R extends Receptors = Readonly<Record<never, never>>>(
    parameters: Overrides<P> = {},
    settings: NeuronSettings<R> = {},
  ) => callable<P & ReceptorParameters<R>>(variant(model, parameters, settings))
  const source: Neuron['source'] = (engine, options) => generated(model, engine, options)
  return Object.assign(make, { model, latex: () => latex(model), source, ...describeNeuron(model) })
}
