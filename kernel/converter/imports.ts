import type ts from 'typescript'
import type { Import, ImportedName } from './cell.js'
import type { Compiler } from './compiler.js'

/** How the session is to load what an import names (resolve.ts). */
export type Locate = (specifier: string) => string

/** An import statement as data; the session loads all of a cell's imports before the cell's first line. */
export function readImport(
  ts: Compiler,
  { moduleSpecifier, importClause }: ts.ImportDeclaration,
  locate: Locate,
): Import {
  const names: ImportedName[] = []
  if (importClause?.name) names.push({ local: importClause.name.text, imported: 'default' })
  const bindings = importClause?.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) names.push({ local: bindings.name.text, imported: '*' })
  if (bindings && ts.isNamedImports(bindings))
    for (const { name, propertyName } of bindings.elements)
      names.push({ local: name.text, imported: (propertyName ?? name).text })
  return { from: locate((moduleSpecifier as ts.StringLiteral).text), names }
}
