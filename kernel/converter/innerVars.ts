import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** Declarations of the `var`s within loops and blocks of a cell, which are names of the cell but stand in none of its statements. */
export function innerVars(ts: Compiler, checker: ts.TypeChecker, cell: ts.SourceFile): string {
  const { locals = new Map<string, ts.Symbol>() } = cell as unknown as { locals?: Map<string, ts.Symbol> }
  const isInner = ({ valueDeclaration: each }: ts.Symbol): boolean =>
    each !== undefined &&
    ts.isVariableDeclaration(each) &&
    !(ts.isVariableStatement(each.parent.parent) && each.parent.parent.parent === cell)
  return [...locals.values()]
    .filter(isInner)
    .map(symbol => {
      const type = checker.typeToString(checker.getTypeOfSymbol(symbol), cell, ts.TypeFormatFlags.NoTruncation)
      return `declare let ${symbol.name}: ${type};\n`
    })
    .join('')
}
