import type { Expression, FunctionName } from './expression.js'
import {
  call,
  choice,
  compare,
  difference,
  isZero,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
} from './symbolic.js'

/**
 * The derivative of an expression with respect to a name, everything else held fixed. Where an expression has a kink
 * (`abs`, `min`, `max`, `clip`, conditions) it is that of the side taken; jumps do not show.
 *
 * @throws RangeError for a condition, which has none
 * @example
 * derivative(parseExpression('0.04*v^2 + 5*v', 'f'), 'v')   // 0.04*(2*v) + 5
 */
export function derivative(expression: Expression, name: string): Expression {
  const done = new Map<Expression, Expression>()
  const d = (e: Expression): Expression => {
    const known = done.get(e)
    if (known) return known
    const found = ofPart(e, name, d)
    done.set(e, found)
    return found
  }
  return d(expression)
}

function ofPart(e: Expression, name: string, d: (e: Expression) => Expression): Expression {
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
    case 'exprel':
      return isZero(dx) ? dx : product(slopeOfExprel(x), dx)
  }
}

/** `(e^x - exprel x)/x`, and near 0, where that loses its digits, the sum of `x^k/(k! (k + 2))`. */
function slopeOfExprel(x: Expression): Expression {
  const factors = [1 / 2, 1 / 3, 1 / 8, 1 / 30, 1 / 144, 1 / 840, 1 / 5760]
  const series = factors.reduceRight((rest, factor) => sum(number(factor), product(x, rest)), number(0))
  const plain = quotient(difference(call('exp', x), call('exprel', x)), x)
  return choice(compare('<', call('abs', x), number(0.05)), series, plain)
}
