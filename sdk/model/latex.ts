import type { BinaryOperator, Expression } from './expression.js'
import type { NeuronModel } from './neuronModel.js'
import { parseEquations, type Definition, type Equation } from './parse.js'

/**
 * The equations of a model in LaTeX, as they were written, aligned, one a line.
 *
 * @example
 * latex(izhikevich('RS').model)   // \begin{aligned} \frac{dv}{dt} &= 0.04 v^{2} + 5 v + ...
 */
export function latex(model: NeuronModel): string {
  const text = [model.text.equations, currentLine(model)].join('\n')
  const lines = parseEquations(text, `neuron "${model.name}"`).map(lineOf)
  return `\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}`
}

/** What `I` is where receptors add to it, as a line of equations: `I = I_in + ampa`. */
export const currentLine = ({ text }: NeuronModel): string =>
  text.currents?.length ? ['I = I_in', ...text.currents].join(' + ') : ''

const lineOf = (line: Equation | Definition) =>
  'right' in line
    ? `\\frac{d${symbol(line.variable)}}{dt} &= ${expressionLatex(line.right)}`
    : `${symbol(line.name)} &= ${expressionLatex(line.value)}`

/** How tightly things bind: sums, products, powers, atoms. */
const strength: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '==': 3,
  '!=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '^': 7,
}
const signs: Partial<Record<BinaryOperator, string>> = {
  or: '\\lor',
  and: '\\land',
  '<=': '\\le',
  '>=': '\\ge',
  '==': '=',
  '!=': '\\ne',
}

/** An expression in LaTeX; in parentheses where it binds less tightly than its surroundings. */
export function expressionLatex(e: Expression, around = 0): string {
  const enclose = (text: string, own: number) => (own < around ? `\\left(${text}\\right)` : text)
  switch (e.kind) {
    case 'number':
      return enclose(numeral(e.value), e.value < 0 ? 4 : 9)
    case 'name':
      return symbol(e.name)
    case 'negate':
      return enclose(`-${expressionLatex(e.operand, 5)}`, 4)
    case 'not':
      return enclose(`\\lnot ${expressionLatex(e.operand, 3)}`, 2)
    case 'conditional': {
      const cases = [`${expressionLatex(e.yes)} & \\text{if } ${expressionLatex(e.test)}`]
      let rest = e.no
      for (; rest.kind === 'conditional'; rest = rest.no)
        cases.push(`${expressionLatex(rest.yes)} & \\text{if } ${expressionLatex(rest.test)}`)
      cases.push(`${expressionLatex(rest)} & \\text{otherwise}`)
      return enclose(`\\begin{cases} ${cases.join(' \\\\ ')} \\end{cases}`, 0)
    }
    case 'call':
      return callLatex(e.name, e.args, enclose)
    case 'binary': {
      const own = strength[e.op]
      const positive = e.op === '*' || e.op === '/' ? unsigned(e) : undefined
      if (positive) return enclose(`-${expressionLatex(positive, 5)}`, 4)
      if (e.op === '/') return enclose(`\\frac{${expressionLatex(e.left)}}{${expressionLatex(e.right)}}`, 6)
      if (e.op === '^') return enclose(`${expressionLatex(e.left, own + 1)}^{${expressionLatex(e.right)}}`, own)
      const [left, right] = [expressionLatex(e.left, own), expressionLatex(e.right, e.op === '+' ? own : own + 1)]
      // Two numbers side by side would read as one.
      if (e.op === '*') return enclose(`${left} ${/^[\d.]/.test(right) ? '\\cdot ' : ''}${right}`, own)
      return enclose(`${left} ${signs[e.op] ?? e.op} ${right}`, own)
    }
  }
}

/** What a product or quotient that begins with a sign is without it: the sign reads better before the whole. */
function unsigned(e: Expression): Expression | undefined {
  if (e.kind === 'negate') return e.operand
  if (e.kind === 'number') return e.value < 0 ? { ...e, value: -e.value } : undefined
  if (e.kind !== 'binary' || (e.op !== '*' && e.op !== '/')) return undefined
  const left = unsigned(e.left)
  return left && { ...e, left }
}

function callLatex(name: string, args: readonly Expression[], enclose: (text: string, own: number) => string): string {
  const [x] = args.map(arg => expressionLatex(arg))
  switch (name) {
    case 'exp':
      return x.includes('\\frac') ? `\\exp\\left(${x}\\right)` : enclose(`e^{${x}}`, 7)
    case 'sqrt':
      return `\\sqrt{${x}}`
    case 'abs':
      return `\\left|${x}\\right|`
    case 'floor':
      return `\\left\\lfloor ${x}\\right\\rfloor`
  }
  const known = ['sin', 'cos', 'tan', 'tanh', 'min', 'max', 'log']
  const head = name === 'log' ? '\\ln' : known.includes(name) ? `\\${name}` : `\\operatorname{${name}}`
  return `${head}\\left(${args.map(arg => expressionLatex(arg)).join(', ')}\\right)`
}

function numeral(value: number): string {
  const [digits, exponent] = String(value).split('e')
  return exponent ? `${digits} \\cdot 10^{${Number(exponent)}}` : digits
}

const greek =
  'alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega'.split(
    ' ',
  )

const elements = ['Na', 'Ca', 'Cl', 'Mg']

/** A name as a symbol: `tau_m` and `taum` as tau with index m, `gL` as g with index L, `vRest` as v with index Rest. */
export function symbol(name: string): string {
  const [head, ...rest] = name.split('_').filter(Boolean)
  const letter = greek.find(g =>
    g.length > 2 || head === g ? new RegExp(`^${g}([A-Z0-9]\\w*|[a-z])?$`).test(head) : false,
  )
  const split = !elements.includes(head) && /^([A-Za-z]([A-Z0-9]\w*|[a-z])|[A-Z][a-z]+)$/.test(head)
  const base = letter ?? (split ? head[0] : head)
  const index = [head.slice(base.length), ...rest].filter(Boolean).join(',\\,')
  const shown = letter ? `\\${letter}` : base.length > 1 ? `\\mathrm{${base}}` : base
  return index ? `${shown}_{${index.length > 1 ? `\\mathrm{${index}}` : index}}` : shown
}
