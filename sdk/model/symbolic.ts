import { visit, type Arithmetic, type Expression, type FunctionName } from './expression.js'

/** Builders of expressions that leave out what does nothing: `0*x`, `x + 0`, `1*x`, `x^1`. For derived expressions only. */

export const number = (value: number): Expression => ({ kind: 'number', value, at: 0 })
export const named = (name: string): Expression => ({ kind: 'name', name, at: 0 })
export const call = (name: FunctionName, ...args: Expression[]): Expression => ({ kind: 'call', name, args, at: 0 })

const is = (e: Expression, value: number) => e.kind === 'number' && e.value === value
/** Whether an expression is the number 0. */
export const isZero = (e: Expression) => is(e, 0)

const binary = (op: Arithmetic, left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  op,
  left,
  right,
  at: 0,
})

export function sum(a: Expression, b: Expression): Expression {
  if (isZero(a)) return b
  if (isZero(b)) return a
  if (a.kind === 'number' && b.kind === 'number') return number(a.value + b.value)
  return binary('+', a, b)
}

export function difference(a: Expression, b: Expression): Expression {
  if (isZero(b)) return a
  if (isZero(a)) return negative(b)
  if (a.kind === 'number' && b.kind === 'number') return number(a.value - b.value)
  return binary('-', a, b)
}

export function product(a: Expression, b: Expression): Expression {
  if (isZero(a) || isZero(b)) return number(0)
  if (is(a, 1)) return b
  if (is(b, 1)) return a
  if (is(a, -1)) return negative(b)
  if (is(b, -1)) return negative(a)
  if (a.kind === 'number' && b.kind === 'number') return number(a.value * b.value)
  return binary('*', a, b)
}

export function quotient(a: Expression, b: Expression): Expression {
  if (isZero(a)) return number(0)
  if (is(b, 1)) return a
  return binary('/', a, b)
}

export function power(a: Expression, b: Expression): Expression {
  if (isZero(b)) return number(1)
  if (is(b, 1)) return a
  return binary('^', a, b)
}

export function negative(a: Expression): Expression {
  if (a.kind === 'number') return number(a.value === 0 ? 0 : -a.value)
  return a.kind === 'negate' ? a.operand : { kind: 'negate', operand: a, at: 0 }
}

const choice = (test: Expression, yes: Expression, no: Expression): Expression =>
  isZero(yes) && isZero(no) ? yes : { kind: 'conditional', test, yes, no, at: 0 }
const compare = (op: '<' | '>' | '==', left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  op,
  left,
  right,
  at: 0,
})

/** Whether an expression mentions one of the names. */
export function mentions(expression: Expression, names: { has(name: string): boolean }): boolean {
  let found = false
  visit(expression, part => (found ||= part.kind === 'name' && names.has(part.name)))
  return found
}

/** The expression with names replaced; parts without them are shared. */
export function substitute(e: Expression, by: ReadonlyMap<string, Expression>): Expression {
  const of = (part: Expression) => substitute(part, by)
  switch (e.kind) {
    case 'number':
      return e
    case 'name':
      return by.get(e.name) ?? e
    case 'negate':
    case 'not': {
      const operand = of(e.operand)
      return operand === e.operand ? e : { ...e, operand }
    }
    case 'binary': {
      const [left, right] = [of(e.left), of(e.right)]
      return left === e.left && right === e.right ? e : { ...e, left, right }
    }
    case 'conditional': {
      const [test, yes, no] = [of(e.test), of(e.yes), of(e.no)]
      return test === e.test && yes === e.yes && no === e.no ? e : { ...e, test, yes, no }
    }
    case 'call': {
      const args = e.args.map(of)
      return args.every((arg, i) => arg === e.args[i]) ? e : { ...e, args }
    }
  }
}

/**
 * The derivative of an expression with respect to a name, everything else held fixed. Where an expression has a kink
 * (`abs`, `min`, `max`, `clip`, conditions) it is that of the side taken; jumps do not show.
 *
 * @example
 * derivative(parseExpression('0.04*v^2 + 5*v', 'f'), 'v')   // 0.04*(2*v) + 5
 */
export function derivative(e: Expression, name: string): Expression {
  const d = (part: Expression) => derivative(part, name)
  switch (e.kind) {
    case 'number':
      return number(0)
    case 'name':
      return number(e.name === name ? 1 : 0)
    case 'negate':
      return negative(d(e.operand))
    case 'conditional':
      return choice(e.test, d(e.yes), d(e.no))
    case 'not':
      throw new RangeError('derivative: a condition has none')
    case 'call':
      return ofCall(e.name, e.args, e.args.map(d))
    case 'binary':
      return ofBinary(e.op, e.left, e.right, d)
  }
}

