import type { Compiler } from './compiler.js'

/** Blanks what lies at some places of a text, every other position unchanged. */
export function blank(text: string, spans: readonly { pos: number; end: number }[]): string {
  const spaces = (part: string) => part.replace(/[^\n]/g, ' ')
  return spans.reduce((text, { pos, end }) => text.slice(0, pos) + spaces(text.slice(pos, end)) + text.slice(end), text)
}

/**
 * Takes `declare global { ... }` and `declare module 'x' { ... }` out of a cell: what they add holds for later cells
 * too, which tslab does not know.
 */
export function takeAmbient(ts: Compiler, code: string): { code: string; ambient: string[] } {
  if (!/\bdeclare\s+(global|module)\b/.test(code)) return { code, ambient: [] }
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest)
  const found = file.statements.filter(
    each =>
      ts.isModuleDeclaration(each) &&
      (ts.isStringLiteral(each.name) || (each.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  )
  const spans = found.map(each => ({ pos: each.getStart(file), end: each.end }))
  return { code: blank(code, spans), ambient: found.map(each => each.getText(file)) }
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
