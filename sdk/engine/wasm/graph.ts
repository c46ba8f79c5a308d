import { smallPower, type Expression } from '../../model/index.js'

/** A value that a step computes; `args` are the indices of others. */
export interface Value {
  readonly op: string
  readonly args: readonly number[]
  /** Text of a leaf. */
  readonly text: string
  /** Whether it is the same for all neurons. */
  readonly uniform: boolean
}

/** Expressions as numbered values: equal expressions are one value, computed once. Order of operations is kept. */
export interface Graph {
  readonly values: readonly Value[]
  /** A value that exists already: a local, or what a load reads. */
  leaf(text: string, uniform: boolean): number
  /** A leaf unlike all others, even of the same text: for a local that has been assigned to again. */
  fresh(text: string): number
  number(value: number): number
  /** The value of an expression; `read` finds that of a name. */
  of(expression: Expression, read: (name: string) => number): number
}

export function graph(constant: (value: number) => string): Graph {
  const values: Value[] = []
  const known = new Map<string, number>()

  const add = (key: string, value: Value): number => {
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, values.push(value) - 1)
    return values.length - 1
  }
  const operation = (op: string, ...args: number[]) =>
    add(`${op} ${args.join(' ')}`, { op, args, text: '', uniform: args.every(arg => values[arg].uniform) })
  /** Constants. */
  const numbers = new Set<number>()
  /**
   * Against a constant the smaller or larger one is one instruction, where `min` and `max` take seven or eight for NaN and
   * zeros: with x first, NaN stays; of -0 and 0 the larger is 0.
   */
  const extreme = (op: 'min' | 'max', a: number, b: number): number => {
    const [x, c] = numbers.has(a) ? [b, a] : [a, b]
    const bound = values[c].text
    if (!numbers.has(c) || [constant(NaN), constant(-0)].includes(bound)) return operation(op, a, b)
    const chosen = operation(`p${op}`, x, c)
    return op === 'max' && bound === constant(0) ? operation('+', chosen, c) : chosen
  }
  /** What is multiplied by 1 is itself: dt is often 1. */
  const product = (a: number, b: number) => (a === one ? b : b === one ? a : operation('*', a, b))
  const leaf = (text: string, uniform: boolean) => add(`leaf ${text}`, { op: 'leaf', args: [], text, uniform })

  const of = (e: Expression, read: (name: string) => number): number => {
    switch (e.kind) {
      case 'number':
        return number(e.value)
      case 'name':
        return read(e.name)
      case 'negate':
      case 'not':
        return operation(e.kind, of(e.operand, read))
      case 'conditional':
        return operation('select', of(e.yes, read), of(e.no, read), of(e.test, read))
      case 'call': {
        const args = e.args.map(arg => of(arg, read))
        if (e.name === 'clip') return extreme('min', extreme('max', args[0], args[1]), args[2])
        return e.name === 'min' || e.name === 'max' ? extreme(e.name, args[0], args[1]) : operation(e.name, ...args)
      }
      case 'binary': {
        const times = e.op === '^' ? smallPower(e.right) : undefined
        if (e.op === '*') return product(of(e.left, read), of(e.right, read))
        if (!times) return operation(e.op, of(e.left, read), of(e.right, read))
        const x = of(e.left, read)
        const square = operation('*', x, x)
        return times === 2 ? square : operation('*', square, times === 3 ? x : square)
      }
    }
  }
  const number = (value: number) => {
    const id = leaf(constant(value), true)
    numbers.add(id)
    return id
  }
  const one = number(1)

  return {
    values,
    leaf,
    fresh: text => values.push({ op: 'leaf', args: [], text, uniform: false }) - 1,
    number,
    of,
  }
}
