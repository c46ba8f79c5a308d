import { EquationError } from './equationError.js'
import { hint } from './hints.js'

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end of line' | 'end'
  readonly text: string
  readonly at: number
}

const pattern =
  /([ \t\r]+|#[^\n]*)|(\n|;)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\+=|-=|\*=|\/=|<=|>=|==|!=|[-+*/^()<>=?:,[\]])/y

const signs = ['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', '?', ':', ',', 'and', 'or']
/** After these, and before those, a line goes on in the next. */
const opens: ReadonlySet<string> = new Set([...signs, '(', '[', 'not'])
const closes: ReadonlySet<string> = new Set([...signs, ')', ']'])

/**
 * The tokens of a text in the equation language, in order; `#` begins a comment, `;` ends a line, and so does a new
 * line unless the one before ends, or the one after begins, with an operator.
 *
 * @param indexed whether there are indices, as in `psi[k + 1]`
 * @throws EquationError at a character that has no meaning
 */
export function tokenize(source: string, where: string, indexed = false): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < source.length; at = pattern.lastIndex) {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    if (!match || (!indexed && (match[0] === '[' || match[0] === ']'))) {
      const character = String.fromCodePoint(source.codePointAt(at)!)
      throw new EquationError(where, `unexpected character "${character}"${hint(character)}`, source, at)
    }
    const [text, space, end, number, name] = match
    if (space !== undefined) continue
    const kind =
      end !== undefined ? 'end of line' : number !== undefined ? 'number' : name !== undefined ? 'name' : 'symbol'
    tokens.push({ kind, text, at })
  }
  tokens.push({ kind: 'end', text: '', at: source.length })
  return withoutBreaks(tokens)
}

/** Leaves out the ends of lines that go on. */
function withoutBreaks(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    let after = i
    while (tokens[after].text === '\n') after++
    const goesOn = opens.has(kept.at(-1)?.text ?? '') || closes.has(tokens[after].text)
    if (after > i && kept.length && goesOn && tokens[after].kind !== 'end') i = after
    kept.push(tokens[i])
  }
  return kept
}
