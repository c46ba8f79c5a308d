/** The tree of an expression: plain data. `at` is the offset of its first character in the source. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'negate' | 'not'; readonly operand: Expression; readonly at: number }
  | {
      readonly kind: 'binary'
      readonly op: BinaryOperator
      readonly left: Expression
      readonly right: Expression
      readonly at: number
    }
  | {
      readonly kind: 'conditional'
      readonly test: Expression
      readonly yes: Expression
      readonly no: Expression
      readonly at: number
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[]; readonly at: number }

export type Arithmetic = '+' | '-' | '*' | '/' | '^'
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!='
export type BinaryOperator = Arithmetic | Comparison | 'and' | 'or'

/** The functions of the language and how many arguments each takes. */
export const functions = {
  exp: 1,
  log: 1,
  sqrt: 1,
  abs: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  tanh: 1,
  exprel: 1,
  floor: 1,
  min: 2,
  max: 2,
  clip: 3,
} as const satisfies Record<string, number>

export type FunctionName = keyof typeof functions

/** The names that an expression mentions, each once, in order of appearance. */
export function namesIn(expression: Expression): string[] {
  const names = new Set<string>()
  visit(expression, e => {
    if (e.kind === 'name') names.add(e.name)
  })
  return [...names]
}

/** Calls `seen` for an expression and every part of it, from the outside in; for a part that is shared once. */
export function visit(expression: Expression, seen: (part: Expression) => void): void {
  const done = new Set<Expression>()
  const go = (e: Expression): void => {
    if (done.has(e)) return
    done.add(e)
    seen(e)
    partsOf(e).forEach(go)
  }
  go(expression)
}

/** The expressions that one is made of, in the order written. */
export function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'number':
    case 'name':
      return []
    case 'negate':
    case 'not':
      return [e.operand]
    case 'binary':
      return [e.left, e.right]
    case 'conditional':
      return [e.test, e.yes, e.no]
    case 'call':
      return e.args
  }
}

/** Whether an expression is a condition (true or false) rather than a number. */
export function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'not':
      return true
    case 'binary':
      return !'+-*/^'.includes(expression.op)
    case 'conditional':
      return isCondition(expression.yes)
    default:
      return false
  }
}