function ofBinary(op: string, u: Expression, v: Expression, d: (e: Expression) => Expression): Expression {
  switch (op) {
    case '+':
      return sum(d(u), d(v))
    case '-':
      return difference(d(u), d(v))
    case '*':
      return sum(product(d(u), v), product(u, d(v)))
    case '/': {
      const [du, dv] = [d(u), d(v)]
      if (isZero(dv)) return quotient(du, v)
      return quotient(difference(product(du, v), product(u, dv)), power(v, number(2)))
    }
    case '^': {
      const [du, dv] = [d(u), d(v)]
      const ofBase = product(product(v, power(u, difference(v, number(1)))), du)
      return isZero(dv) ? ofBase : sum(ofBase, product(product(power(u, v), call('log', u)), dv))
    }
    default:
      throw new RangeError('derivative: a condition has none')
  }
}

function ofCall(
  name: FunctionName,
  [x, low, high]: readonly Expression[],
  [dx, dLow, dHigh]: Expression[],
): Expression {
  switch (name) {
    case 'exp':
      return product(call('exp', x), dx)
    case 'log':
      return quotient(dx, x)
    case 'sqrt':
      return quotient(dx, product(number(2), call('sqrt', x)))
    case 'abs':
      return choice(compare('<', x, number(0)), negative(dx), dx)
    case 'sin':
      return product(call('cos', x), dx)
    case 'cos':
      return negative(product(call('sin', x), dx))
    case 'tan':
      return product(sum(number(1), power(call('tan', x), number(2))), dx)
    case 'tanh':
      return product(difference(number(1), power(call('tanh', x), number(2))), dx)
    case 'floor':
      return number(0)
    case 'min':
      return choice(compare('<', x, low), dx, dLow)
    case 'max':
      return choice(compare('>', x, low), dx, dLow)
    case 'clip':
      return choice(compare('<', x, low), dLow, choice(compare('>', x, high), dHigh, dx))
    case 'exprel': {
      // (e^x - exprel x)/x, and 1/2 at 0.
      const slope = quotient(difference(call('exp', x), call('exprel', x)), x)
      return product(choice(compare('==', x, number(0)), number(0.5), slope), dx)
    }
  }
}

/** An expression as `sum of coefficient * name, plus rest`; undefined if it is not linear in the names jointly. */
export interface Linear {
  /** Free of the names; none is the number 0. */
  readonly coefficients: ReadonlyMap<string, Expression>
  readonly rest: Expression
}

/** Recognises an expression that is linear in some names: all else, and all conditions, must be free of them. */
export function linear(e: Expression, names: { has(name: string): boolean }): Linear | undefined {
  const free = (part: Expression) => !mentions(part, names)
  const constant = (rest: Expression): Linear => ({ coefficients: new Map(), rest })
  const both = (
    a: Linear | undefined,
    b: Linear | undefined,
    join: (x: Expression, y: Expression) => Expression,
  ): Linear | undefined => {
    if (!a || !b) return undefined
    const coefficients = new Map<string, Expression>()
    for (const name of new Set([...a.coefficients.keys(), ...b.coefficients.keys()])) {
      const joined = join(a.coefficients.get(name) ?? number(0), b.coefficients.get(name) ?? number(0))
      if (!isZero(joined)) coefficients.set(name, joined)
    }
    return { coefficients, rest: join(a.rest, b.rest) }
  }
  const each = (a: Linear | undefined, map: (x: Expression) => Expression): Linear | undefined =>
    a && { coefficients: new Map([...a.coefficients].map(([name, c]) => [name, map(c)])), rest: map(a.rest) }
  const of = (part: Expression) => linear(part, names)

  if (free(e)) return constant(e)
  switch (e.kind) {
    case 'name':
      return { coefficients: new Map([[e.name, number(1)]]), rest: number(0) }
    case 'negate':
      return each(of(e.operand), negative)
    case 'conditional':
      return free(e.test) ? both(of(e.yes), of(e.no), (x, y) => choice(e.test, x, y)) : undefined
    case 'binary':
      if (e.op === '+') return both(of(e.left), of(e.right), sum)
      if (e.op === '-') return both(of(e.left), of(e.right), difference)
      if (e.op === '*' && free(e.left)) return each(of(e.right), x => product(e.left, x))
      if (e.op === '*' && free(e.right)) return each(of(e.left), x => product(x, e.right))
      if (e.op === '/' && free(e.right)) return each(of(e.left), x => quotient(x, e.right))
      return undefined
    default:
      return undefined
  }
}
