import { smallPower, type Expression } from '../../model/index.js'

/** A number as a literal that every back end takes as floating point. */
export function literal(value: number): string {
  const text = Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
  return value < 0 ? `(${text})` : text
}

/** A name as one word: those of locals have spaces. */
export const word = (name: string) => name.replaceAll(' ', '_')

/** An expression in the language of gpu.js kernels; `name` says what stands for a name. It may mention `beyond`. */
export function expressionText(e: Expression, name: (n: string) => string): string {
  const text = (part: Expression) => expressionText(part, name)
  switch (e.kind) {
    case 'number':
      return literal(e.value)
    case 'name':
      return name(e.name)
    case 'negate':
      return `(-${text(e.operand)})`
    case 'not':
      return `(!${text(e.operand)})`
    case 'conditional':
      return `(${text(e.test)} ? ${text(e.yes)} : ${text(e.no)})`
    case 'call': {
      const [x, low, high] = e.args.map(text)
      if (e.name === 'exprel')
        return `(Math.abs(${x}) < 1e-3 ? 1.0 + ${x}*(0.5 + ${x}/6.0) : (Math.exp(${x}) - 1.0)/${x})`
      if (e.name === 'clip') return `Math.min(Math.max(${x}, ${low}), ${high})`
      const value = `Math.${e.name}(${e.args.map(text).join(', ')})`
      return e.name === 'log' || e.name === 'sqrt' ? `(${x} >= 0.0 ? ${value} : beyond)` : value
    }
    case 'binary': {
      const times = e.op === '^' ? smallPower(e.right) : undefined
      if (times) return power(text(e.left), times)
      if (e.op === '^') return anyPower(text(e.left), e.right, text(e.right))
      const op = { and: '&&', or: '||', '==': '===', '!=': '!==' }[e.op as string] ?? e.op
      return `(${text(e.left)} ${op} ${text(e.right)})`
    }
  }
}

/** In the order of the interpreter: a square, then its product or square. */
function power(x: string, times: 2 | 3 | 4): string {
  const square = `(${x}*${x})`
  return times === 2 ? square : times === 3 ? `(${square}*${x})` : `(${square}*${square})`
}

/** A power whose base may be negative: shaders know only those of positive numbers. */
function anyPower(x: string, exponent: Expression, y: string): string {
  const size = `Math.abs(${x})`
  const whole = exponent.kind === 'negate' ? exponent.operand : exponent
  if (whole.kind === 'number' && Number.isInteger(whole.value)) {
    const n = exponent.kind === 'negate' ? -whole.value : whole.value
    return n % 2 ? `(${x}*Math.pow(${size}, ${literal(n - 1)}))` : `Math.pow(${size}, ${literal(n)})`
  }
  const sign = `(1.0 - 2.0*(${y} - 2.0*Math.floor(${y}*0.5)))`
  return `(${x} >= 0.0 ? Math.pow(${x}, ${y}) : (Math.floor(${y}) === ${y} ? Math.pow(${size}, ${y})*${sign} : beyond))`
}

/**
 * Lines that bind `beyond`, which is not finite, where a text mentions it: for what has no value shaders may return any
 * number, and the run would go on.
 *
 * @param zero text of a number of 0 or more that no compiler knows, since a constant beyond the largest is refused
 */
export const beyondLines = (text: readonly string[], zero: string): string[] =>
  text.some(line => line.includes('beyond')) ? [`const beyond = 3e38*(2.0 + ${zero});`] : []
