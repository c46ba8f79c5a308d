import { isNoise } from '../checkNames.js'
import { EquationError } from '../equationError.js'
import { namesIn, visit, type Expression } from '../expression.js'
import type { Lines } from '../lines.js'
import { parseAssignments, parseExpression } from '../parse.js'
import { substitute } from '../symbolic.js'
import { hint } from '../hints.js'
import { suggestion } from '../../options.js'
import { ruleDialect, ruleMeaning, type WrittenReduction } from './dialect.js'
import { atEnd, indexed, isDraw, type Formula, type Reduction, type Statement } from './synapseModel.js'

/** How many components a value has, the parameter that says it, if one does, and the variable whose they are. */
export interface Length {
  readonly name?: string
  readonly length: number
  readonly from?: string
}

/** What the texts of a rule may mention. */
export interface Known {
  readonly where: string
  readonly variables: ReadonlyMap<string, Length>
  readonly parameters: readonly string[]
  readonly modulators: readonly string[]
  readonly lines: Lines
  readonly count: { draws: number; reductions: number }
}

/** What a text is about: its name in errors, and what only some texts may have. */
export interface Part {
  readonly part: string
  /** Whether it concerns all synapses at once, so that it may reduce over them. */
  readonly global?: boolean
  readonly reward?: boolean
}

/** Reads the statements of one part. @throws EquationError with line, column and caret */
export function readStatements(text: string, { part, ...may }: Part, known: Known): Statement[] {
  const where = `${known.where}: ${part}`
  const { dialect, found } = ruleDialect(text, where, known.count)
  return parseAssignments(text, where, dialect).map(({ variable, value, at }) => {
    checkAssigned(variable, known, where, text, at)
    const length = known.variables.get(variable) ?? one
    return { variable, at, ...formula(value, { text, where, found, known, ...may }, length) }
  })
}

/** Reads one number or condition; see {@link readStatements}. */
export function readFormula(text: string, part: string, known: Known, expected: 'number' | 'condition'): Formula {
  const where = `${known.where}: ${part}`
  const { dialect, found } = ruleDialect(text, where, known.count)
  return formula(parseExpression(text, where, expected, dialect), { text, where, found, known }, one)
}

const one: Length = { length: 1 }

interface Reading {
  readonly text: string
  readonly where: string
  readonly found: ReadonlyMap<string, WrittenReduction>
  readonly known: Known
  readonly global?: boolean
  readonly reward?: boolean
}

/** A formula from what was written, checked, with its reductions in order; `onto` is how long its value is to be. */
function formula(written: Expression, reading: Reading, onto: Length): Formula {
  const { found, known } = reading
  const reductions: Reduction[] = []
  const reduce = (e: Expression): Expression => {
    const whole = substitute(e, known.lines)
    for (const name of namesIn(whole)) {
      const reduction = found.get(name)
      if (!reduction || reductions.some(r => r.name === name)) continue
      const value = reduce(reduction.value)
      reductions.push({ name, op: reduction.op, value, ...range(reduction, value, reading) })
    }
    return whole
  }
  const value = reduce(written)
  checkFits(lengthOf(value, reading, onto.length > 1), onto, written.at, reading)
  return { value, reductions }
}

/** What a reduction goes over. */
function range(
  { called, over, at }: WrittenReduction,
  value: Expression,
  reading: Reading,
): Pick<Reduction, 'over' | 'vector'> {
  const length = lengthOf(value, reading, true)
  const fail = (what: string) => new EquationError(reading.where, what, reading.text, at)
  if (length) {
    if (called !== 'sum' && called !== 'mean')
      throw fail(`${called} is of one number for each synapse, not of a vector; write ${called}(sum(...))`)
    return { over: 'components', vector: length.name }
  }
  if (!reading.global)
    throw fail(
      `${called} goes over the synapses, which only "every" and "onReward" can; at a spike there is one synapse`,
    )
  return { over }
}

