import { suggestion } from '../options.js'
import { EquationError } from './equationError.js'
import { functions, visit, type Expression } from './expression.js'
import { hint } from './hints.js'
import { mentions } from './symbolic.js'

/** What equations may mention besides variables and parameters: not to be used as names of one's own. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['I', 'the input current'],
  ['t', 'the time'],
  ['dt', 'the step'],
  ...['and', 'or', 'not'].map((name): [string, string] => [name, 'an operator']),
  ...Object.keys(functions).map((name): [string, string] => [name, 'a function']),
])

/** Whether a name is that of a noise: `xi`, `xi_1`, `xi_current`. */
export const isNoise = (name: string): boolean => name === 'xi' || name.startsWith('xi_')

/** What a name stands for in every model, if anything. */
export const meaning = (name: string): string | undefined =>
  isNoise(name)
    ? 'a noise'
    : (reserved.get(name) ?? (/^[A-Za-z_]\w*$/.test(name) ? undefined : 'no word of a-z, A-Z, 0-9 and _'))

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
    const advice = hint(part.name) || suggestion(part.name, own)
    const what = `unknown ${kind} "${part.name}"${within && ` in ${within}`}; it has ${own.join(', ')}${advice}`
    throw new EquationError(where, what, source, part.at)
  })
}

/** @throws EquationError at the first noise, or line that has noise, in what is no equation */
export function checkQuiet(
  expression: Expression,
  lines: ReadonlyMap<string, Expression>,
  where: string,
  source: string,
): void {
  visit(expression, part => {
    if (part.kind !== 'name') return
    const line = lines.get(part.name)
    if (!isNoise(part.name) && !(line && mentions(line, { has: isNoise }))) return
    throw new EquationError(where, `"${part.name}" is noise, which only equations have`, source, part.at)
  })
}
