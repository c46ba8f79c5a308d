import { EquationError } from './equationError.js'
import { namesIn, type Expression } from './expression.js'
import type { Definition, Equation } from './parse.js'
import { substitute } from './symbolic.js'

/** Intermediate lines, each written out in names that are no lines. */
export type Lines = ReadonlyMap<string, Expression>

/** Equations and the intermediate lines among them, which may stand in any order. */
export function splitLines(
  all: readonly (Equation | Definition)[],
  where: string,
  source: string,
): { equations: Equation[]; definitions: Definition[]; lines: Lines } {
  const equations = all.filter(line => 'right' in line)
  const definitions = all.filter(line => 'value' in line)
  const byName = new Map<string, Definition>()
  for (const definition of definitions) {
    if (byName.has(definition.name))
      throw new EquationError(where, `"${definition.name}" is set twice`, source, definition.at)
    byName.set(definition.name, definition)
  }
  const lines = new Map<string, Expression>()
  const resolve = (name: string, path: readonly string[]): Expression => {
    const done = lines.get(name)
    if (done) return done
    const { value, at } = byName.get(name)!
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name].join(' -> ')
      throw new EquationError(where, `"${name}" depends on itself: ${circle}`, source, at)
    }
    for (const used of namesIn(value)) if (byName.has(used)) resolve(used, [...path, name])
    const whole = substitute(value, lines)
    lines.set(name, whole)
    return whole
  }
  for (const name of byName.keys()) resolve(name, [])
  return { equations, definitions, lines }
}
