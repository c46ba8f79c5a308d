import { EquationError } from './equationError.js'
import { functions, isCondition, type BinaryOperator, type Expression, type FunctionName } from './expression.js'
import { hint } from './hints.js'
import { tokenize, type Token } from './tokens.js'
import { suggestion } from '../options.js'

/** `dv/dt = right` */
export interface Equation {
  readonly variable: string
  readonly right: Expression
  readonly at: number
}

/** `name = value` among equations: an intermediate line. */
export interface Definition {
  readonly name: string
  readonly value: Expression
  readonly at: number
}

/** `variable = value`; `v += w` is stored as `v = v + w`. */
export interface Assignment {
  readonly variable: string
  readonly value: Expression
  readonly at: number
}

/** What some texts have besides: functions and indices, which stand for names. */
export interface Dialect {
  /** How many arguments each function takes. */
  readonly functions: Readonly<Record<string, number>>
  readonly call: (name: string, args: readonly Expression[], at: number) => Expression
  /** `name[index]` */
  readonly index: (name: string, index: Expression, at: number) => Expression
}

/**
 * Reads a block of equations and intermediate lines, one a line or separated by `;`.
 *
 * @throws EquationError with line, column and caret
 * @example
 * parseEquations('dv/dt = (E - v) / tau', 'neuron "leak": equations')
 */
export function parseEquations(source: string, where: string): (Equation | Definition)[] {
  const parser = new Parser(source, where)
  return parser.lines(() => parser.equation())
}

/** Reads assignments such as `v = c; u += d`; see {@link parseEquations}. */
export function parseAssignments(source: string, where: string, dialect?: Dialect): Assignment[] {
  const parser = new Parser(source, where, dialect)
  return parser.lines(() => parser.assignment())
}

/** Reads one expression that is a number, or with `'condition'` true or false; see {@link parseEquations}. */
export function parseExpression(
  source: string,
  where: string,
  expected: 'number' | 'condition' = 'number',
  dialect?: Dialect,
): Expression {
  const parser = new Parser(source, where, dialect)
  const [expression, ...rest] = parser.lines(() => (expected === 'number' ? parser.number() : parser.condition()))
  if (!expression || rest.length) throw new EquationError(where, `expected one ${expected}`, source, rest[0]?.at ?? 0)
  return expression
}

/** How tightly operators bind; `^` is to the right, comparisons do not chain. */
const precedence: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['<', 4],
  ['<=', 4],
  ['>', 4],
  ['>=', 4],
  ['==', 4],
  ['!=', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['^', 8],
])
const ofNot = 3
const ofMinus = 7

/** Functions that are short for others. */
const composites: ReadonlyMap<string, (x: Expression, at: number) => Expression> = new Map(
  (['+', '-'] as const).map(op => [
    op === '+' ? 'cosh' : 'sinh',
    (x: Expression, at: number): Expression => {
      const exp = (e: Expression): Expression => ({ kind: 'call', name: 'exp', args: [e], at })
      const pair: Expression = { kind: 'binary', op, left: exp(x), right: exp({ kind: 'negate', operand: x, at }), at }
      return { kind: 'binary', op: '/', left: pair, right: { kind: 'number', value: 2, at }, at }
    },
  ]),
)

/** Trees of expressions are walked by recursion: past these, a text is refused before the stack is full. */
const most = { nested: 100, inARow: 1000 }

class Parser {
  private readonly tokens: Token[]
  private i = 0
  private nested = 0

  constructor(
    private readonly source: string,
    private readonly where: string,
    private readonly dialect?: Dialect,
  ) {
    this.tokens = tokenize(source, where, dialect !== undefined)
  }

  /** Lines up to the end of the text, each read by `one`. */
  lines<T>(one: () => T): T[] {
    const items: T[] = []
    for (;;) {
      while (this.next.kind === 'end of line') this.i++
      if (this.next.kind === 'end') return items
      items.push(one())
      if (!this.next.kind.startsWith('end')) this.unexpected()
    }
  }

  equation(): Equation | Definition {
    const head = this.take('name', 'dv/dt = ...')
    if (this.next.text === '=') {
      this.i++
      return { name: head.text, value: this.number(), at: head.at }
    }
    const [slash, dt] = [this.next, this.tokens[this.i + 1]]
    if (!/^d\w/.test(head.text) || slash.text !== '/' || dt?.text !== 'dt') {
      const second = /^d[23]/.test(head.text) ? '; write an equation of second order as two' : ''
      const derivative = this.tokens.slice(this.i, this.i + 3).find(({ text }) => /^d\w/.test(text))?.text
      const divided = slash.text === '*' && derivative ? `; write "${derivative}/dt = (...)/${head.text}"` : ''
      this.fail(`expected an equation "dv/dt = ..." or a line "x = ..."${second || divided}`, head)
    }
    this.i += 2
    this.symbol('=')
    return { variable: head.text.slice(1), right: this.number(), at: head.at }
  }

  assignment(): Assignment {
    const { text: variable, at } = this.take('name', 'an assignment such as "v = c"')
    const op = this.next
    if (!['=', '+=', '-=', '*=', '/='].includes(op.text)) this.fail(`expected "=" or "+=" after "${variable}"`)
    this.i++
    const value = this.number()
    if (op.text === '=') return { variable, value, at }
    const left: Expression = { kind: 'name', name: variable, at }
    return { variable, value: { kind: 'binary', op: op.text[0] as BinaryOperator, left, right: value, at: op.at }, at }
  }

  number(): Expression {
    return this.typed(this.expression(), 'number')
  }

  condition(): Expression {
    return this.typed(this.expression(), 'condition')
  }