/** Checks an equation of a variable, or with no length a line, as formulas are. */
export function checkEquation(
  right: Expression,
  at: number,
  onto: Length | undefined,
  text: string,
  known: Known,
): void {
  const reading = { text, where: `${known.where}: equations`, found: new Map(), known }
  checkFits(lengthOf(right, reading, !onto || onto.length > 1), onto, at, reading)
}

function checkFits(length: Length | undefined, onto: Length | undefined, at: number, { where, text }: Reading): void {
  if (!length || !onto || same(length, onto)) return
  const fits = onto.length > 1 ? `has ${onto.length}` : 'is one number'
  const what = `a vector of ${length.length} components, where what it is for ${fits}; reduce it, as in sum(...) or mean(...)`
  throw new EquationError(where, what, text, at)
}

/** How many components a value has; undefined if it is a number. Checks its names. */
function lengthOf(value: Expression, reading: Reading, vector: boolean): Length | undefined {
  const { text, where, known } = reading
  let length: Length | undefined
  visit(value, part => {
    if (part.kind !== 'name') return
    const fail = (what: string) => new EquationError(where, what, text, part.at)
    const component = indexed(part.name)
    const own = known.variables.get(component?.variable ?? part.name)
    if (component && !(own && own.length > 1))
      throw fail(
        `"${component.variable}" is no vector; say how long it is, as in variables: { ${component.variable}: 16 }`,
      )
    if (component?.index !== undefined && component.index >= own!.length)
      throw fail(`"${component.variable}" has components 0 to ${own!.length - 1}, not ${component.index}`)
    if (own && own.length > 1 && component?.index === undefined) {
      if (length && !same(length, own)) throw fail(`vectors of ${length.length} and of ${own.length} components`)
      length = { name: component?.variable ?? part.name, ...own }
    }
    if (part.name === 'k' && !vector) throw fail('"k" counts the components of a vector, but here is none')
    if (!own && !component) checkKnown(part.name, reading, fail)
  })
  return length
}

const same = (a: Length, b: Length) => a.length === b.length && a.from === b.from

function checkKnown(name: string, { known, found, reward }: Reading, fail: (what: string) => EquationError): void {
  const { variables, parameters, modulators, lines } = known
  if (['w', 'k', 't', 'dt'].includes(name) || parameters.includes(name) || modulators.includes(name)) return
  if (isDraw(name) || found.has(name) || atEnd(name)) return
  if (name === 'reward') {
    if (reward) return
    throw fail('"reward" is known in onReward only; a modulator keeps it, as in modulators: { dopamine: { tau: 200 } }')
  }
  if (isNoise(name)) throw fail(`"${name}" is noise, which rules do not have; draw with rand(), uniform in 0 .. 1`)
  const own = ['w', ...variables.keys(), ...parameters, ...modulators, ...lines.keys()]
  const advice = hint(name) || suggestion(name, own)
  throw fail(`unknown name "${name}"; it has ${own.join(', ')}, and variables of the neurons as v_pre, v_post${advice}`)
}

function checkAssigned(variable: string, known: Known, where: string, text: string, at: number): void {
  const { variables, parameters, modulators, lines } = known
  if (variable === 'w' || variables.has(variable)) return
  const fail = (what: string) => {
    const own = ['w', ...variables.keys()]
    const advice = `; it changes ${own.join(', ')}${suggestion(variable, own)}`
    throw new EquationError(where, `${what}${advice}`, text, at)
  }
  if (parameters.includes(variable)) fail(`"${variable}" is a parameter and cannot be assigned`)
  if (modulators.includes(variable)) fail(`"${variable}" is a modulator, which rewards change and rules only read`)
  if (lines.has(variable)) fail(`"${variable}" is a line of the equations and cannot be assigned`)
  if (atEnd(variable))
    fail(
      `"${variable}" belongs to a neuron: rules change the weight and variables of their own, and efficacy what is transmitted`,
    )
  if (ruleMeaning(variable)) fail(`"${variable}" is ${ruleMeaning(variable)} and cannot be assigned`)
  fail(
    `unknown variable "${variable}"; if it is one without an equation, give its start, as in initial: { ${variable}: 0 }`,
  )
}
