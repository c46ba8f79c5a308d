import { check, kindOf } from '../../check.js'
import { suggestion } from '../../options.js'
import { quantityIn, time } from '../../units/index.js'
import { EquationError } from '../equationError.js'
import { namesIn, type Expression } from '../expression.js'
import { splitLines } from '../lines.js'
import { parseEquations, parseExpression, type Equation } from '../parse.js'
import { checkHeads } from '../readEquations.js'
import { substitute } from '../symbolic.js'
import { isQuantity } from '../variant.js'
import { ruleMeaning } from './dialect.js'
import { flowOf, refuseStepped } from './flow.js'
import { checkEquation, readFormula, readStatements, type Known, type Length } from './formulas.js'
import { dependencies, scopesOf } from './scopes.js'
import { atEnd, statementsOf, type ModulatorLaw, type SynapseModel, type SynapseVariable } from './synapseModel.js'
import type { SynapseOptions } from './synapseOptions.js'

/** What a rule is read from: its options, with parameters and modulators already in numbers. */
export interface Given extends Omit<SynapseOptions, 'parameters' | 'modulators'> {
  readonly name: string
  readonly parameters: Readonly<Record<string, number>>
  readonly modulators: Readonly<Record<string, ModulatorLaw | null>>
  readonly units: Readonly<Record<string, string>>
}

/**
 * Reads and checks a rule.
 *
 * @throws EquationError with line, column and caret; RangeError for what is out of place
 */
export function readRule(given: Given): SynapseModel {
  const where = `rule "${given.name}"`
  const { equations: source = '', parameters, modulators } = given
  const own = Object.keys(parameters)
  const fail = (what: string, at: number) => new EquationError(`${where}: equations`, what, source, at)
  const read = splitLines(parseEquations(textOf(source, `${where}: equations`), `${where}: equations`), where, source)
  checkHeads(read, own, ruleMeaning, fail)
  const lengths = lengthsOf(read.equations, given, where)
  const known: Known = {
    where,
    variables: lengths,
    parameters: own,
    modulators: Object.keys(modulators),
    lines: read.lines,
    count: { draws: 0, reductions: 0 },
  }
  checkTaken(known, where)
  const { lines } = read
  const equations = read.equations.map(equation => ({ ...equation, right: substitute(equation.right, lines) }))
  for (const { right, variable, at } of equations) checkEquation(right, at, lengths.get(variable), source, known)
  for (const line of lines.values()) checkEquation(line, 0, undefined, source, known)

  const parts = partsOf(given, known, where)
  const initial = new Map([...lengths].map(([name, length]) => [name, initialOf(name, length, given, where)]))
  const candidates = [...lengths.keys()].map(name => {
    const equation = equations.find(({ variable }) => variable === name)
    return { name, initial: initial.get(name)!, ...(equation && { equation: equation.right, written: equation }) }
  })
  const scopes = scopesOf(candidates, parts)
  const variables = candidates.map(({ name, initial, equation, written }): SynapseVariable => {
    const { length, from } = lengths.get(name)!
    const flow = written && flowOf(written, own)
    if (written && typeof flow === 'string' && !given.continuous)
      refuseStepped(flow, written, `${where}: equations`, source)
    return {
      name,
      scope: scopes.get(name)!,
      length,
      initial,
      ...(from !== undefined && { lengthFrom: from }),
      ...(equation && { equation }),
      ...(typeof flow === 'object' && { flow }),
    }
  })
  const model: SynapseModel = {
    name: given.name,
    variables,
    parameters,
    modulators,
    ...parts,
    ends: { pre: [], post: [] },
    units: given.units,
    text: { equations: source, parts: textsOf(given) },
  }
  checkCondition(model, where, given)
  return { ...model, ends: endsOf(model) }
}

function textOf(text: string, what: string): string {
  check(typeof text === 'string', `${what} must be a text, got ${kindOf(text)}`)
  return text
}

/** The variables of a rule: those with equations, then those that have a start or a length only. */
function lengthsOf(equations: readonly Equation[], given: Given, where: string): Map<string, Length> {
  const { initial = {}, variables = {}, parameters } = given
  const names = [...new Set([...equations.map(e => e.variable), ...Object.keys(initial), ...Object.keys(variables)])]
  return new Map(
    names.map(name => {
      const taken = Object.hasOwn(parameters, name) ? 'a parameter' : ruleMeaning(name)
      check(!taken, `${where}: "${name}" cannot be a variable: it is ${taken}`)
      return [name, lengthOf(variables[name] ?? 1, parameters, `${where}: variables: ${name}`)]
    }),
  )
}

/** A length, from a number or a parameter. */
export function lengthOf(given: number | string, parameters: Given['parameters'], what: string): Length {
  const from = typeof given === 'string' ? given : undefined
  const names = Object.keys(parameters)
  check(
    from === undefined || names.includes(from),
    () => `${what}: unknown parameter "${from}"; it has ${names.join(', ') || 'none'}${suggestion(from!, names)}`,
  )
  const length = from === undefined ? given : parameters[from]
  check(
    typeof length === 'number' && Number.isInteger(length) && length > 0 && length <= 65_536,
    `${what} must be a number of components, 1 to 65,536, got ${String(length)}`,
  )
  return { length, ...(from !== undefined && { from }) }
}

