import type ts from 'typescript'
import { blank } from './ambient.js'
import type { Compiler } from './compiler.js'

/**
 * The code with `export` and `export default` of its declarations blanked out, every position unchanged:
 * a cell has no use for them, and tslab exports all names itself.
 */
export function withoutExports(ts: Compiler, code: string): string {
  if (!code.includes('export')) return code
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest)
  const spans = file.statements.flatMap((statement): ts.TextRange[] => {
    if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier)
      return [{ pos: statement.getStart(file), end: statement.end }]
    if (ts.isExportAssignment(statement) && !statement.isExportEquals)
      return [{ pos: statement.getStart(file), end: statement.expression.getStart(file) }]
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    const named = !('name' in statement) || statement.name !== undefined
    return modifiers
      .filter(({ kind }) => named && (kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword))
      .map(modifier => ({ pos: modifier.getStart(file), end: modifier.end }))
  })
  return blank(code, spans)
}
