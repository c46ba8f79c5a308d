import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** `declare global`, or `declare module` with the name of the module. */
export interface Ambient {
  text: string
  module?: string
}

/** Blanks what lies at some places of a text, every other position unchanged. */
export function blank(text: string, spans: readonly { pos: number; end: number }[]): string {
  const spaces = (part: string) => part.replace(/[^\n]/g, ' ')
  return spans.reduce((text, { pos, end }) => text.slice(0, pos) + spaces(text.slice(pos, end)) + text.slice(end), text)
}

/**
 * Takes `declare global { ... }` and `declare module 'x' { ... }` out of a cell: what they add holds for later cells
 * too, which tslab does not know.
 */
export function takeAmbient(ts: Compiler, code: string): { code: string; ambient: Ambient[] } {
  if (!/\bdeclare\s+(global|module)\b/.test(code)) return { code, ambient: [] }
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest)
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: unknown[] }
  if (parseDiagnostics.length) return { code, ambient: [] } // the compiler is to say what is wrong
  const found = file.statements.filter(
    (each): each is ts.ModuleDeclaration =>
      ts.isModuleDeclaration(each) &&
      (ts.isStringLiteral(each.name) || (each.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  )
  const spans = found.map(each => ({ pos: each.getStart(file), end: each.end }))
  const ambient = found.map(each => ({
    text: each.getText(file),
    module: ts.isStringLiteral(each.name) ? each.name.text : undefined,
  }))
  return { code: blank(code, spans), ambient }
}

/** The namespaces among declarations, by name: tslab forgets them with the next cell. */
export function namespacesIn(ts: Compiler, declarations: string): Map<string, string> {
  const found = new Map<string, string>()
  if (!/\bnamespace\b/.test(declarations)) return found
  const file = ts.createSourceFile('earlier.d.ts', declarations, ts.ScriptTarget.Latest)
  for (const statement of file.statements)
    if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name)) {
      const { text } = statement.name
      found.set(text, [found.get(text), statement.getText(file)].filter(Boolean).join('\n'))
    }
  return found
}
