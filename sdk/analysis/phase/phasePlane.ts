import { check } from '../../check.js'
import { derivative, evaluator, variablesOf, type Neuron, type NeuronModel, type Reader } from '../../model/index.js'
import { refuseUnknown, suggestion } from '../../options.js'
import { time, type Time } from '../../units/index.js'
import type { Jacobian, Plane } from './plane.js'

export interface PhasePlaneOptions {
  /** The two variables that move, first axis first; default those of a neuron that has two. */
  readonly variables?: readonly [x: string, y: string]
  /** Input current, in the model's unit; default 0. */
  readonly I?: number
  /** Parameters that differ from the model's. */
  readonly parameters?: Readonly<Record<string, number>>
  /** The other variables: a number each, or a function of the two, such as a gate in its steady state. */
  readonly fixed?: Readonly<Record<string, number | ((x: number, y: number) => number)>>
  /** Time at which equations that mention `t` are looked at; default 0. */
  readonly t?: Time
  /** Which neuron counts where a parameter has one value for each; default the first, 0. */
  readonly neuron?: number
}

/**
 * Two variables of a neuron as a dynamical system of its own, with all else held: what {@link nullclines},
 * {@link fixedPoints} and {@link vectorField} look at (Izhikevich 2007, Dynamical Systems in Neuroscience, chapter 4).
 * Noise counts as 0, its mean; thresholds, resets and refractory periods play no part. The Jacobian is the symbolic
 * derivative of the equations, unless a fixed variable is a function.
 *
 * @param cell a neuron or its model
 * @throws RangeError for an unknown option, variable or parameter, for a neuron of more than two variables unless
 *   `variables` and `fixed` name them all, or for equations that mention `dt`
 * @example
 * const plane = phasePlane(izhikevich('RS'), { I: 4 })
 * fixedPoints(plane, { x: [-90, -30], y: [-30, 30] })
 */
export function phasePlane(cell: Neuron | NeuronModel, options: PhasePlaneOptions = {}): Plane {
  refuseUnknown('phasePlane', options, ['variables', 'I', 'parameters', 'fixed', 't', 'neuron'])
  const model = 'model' in cell ? cell.model : cell
  const where = `phasePlane: neuron "${model.name}"`
  const known = variablesOf(model)
  const { fixed = {} } = options
  const [x, y] = axes(options.variables, known, where)
  for (const [name, value] of Object.entries(fixed)) {
    check(known.includes(name), `${where}: unknown variable "${name}" in fixed${hint(name, known)}`)
    check(name !== x && name !== y, `${where}: "${name}" is an axis and cannot be fixed`)
    check(
      typeof value === 'function' || Number.isFinite(value),
      `${where}: "${name}" in fixed must be a finite number or a function of the two axes, got ${String(value)}`,
    )
  }
  const missing = known.filter(name => name !== x && name !== y && !Object.hasOwn(fixed, name))
  check(
    missing.length === 0,
    `${where}: what is ${missing.join(', ')}? Give a value, such as { fixed: { ${missing[0]}: 0 } }`,
  )

  // The readers take what stands here: no object is made at each evaluation.
  const at = { x: 0, y: 0 }
  const constant = constants(model, options, where)
  const read = (name: string): Reader => {
    if (name === x) return () => at.x
    if (name === y) return () => at.y
    const value = Object.hasOwn(fixed, name) ? fixed[name] : constant(name)
    return typeof value === 'function' ? () => value(at.x, at.y) : () => value
  }
  const right = (name: string) => model.equations.find(({ variable }) => variable === name)!.right
  const [dx, dy] = [evaluator(right(x), read), evaluator(right(y), read)]
  const plane: Plane = {
    x,
    y,
    units: [unitOf(model, x), unitOf(model, y)],
    flow(px, py) {
      ;[at.x, at.y] = [px, py]
      return [dx(0), dy(0)]
    },
  }
  if (Object.values(fixed).some(value => typeof value === 'function')) return plane
  const slopes = [x, y].flatMap(of => [x, y].map(by => evaluator(derivative(right(of), by), read)))
  return {
    ...plane,
    jacobian(px, py) {
      ;[at.x, at.y] = [px, py]
      return slopes.map(slope => slope(0)) as unknown as Jacobian
    },
  }
}

/** '1' says that there is none. */
const unitOf = ({ units }: NeuronModel, name: string) =>
  Object.hasOwn(units, name) && units[name] !== '1' ? units[name] : ''

function axes(
  given: PhasePlaneOptions['variables'],
  known: readonly string[],
  where: string,
): readonly [string, string] {
  if (given === undefined) {
    check(known.length === 2, `${where} has the variables ${known.join(', ')}; name two of them, { variables: [x, y] }`)
    return [known[0], known[1]]
  }
  for (const name of given) check(known.includes(name), `${where}: unknown variable "${name}"${hint(name, known)}`)
  check(
    given.length === 2 && given[0] !== given[1],
    `${where}: variables must be two different ones, got ${given.join(', ')}`,
  )
  return given
}

/** The value of every name that is no variable. */
function constants(model: NeuronModel, options: PhasePlaneOptions, where: string): (name: string) => number {
  const { I = 0, parameters = {}, neuron = 0 } = options
  check(Number.isFinite(I), `${where}: I must be a finite number, got ${I}`)
  const t = time(options.t ?? 0, `${where}: t`)
  const names = Object.keys(model.parameters)
  for (const [name, value] of Object.entries(parameters)) {
    check(names.includes(name), `${where}: unknown parameter "${name}"${hint(name, names)}`)
    check(Number.isFinite(value), `${where}: parameter "${name}" must be a finite number, got ${value}`)
  }
  return name => {
    if (name === 'I') return I
    if (name === 't') return t
    if (model.noises.includes(name)) return 0
    check(name !== 'dt', `${where}: its equations mention dt, which has no value in the phase plane`)
    if (Object.hasOwn(parameters, name)) return parameters[name]
    const value = model.parameters[name]
    if (typeof value === 'number') return value
    check(
      Number.isInteger(neuron) && neuron >= 0 && neuron < value.length,
      `${where}: parameter "${name}" has ${value.length} values, neuron must be one of 0 to ${value.length - 1}, got ${neuron}`,
    )
    return value[neuron]
  }
}

const hint = (name: string, known: readonly string[]) =>
  `; it has ${known.join(', ') || 'none'}${suggestion(name, known)}`
