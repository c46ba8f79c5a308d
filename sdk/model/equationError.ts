/**
 * A fault in an equation: says what is wrong and shows the line with a caret under the place.
 *
 * @example
 * neuron "qif": unknown name "vv" in equations, line 2, column 14; it has v, u, I, a, b
 *   du/dt = a*(b*vv - u)
 *                ^
 */
export class EquationError extends SyntaxError {
  override readonly name = 'EquationError'
  /** Line of the fault in the text as given, from 1. */
  readonly line: number
  /** Column of the fault in its line, from 1. */
  readonly column: number

  /**
   * @param where what the text belongs to, such as `neuron "qif": equations`
   * @param what the fault and what was expected
   * @param source the whole text
   * @param at offset of the fault in it
   */
  constructor(where: string, what: string, source: string, at: number) {
    const before = source.slice(0, at).split('\n')
    const line = before.length
    const column = before.at(-1)!.length + 1
    const text = source.split('\n')[line - 1]
    const { shown, caret } = excerpt(text, column - 1)
    super(`${where}, line ${line}, column ${column}: ${what}\n  ${shown}\n  ${' '.repeat(caret)}^`)
    this.line = line
    this.column = column
  }
}

/** Longest line that is shown whole; of a longer one the surroundings of the fault. */
const widest = 100

/** What is shown of a line, and where the caret stands in it. */
function excerpt(text: string, at: number): { shown: string; caret: number } {
  const whole = text.trim()
  const caret = Math.max(0, at - (text.length - text.trimStart().length))
  if (whole.length <= widest) return { shown: whole, caret }
  const from = Math.max(0, Math.min(caret - widest / 2, whole.length - widest))
  const head = from > 0 ? '...' : ''
  const tail = from + widest < whole.length ? '...' : ''
  return { shown: head + whole.slice(from, from + widest) + tail, caret: head.length + caret - from }
}
