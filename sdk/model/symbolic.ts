import { visit, type Arithmetic, type Expression, type FunctionName } from './expression.js'

/** Builders of expressions that leave out what does nothing: `0*x`, `x + 0`, `1*x`, `x^1`. For derived expressions only. */

export const number = (value: number): Expression => ({ kind: 'number', value, at: 0 })
export const named = (name: string): Expression => ({ kind: 'name', name, at: 0 })
export const call = (name: FunctionName, ...args: Expression[]): Expression => ({ kind: 'call', name, args, at: 0 })

const is = (e: Expression, value: number) => e.kind === 'number' && e.value === value
/** Whether an expression is the number 0. */
export const isZero = (e: Expression): boolean => is(e, 0)

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
  if (isZero(a) && !isZero(b)) return number(0)
  if (is(b, 1)) return a
  if (a.kind === 'number' && b.kind === 'number' && b.value !== 0) return number(a.value / b.value)
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

export const choice = (test: Expression, yes: Expression, no: Expression): Expression =>
  isZero(yes) && isZero(no) ? yes : { kind: 'conditional', test, yes, no, at: 0 }

export const compare = (op: '<' | '>' | '==', left: Expression, right: Expression): Expression => ({
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

/**
 * An expression with its parts replaced, from the inside out: `of` gets each part after its own parts were replaced.
 * What does not change is shared, and a part that is shared is replaced once.
 */
export function mapped(expression: Expression, of: (part: Expression) => Expression): Expression {
  const done = new Map<Expression, Expression>()
  const map = (e: Expression): Expression => {
    const known = done.get(e)
    if (known) return known
    const found = of(withParts(e, map))
    done.set(e, found)
    return found
  }
  return map(expression)
}

/** The expression with each of its parts replaced; itself if they stay. */
export function withParts(e: Expression, map: (part: Expression) => Expression): Expression {
  switch (e.kind) {
    case 'number':
    case 'name':
      return e
    case 'negate':
    case 'not': {
      const operand = map(e.operand)
      return operand === e.operand ? e : { ...e, operand }
    }
    case 'binary': {
      const [left, right] = [map(e.left), map(e.right)]
      return left === e.left && right === e.right ? e : { ...e, left, right }
    }
    case 'conditional': {
      const [test, yes, no] = [map(e.test), map(e.yes), map(e.no)]
      return test === e.test && yes === e.yes && no === e.no ? e : { ...e, test, yes, no }
    }
    case 'call': {
      const args = e.args.map(map)
      return args.every((arg, i) => arg === e.args[i]) ? e : { ...e, args }
    }
  }
}

/** The expression with names replaced; parts without them are shared. */
export const substitute = (expression: Expression, by: ReadonlyMap<string, Expression>): Expression =>
  mapped(expression, part => (part.kind === 'name' ? (by.get(part.name) ?? part) : part))

/**
 * The expression without what does nothing: `0*x` is 0, `x + 0` is x, numbers are put together.
 *
 * Values stay but for rounding, and but for `0*x` and `x^0` where x is infinite or not a number.
 *
 * @example
 * simplify(parseExpression('0*v + 1*u^1', 'f'))   // u
 */
export const simplify = (expression: Expression): Expression =>
  mapped(expression, part => {
    if (part.kind === 'negate') return negative(part.operand)
    if (part.kind !== 'binary') return part
    const { left, right } = part
    switch (part.op) {
      case '+':
        return sum(left, right)
      case '-':
        return difference(left, right)
      case '*':
        return product(left, right)
      case '/':
        return quotient(left, right)
      case '^':
        return power(left, right)
      default:
        return part
    }
  })
