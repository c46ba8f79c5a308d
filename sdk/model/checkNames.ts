import { suggestion } from '../options.js'
import { EquationError } from './equationError.js'
import { functions, visit, type Expression } from './expression.js'

/** What equations may mention besides variables and parameters: not to be used as names of one's own. */
export const reserved: Readonly<Record<string, string>> = {
  I: 'the input current',
  t: 'the time',
  dt: 'the step',
  ...Object.fromEntries(Object.keys(functions).map(name => [name, 'a function'])),
}

/** Whether a name is that of a noise: `xi`, `xi_1`, `xi_current`. */
export const isNoise = (name: string) => name === 'xi' || name.startsWith('xi_')

/** @throws EquationError at the first name that is not known */
export function checkNames(
  expression: Expression,
  known: readonly string[],
  where: string,
  source: string,
  kind: 'name' | 'variable' = 'name',
  within = '',
): void {
  const own = known.filter(name => name !== 't' && name !== 'dt')
  visit(expression, part => {
    if (part.kind !== 'name' || known.includes(part.name)) return
    const what = `unknown ${kind} "${part.name}"${within && ` in ${within}`}; it has ${own.join(', ')}${suggestion(part.name, known)}`
    throw new EquationError(where, what, source, part.at)
  })
}
