import type ts from 'typescript'
import type { Compiler } from './compiler.js'

export type Completeness = { status: 'complete' | 'invalid' } | { status: 'incomplete'; indent: string }

/** Errors of code that simply goes on: an open comment, template, or bracket. */
const unfinished =
  /^'.*' expected\.$|^(Expression|Declaration or statement|Identifier) expected\.$|^Unterminated template/

/**
 * Whether code can be run, needs another line, or will never be right.
 *
 * @param indentation tslab's judgement, for the indentation of the next line
 */
export function completeness(
  ts: Compiler,
  code: string,
  indentation: (code: string) => { indent?: string },
): Completeness {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest)
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: ts.DiagnosticWithLocation[] }
  if (!parseDiagnostics.length) return { status: 'complete' }
  const end = code.trimEnd().length
  const open = parseDiagnostics.every(
    ({ start, length, messageText }) =>
      (start >= end || (start + length >= end && length > 1)) &&
      unfinished.test(ts.flattenDiagnosticMessageText(messageText, '\n')),
  )
  return open ? { status: 'incomplete', indent: indentation(code).indent ?? '' } : { status: 'invalid' }
}
