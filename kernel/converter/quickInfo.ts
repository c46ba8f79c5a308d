import type ts from 'typescript'
import type { Compiler } from './compiler.js'
import { readDocumentation } from './readDocumentation.js'

export interface QuickInfo extends ts.QuickInfo {
  /** The declaration in its file, if it was written there by someone. */
  declaration?: ts.Declaration
}

/** What is known of the name at `position`; stock TypeScript has it only within a language service. */
export function quickInfo(
  ts: Compiler,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  position: number,
): QuickInfo | undefined {
  const node = ts.getTouchingPropertyName(file, position)
  if (node === file) return undefined
  const textSpan = ts.createTextSpanFromNode(node, file)
  const symbol = checker.getSymbolAtLocation(node)
  if (!symbol) {
    if (!ts.isExpression(node) || ts.isIdentifier(node)) return undefined
    const type = checker.getTypeAtLocation(node)
    if (type.flags & ts.TypeFlags.Any) return undefined // a name that nobody declares, and what is made of it
    const displayParts = ts.typeToDisplayParts(checker, type, node)
    return { kind: ts.ScriptElementKind.unknown, kindModifiers: '', textSpan, displayParts }
  }
  const meant = aliased(ts, checker, symbol)
  for (const each of [symbol, meant]) readDocumentation(ts, each)
  const known = ts.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    node.parent,
    node,
  )
  return {
    kind: known.symbolKind,
    kindModifiers: ts.SymbolDisplay.getSymbolModifiers(checker, symbol),
    textSpan,
    displayParts: known.displayParts,
    documentation: known.documentation,
    tags: known.tags,
    declaration: meant.declarations?.[0],
  }
}

/** What an imported name means. */
function aliased(ts: Compiler, checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}
