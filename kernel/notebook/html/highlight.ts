import ts from 'typescript'
import { escapeHtml } from './escapeHtml.js'

const { TokenClass } = ts
const names = new Map<ts.TokenClass, string>([
  [TokenClass.Comment, 'comment'],
  [TokenClass.Keyword, 'keyword'],
  [TokenClass.NumberLiteral, 'number'],
  [TokenClass.BigIntLiteral, 'number'],
  [TokenClass.StringLiteral, 'string'],
  [TokenClass.RegExpLiteral, 'string'],
])

const classifier = ts.createClassifier()

/** TypeScript as HTML, its tokens in spans of a class each; by the classifier of the TypeScript compiler. */
export function highlight(code: string): string {
  let html = ''
  let state = ts.EndOfLineState.None // of templates and comments that go on in the next line
  const lines = code.split('\n')
  lines.forEach((line, i) => {
    const { entries, finalLexState } = classifier.getClassificationsForLine(line, state, true)
    state = finalLexState
    let at = 0
    for (const { length, classification } of entries) {
      const token = line.slice(at, (at += length))
      const name = names.get(classification) ?? nameOfIdentifier(classification, line, at)
      html += name ? `<span class="${name}">${escapeHtml(token)}</span>` : escapeHtml(token)
    }
    html += escapeHtml(line.slice(at))
    if (i < lines.length - 1) html += '\n'
  })
  return html
}

/** A name before a parenthesis is called or declared as a function. */
function nameOfIdentifier(classification: ts.TokenClass, line: string, end: number): string | undefined {
  return classification === TokenClass.Identifier && line[end] === '(' ? 'function' : undefined
}