function checkTaken({ variables, parameters, modulators, lines }: Known, where: string): void {
  for (const modulator of modulators) {
    const taken =
      (variables.has(modulator) && 'a variable') ||
      (parameters.includes(modulator) && 'a parameter') ||
      (lines.has(modulator) && 'a line of the equations') ||
      ruleMeaning(modulator)
    check(!taken, `${where}: "${modulator}" cannot be a modulator: it is ${taken}`)
  }
}

function partsOf(given: Given, known: Known, where: string) {
  const statements = (part: 'onPre' | 'onPost' | 'onReward', more = {}) =>
    readStatements(textOf(given[part] ?? '', `${where}: ${part}`), { part, ...more }, known)
  const parts = {
    ...(given.efficacy !== undefined && {
      efficacy: readFormula(textOf(given.efficacy, `${where}: efficacy`), 'efficacy', known, 'number'),
    }),
    onPre: statements('onPre'),
    onPost: statements('onPost'),
    onReward: statements('onReward', { global: true, reward: true }),
    every: Object.entries(given.every ?? {}).map(([key, text]) => {
      const part = `every ${key}`
      const statements = readStatements(textOf(text, `${where}: ${part}`), { part, global: true }, known)
      return { ...intervalOf(key, given.parameters, where), statements }
    }),
    ...continuousOf(given, known, where),
  }
  return parts
}

/** An interval in ms, from a time or from the parameter that says it. */
export function intervalOf(key: string, parameters: Given['parameters'], where: string) {
  const from = Object.hasOwn(parameters, key) ? key : undefined
  const interval = from === undefined ? time(key as `${number} ms`, `${where}: every`) : parameters[from]
  check(interval > 0, `${where}: every: the interval must be positive, got ${from ? `${from} = ${interval}` : key}`)
  return { interval, ...(from !== undefined && { intervalFrom: from }) }
}

function continuousOf({ continuous }: Given, known: Known, where: string) {
  if (continuous === undefined) return {}
  const { where: condition, do: text } =
    typeof continuous === 'object' ? continuous : { where: undefined, do: continuous === true ? '' : continuous }
  return {
    continuous: {
      ...(condition !== undefined && {
        where: readFormula(textOf(condition, `${where}: where`), 'continuous, where', known, 'condition'),
      }),
      statements: readStatements(textOf(text, `${where}: continuous`), { part: 'continuous' }, known),
    },
  }
}

function initialOf(name: string, { length }: Length, given: Given, where: string): Expression {
  const value = given.initial?.[name] ?? 0
  const what = `${where}: initial ${name}`
  if (typeof value === 'string' && !isQuantity(value)) {
    const expression = parseExpression(value, what)
    const names = [...Object.keys(given.parameters), 'w', ...(length > 1 ? ['k'] : [])]
    const unknown = namesIn(expression).find(n => !names.includes(n))
    if (unknown !== undefined) {
      const message = `unknown name "${unknown}"; it has ${names.join(', ')}${suggestion(unknown, names)}`
      throw new EquationError(what, message, value, value.indexOf(unknown))
    }
    return expression
  }
  const unit = Object.hasOwn(given.units, name) ? given.units[name] : undefined
  return { kind: 'number', value: quantityIn(unit)(value as number, what), at: 0 }
}

/** @throws RangeError for a condition that is not one of the postsynaptic neuron */
function checkCondition({ continuous, variables }: SynapseModel, where: string, { continuous: given }: Given): void {
  if (!continuous?.where || typeof given !== 'object') return
  const scope = new Map(variables.map(v => [v.name, v.scope]))
  const other = dependencies(continuous.where, [...scope.keys()]).find(
    need => need !== 'of post' && scope.get(need) !== 'post',
  )
  check(
    other === undefined,
    `${where}: continuous: "${given.where}" must be a condition of the postsynaptic neuron alone, ` +
      `but ${other?.replace('of synapse', 'the weight').replace('of ', 'it is a matter of the neuron at ')} is not; ` +
      'test it in the statements, as in "w += x > 1 ? ... : 0"',
  )
}

/** Variables of the neurons at both ends that a rule mentions. */
function endsOf(model: SynapseModel): SynapseModel['ends'] {
  const formulas = [
    ...statementsOf(model),
    ...[model.efficacy, model.continuous?.where].flatMap(f => (f ? [f] : [])),
    ...model.variables.flatMap(({ equation }) => (equation ? [{ value: equation, reductions: [] }] : [])),
  ]
  const names = formulas.flatMap(({ value, reductions }) => [value, ...reductions.map(r => r.value)]).flatMap(namesIn)
  const of = (end: 'pre' | 'post') => [
    ...new Set(names.flatMap(name => (atEnd(name)?.end === end ? [atEnd(name)!.variable] : []))),
  ]
  return { pre: of('pre'), post: of('post') }
}

function textsOf(given: Given): Record<string, string> {
  const { efficacy, onPre, onPost, onReward, every = {}, continuous } = given
  const whole = typeof continuous === 'object' ? `${continuous.do}, where ${continuous.where}` : continuous
  const all = {
    efficacy,
    onPre,
    onPost,
    onReward,
    ...Object.fromEntries(Object.entries(every).map(([key, text]) => [`every ${key}`, text])),
    continuous: whole === true ? undefined : whole,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
