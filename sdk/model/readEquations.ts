import { checkNames, isNoise, meaning } from './checkNames.js'
import { EquationError } from './equationError.js'
import { namesIn } from './expression.js'
import { linear } from './linear.js'
import { splitLines, type Lines } from './lines.js'
import { parseEquations, type Definition, type Equation } from './parse.js'
import { withoutSingularities } from './removable.js'
import { mentions, substitute } from './symbolic.js'

/** @throws EquationError for a variable with two equations, or a name that is taken */
export function checkHeads(
  read: { readonly equations: readonly Equation[]; readonly definitions: readonly Definition[] },
  parameters: readonly string[],
  meaning: (name: string) => string | undefined,
  fail: (what: string, at: number) => EquationError,
): void {
  const seen = new Set<string>()
  for (const { variable, at } of read.equations) {
    if (seen.has(variable)) throw fail(`"${variable}" has two equations`, at)
    if (parameters.includes(variable)) throw fail(`"${variable}" is a variable and a parameter`, at)
    const taken = meaning(variable)
    if (taken) throw fail(`"${variable}" cannot be a variable: it is ${taken}`, at)
    seen.add(variable)
  }
  for (const { name, at } of read.definitions) {
    const taken = seen.has(name) ? 'a variable' : parameters.includes(name) ? 'a parameter' : meaning(name)
    if (taken) throw fail(`"${name}" cannot name a line: it is ${taken}`, at)
  }
}

interface Read {
  /** With intermediate lines put in and removable singularities removed. */
  readonly equations: readonly Equation[]
  readonly lines: Lines
  /** In order of appearance. */
  readonly noises: readonly string[]
}

/**
 * Reads and checks the equations of a model with those parameters.
 *
 * @throws EquationError with line, column and caret
 */
export function readEquations(source: string, parameters: readonly string[], where: string): Read {
  const fail = (what: string, at: number) => new EquationError(where, what, source, at)
  const read = splitLines(parseEquations(source, where), where, source)
  const variables = read.equations.map(e => e.variable)

  checkHeads(read, parameters, meaning, fail)
  const seen = new Set(variables)

  const all = [
    ...read.equations.map(e => ({ at: e.at, e: e.right })),
    ...read.definitions.map(e => ({ at: e.at, e: e.value })),
  ]
  const noises = all
    .sort((a, b) => a.at - b.at)
    .flatMap(({ e }) => namesIn(e))
    .filter((name, i, names) => isNoise(name) && names.indexOf(name) === i)
  const names = [...variables, 'I', ...parameters, 't', 'dt', ...read.lines.keys(), ...noises]
  for (const { e } of all) checkNames(e, names, where, source)

  const equations = read.equations.map(equation => {
    const right = withoutSingularities(substitute(equation.right, read.lines), seen)
    if (!linear(right, new Set(noises)))
      throw fail('noise must be added, times a strength that has no noise: "... + sigma*xi"', equation.at)
    return { ...equation, right }
  })
  const used = noises.filter(noise => equations.some(({ right }) => mentions(right, new Set([noise]))))
  return { equations, lines: read.lines, noises: used }
}
