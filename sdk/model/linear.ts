import type { Expression } from './expression.js'
import { choice, difference, isZero, mentions, negative, number, product, quotient, sum } from './symbolic.js'

/** An expression as `sum of coefficient * name, plus rest`. */
export interface Linear {
  /** Free of the names; none is the number 0. */
  readonly coefficients: ReadonlyMap<string, Expression>
  readonly rest: Expression
}

/**
 * Recognises an expression that is linear in some names jointly: its terms have at most one of them as a factor, and
 * all else, conditions too, is free of them.
 *
 * @returns undefined if it is not linear
 * @example
 * linear(parseExpression('(E - v)/tau', 'f'), new Set(['v']))   // v: -1/tau, rest: E/tau
 */
export function linear(expression: Expression, names: { has(name: string): boolean }): Linear | undefined {
  const done = new Map<Expression, Linear | undefined>()
  const of = (e: Expression): Linear | undefined => {
    if (!done.has(e)) done.set(e, read(e))
    return done.get(e)
  }
  const free = (e: Expression) => !mentions(e, names)
  const read = (e: Expression): Linear | undefined => {
    if (free(e)) return { coefficients: new Map(), rest: e }
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
  return of(expression)
}

function both(
  a: Linear | undefined,
  b: Linear | undefined,
  join: (x: Expression, y: Expression) => Expression,
): Linear | undefined {
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