  private expression(): Expression {
    if (++this.nested > most.nested) this.fail(`nested more than ${most.nested} deep; name parts in lines "x = ..."`)
    const whole = this.conditional()
    this.nested--
    return whole
  }

  private conditional(): Expression {
    const test = this.binary(0)
    if (this.next.text !== '?') return test
    this.typed(test, 'condition')
    this.i++
    const yes = this.expression()
    this.symbol(':')
    const no = this.typed(this.expression(), isCondition(yes) ? 'condition' : 'number')
    return { kind: 'conditional', test, yes, no, at: test.at }
  }

  private binary(weakest: number): Expression {
    let left = this.unary()
    for (let n = 0; ; n++) {
      const { text, at } = this.next
      const strength = precedence.get(text)
      if (strength === undefined || strength <= weakest) return left
      if (n === most.inARow) this.fail(`more than ${most.inARow} operators in a row; name parts in lines "x = ..."`)
      this.i++
      const logical = text === 'and' || text === 'or'
      const kind = logical ? 'condition' : 'number'
      const right = this.typed(this.binary(text === '^' ? strength - 1 : strength), kind)
      left = { kind: 'binary', op: text as BinaryOperator, left: this.typed(left, kind), right, at }
    }
  }

  private unary(): Expression {
    const { text, at } = this.next
    if (text === 'not') {
      this.i++
      return { kind: 'not', operand: this.typed(this.binary(ofNot), 'condition'), at }
    }
    if (text === '-' || text === '+') {
      this.i++
      const operand = this.typed(this.binary(ofMinus), 'number')
      return text === '+' ? operand : { kind: 'negate', operand, at }
    }
    return this.primary()
  }

  private primary(): Expression {
    const token = this.next
    if (token.kind === 'number') {
      if (!Number.isFinite(Number(token.text))) this.fail(`${token.text} is too large for a number`)
      this.i++
      return { kind: 'number', value: Number(token.text), at: token.at }
    }
    if (token.text === '(') {
      this.i++
      const inner = this.expression()
      this.symbol(')')
      return inner
    }
    if (token.kind === 'name' && !precedence.has(token.text)) {
      this.i++
      if (this.dialect && this.next.text === '[') return this.dialect.index(token.text, this.bracketed(), token.at)
      if (this.next.text !== '(') return { kind: 'name', name: token.text, at: token.at }
      const own = this.dialect?.functions
      if (own && Object.hasOwn(own, token.text))
        return this.dialect.call(token.text, this.arguments(token, own[token.text]), token.at)
      const composite = composites.get(token.text)
      if (composite) return composite(this.argument(token), token.at)
      return Object.hasOwn(functions, token.text) ? this.call(token) : this.unknown(token)
    }
    return this.fail(
      token.kind === 'end' || token.kind === 'end of line'
        ? 'expected a value, found the end'
        : `expected a value, found "${token.text}"${hint(this.tokens[this.i - 1]?.text + token.text)}`,
    )
  }

  private unknown(token: Token): never {
    const known = [...Object.keys(functions), ...composites.keys(), ...Object.keys(this.dialect?.functions ?? {})]
    const foreign = hint(token.text)
    this.fail(
      `unknown function "${token.text}"${foreign || `; there are ${known.join(', ')}${suggestion(token.text, known)} (write "${token.text}*(...)" for a product)`}`,
      token,
    )
  }

  private call(token: Token): Expression {
    const name = token.text as FunctionName
    return { kind: 'call', name, args: this.arguments(token, functions[name]), at: token.at }
  }

  private argument(token: Token): Expression {
    return this.arguments(token, 1)[0]
  }

  private bracketed(): Expression {
    this.i++
    const index = this.number()
    this.symbol(']')
    return index
  }

  private arguments({ text: name, at }: Token, count: number): Expression[] {
    const args: Expression[] = []
    const none = this.tokens[this.i + 1].text === ')'
    if (none) this.i++
    while (!none) {
      this.i++
      args.push(this.number())
      if (this.next.text !== ',') break
    }
    this.symbol(')')
    if (args.length !== count) {
      const what = `${name} takes ${count} ${count === 1 ? 'argument' : 'arguments'}, got ${args.length}`
      throw new EquationError(this.where, what, this.source, at)
    }
    return args
  }

  /** Fails at something that goes on where a line should have ended. */
  private unexpected(): never {
    const [before, token] = [this.tokens[this.i - 1], this.next]
    const product = (before.kind === 'number' || before.text === ')') && (token.kind === 'name' || token.text === '(')
    const why = product
      ? `; write "*" for a product`
      : (before.kind === 'name' && hint(before.text)) || hint(token.text)
    const what = `unexpected "${token.text}"${why || '; expected an operator, or a new line or ";" before it'}`
    this.fail(what)
  }

  private typed(expression: Expression, expected: 'number' | 'condition'): Expression {
    if (isCondition(expression) === (expected === 'condition')) return expression
    const message =
      expected === 'number'
        ? 'expected a number, found a condition'
        : 'expected a condition such as "v >= 30", found a number'
    throw new EquationError(this.where, message, this.source, expression.at)
  }

  private get next(): Token {
    return this.tokens[this.i]
  }

  private take(kind: Token['kind'], expected: string): Token {
    if (this.next.kind !== kind) this.fail(`expected ${expected}, found "${this.next.text}"`)
    return this.tokens[this.i++]
  }

  private symbol(text: string): void {
    if (this.next.text !== text)
      this.fail(`expected "${text}", found ${this.next.text.trim() ? `"${this.next.text}"` : 'the end of the line'}`)
    this.i++
  }

  private fail(what: string, token: Token = this.next): never {
    throw new EquationError(this.where, what, this.source, token.at)
  }
}
