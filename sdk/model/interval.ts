import { smallPower } from './evaluate.js'
import type { Expression, FunctionName } from './expression.js'

/** All numbers from `low` to `high`; of a condition 0, 1 or, undecided, both. */
export type Interval = readonly [low: number, high: number]

const all: Interval = [-Infinity, Infinity]
const undecided: Interval = [0, 1]

/**
 * Bounds of an expression over ranges of its names, by interval arithmetic (Moore 1966): whatever values the names take
 * in their ranges, the expression lies between (but for rounding). Bounds need not be tight. An undecided `?:`, a
 * division by what may be 0, and the like have no bounds.
 *
 * @example
 * bounds(parseExpression('0.04*v^2 + 5*v', 'f'), () => [-71, -69])   // [-164.56, -143.36]
 * bounds(parseExpression('v >= 30', 'f', 'condition'), () => [-71, -69])   // [0, 0]: never
 */
export function bounds(expression: Expression, range: (name: string) => Interval): Interval {
  const done = new Map<Expression, Interval>()
  const of = (e: Expression): Interval => {
    const known = done.get(e)
    if (known) return known
    const found = ofPart(e, range, of)
    const interval: Interval = Number.isNaN(found[0]) || Number.isNaN(found[1]) ? all : found
    done.set(e, interval)
    return interval
  }
  return of(expression)
}

function ofPart(e: Expression, range: (name: string) => Interval, of: (e: Expression) => Interval): Interval {
  switch (e.kind) {
    case 'number':
      return [e.value, e.value]
    case 'name':
      return range(e.name)
    case 'negate': {
      const [low, high] = of(e.operand)
      return [-high, -low]
    }
    case 'not': {
      const [low, high] = of(e.operand)
      return [1 - high, 1 - low]
    }
    case 'conditional': {
      const [low, high] = of(e.test)
      return low === 1 ? of(e.yes) : high === 0 ? of(e.no) : all
    }
    case 'call':
      return ofCall(e.name, e.args.map(of))
    case 'binary': {
      const times = e.op === '^' ? smallPower(e.right) : undefined
      return times ? wholePower(of(e.left), times) : ofBinary(e.op, of(e.left), of(e.right))
    }
  }
}

function ofBinary(op: string, a: Interval, b: Interval): Interval {
  switch (op) {
    case '+':
      return [a[0] + b[0], a[1] + b[1]]
    case '-':
      return [a[0] - b[1], a[1] - b[0]]
    case '*':
      return hull(corners(a, b, times))
    case '/':
      return b[0] <= 0 && b[1] >= 0 ? all : hull(corners(a, [1 / b[1], 1 / b[0]], times))
    case '^':
      return a[0] > 0 ? hull(corners(a, b, (x, y) => x ** y)) : all
    case '<':
      return a[1] < b[0] ? [1, 1] : a[0] >= b[1] ? [0, 0] : undecided
    case '<=':
      return a[1] <= b[0] ? [1, 1] : a[0] > b[1] ? [0, 0] : undecided
    case '>':
      return ofBinary('<', b, a)
    case '>=':
      return ofBinary('<=', b, a)
    case '==':
      return a[1] < b[0] || b[1] < a[0] ? [0, 0] : a[0] === a[1] && b[0] === b[1] ? [1, 1] : undecided
    case '!=': {
      const [low, high] = ofBinary('==', a, b)
      return [1 - high, 1 - low]
    }
    case 'and':
      return [Math.min(a[0], b[0]), Math.min(a[1], b[1])]
    default:
      return [Math.max(a[0], b[0]), Math.max(a[1], b[1])]
  }
}

function ofCall(name: FunctionName, [x, y, z]: readonly Interval[]): Interval {
  const rising = (f: (x: number) => number): Interval => [f(x[0]), f(x[1])]
  switch (name) {
    case 'exp':
    case 'tanh':
    case 'floor':
      return rising(value => Math[name](value))
    case 'log':
    case 'sqrt':
      return x[0] < 0 ? all : rising(value => Math[name](value))
    case 'exprel':
      return rising(value => (value === 0 ? 1 : value === Infinity ? value : Math.expm1(value) / value))
    case 'abs':
      return x[0] >= 0 ? x : x[1] <= 0 ? [-x[1], -x[0]] : [0, Math.max(-x[0], x[1])]
    case 'sin':
    case 'cos': {
      const reach = (x[1] - x[0]) / 2
      if (!(reach < 1)) return [-1, 1]
      const middle = Math[name]((x[0] + x[1]) / 2)
      return [Math.max(-1, middle - reach), Math.min(1, middle + reach)]
    }
    case 'tan':
      return x[0] > -Math.PI / 2 && x[1] < Math.PI / 2 ? rising(value => Math.tan(value)) : all
    case 'min':
      return [Math.min(x[0], y[0]), Math.min(x[1], y[1])]
    case 'max':
      return [Math.max(x[0], y[0]), Math.max(x[1], y[1])]
    case 'clip':
      return ofCall('min', [ofCall('max', [x, y]), z])
  }
}

const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : a * b)

const corners = (a: Interval, b: Interval, of: (x: number, y: number) => number) => a.flatMap(x => b.map(y => of(x, y)))

const hull = (values: readonly number[]): Interval => [Math.min(...values), Math.max(...values)]

function wholePower([low, high]: Interval, n: 2 | 3 | 4): Interval {
  const ends = [low ** n, high ** n]
  return n !== 3 && low < 0 && high > 0 ? [0, Math.max(...ends)] : hull(ends)
}
