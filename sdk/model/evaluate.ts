import type { BinaryOperator, Expression, FunctionName } from './expression.js'

/** Reads the value of a name for neuron `i`. */
export type Reader = (i: number) => number

/**
 * Turns an expression into a function of the neuron's index, in double precision, operation by operation
 * in the order written. Conditions yield 1 or 0. `x^2`, `x^3` and `x^4` are products; other powers `Math.pow`.
 *
 * @param read finds the reader of a name; called once a mention
 */
export function evaluator(expression: Expression, read: (name: string) => Reader): Reader {
  const of = (e: Expression) => evaluator(e, read)
  switch (expression.kind) {
    case 'number': {
      const { value } = expression
      return () => value
    }
    case 'name':
      return read(expression.name)
    case 'negate': {
      const operand = of(expression.operand)
      return i => -operand(i)
    }
    case 'not': {
      const operand = of(expression.operand)
      return i => (operand(i) ? 0 : 1)
    }
    case 'conditional': {
      const [test, yes, no] = [of(expression.test), of(expression.yes), of(expression.no)]
      return i => (test(i) ? yes(i) : no(i))
    }
    case 'call': {
      const f: (...args: number[]) => number = calls[expression.name]
      const [x, y, z] = expression.args.map(of)
      return z ? i => f(x(i), y(i), z(i)) : y ? i => f(x(i), y(i)) : i => f(x(i))
    }
    case 'binary': {
      const times = expression.op === '^' ? smallPower(expression.right) : undefined
      return times
        ? power(of(expression.left), times)
        : operators[expression.op](of(expression.left), of(expression.right))
    }
  }
}

/** 2, 3 or 4 where an exponent is that literal: such powers are products on every engine. */
export function smallPower(exponent: Expression): 2 | 3 | 4 | undefined {
  const value = exponent.kind === 'number' ? exponent.value : undefined
  return value === 2 || value === 3 || value === 4 ? value : undefined
}

function power(base: Reader, times: 2 | 3 | 4): Reader {
  return i => {
    const x = base(i)
    const square = x * x
    return times === 2 ? square : times === 3 ? square * x : square * square
  }
}

const operators: Record<BinaryOperator, (a: Reader, b: Reader) => Reader> = {
  '+': (a, b) => i => a(i) + b(i),
  '-': (a, b) => i => a(i) - b(i),
  '*': (a, b) => i => a(i) * b(i),
  '/': (a, b) => i => a(i) / b(i),
  '^': (a, b) => i => Math.pow(a(i), b(i)),
  '<': (a, b) => i => (a(i) < b(i) ? 1 : 0),
  '<=': (a, b) => i => (a(i) <= b(i) ? 1 : 0),
  '>': (a, b) => i => (a(i) > b(i) ? 1 : 0),
  '>=': (a, b) => i => (a(i) >= b(i) ? 1 : 0),
  '==': (a, b) => i => (a(i) === b(i) ? 1 : 0),
  '!=': (a, b) => i => (a(i) !== b(i) ? 1 : 0),
  and: (a, b) => i => (a(i) && b(i) ? 1 : 0),
  or: (a, b) => i => (a(i) || b(i) ? 1 : 0),
}

const calls: Record<FunctionName, (x: number, y: number, z: number) => number> = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  exprel: x => (x === 0 ? 1 : x === Infinity ? x : Math.expm1(x) / x),
  floor: Math.floor,
  min: (x, y) => Math.min(x, y),
  max: (x, y) => Math.max(x, y),
  clip: (x, low, high) => Math.min(Math.max(x, low), high),
}
