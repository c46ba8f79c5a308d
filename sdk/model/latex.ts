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
  const lines = parseEquations(model.text.equations, `neuron "${model.name}"`).map(lineOf)
  return `\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}`
}

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
    case 'conditional':
      return `\\begin{cases} ${expressionLatex(e.yes)} & \\text{if } ${expressionLatex(e.test)} \\\\ ${expressionLatex(e.no)} & \\text{otherwise} \\end{cases}`
    case 'call':
      return callLatex(e.name, e.args, enclose)
    case 'binary': {
      const own = strength[e.op]
      if (e.op === '/') return `\\frac{${expressionLatex(e.left)}}{${expressionLatex(e.right)}}`
      if (e.op === '^') return enclose(`${expressionLatex(e.left, own + 1)}^{${expressionLatex(e.right)}}`, own)
      const [left, right] = [expressionLatex(e.left, own), expressionLatex(e.right, e.op === '+' ? own : own + 1)]
      // Two numbers side by side would read as one.
      if (e.op === '*') return enclose(`${left} ${/^[\d.]/.test(right) ? '\\cdot ' : ''}${right}`, own)
      return enclose(`${left} ${signs[e.op] ?? e.op} ${right}`, own)
    }
  }
}

function callLatex(name: string, args: readonly Expression[], enclose: (text: string, own: number) => string): string {
  const [x] = args.map(arg => expressionLatex(arg))
  switch (name) {
    case 'exp':
      return enclose(`e^{${x}}`, 7)
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

/** A name as a symbol: `tau_m` and `taum` as tau with index m, `gL` as g with index L, `vRest` as v with index Rest. */
export function symbol(name: string): string {
  const [head, ...rest] = name.split('_').filter(Boolean)
  const letter = greek.find(g => head === g || (head.startsWith(g) && g.length > 2))
  const base = letter ?? (head.length > 1 && /^[A-Za-z]([A-Z]\w*|[a-z])$/.test(head) ? head[0] : head)
  const index = [head.slice(base.length), ...rest].filter(Boolean).join(',\\,')
  const shown = letter ? `\\${letter}` : base.length > 1 ? `\\mathrm{${base}}` : base
  return index ? `${shown}_{${index.length > 1 ? `\\mathrm{${index}}` : index}}` : shown
}
