import type ts from 'typescript'
import type { Compiler } from './compiler.js'
import { readDocumentation } from './readDocumentation.js'

export interface QuickInfo extends ts.QuickInfo {
  /** The declaration in its file, if it was written there by someone. */
  declaration?: ts.Declaration
}

/**
 * What is known of the name at `position`, or else of the function in whose brackets it lies; stock TypeScript has it
 * only within a language service.
 */
export function quickInfo(
  ts: Compiler,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  position: number,
): QuickInfo | undefined {
  const node = ts.getTouchingPropertyName(file, position)
  const infoAt = (each: ts.Node) => infoOf(ts, file, checker, each)
  const isName = node.getChildCount(file) === 0 && !ts.isLiteralExpression(node)
  const own = isName ? infoAt(node) : undefined
  if (own) return own
  const called = calledAround(ts, file, position)
  if (called) return infoAt(called)
  return isName || node === file ? undefined : infoAt(node)
}

/** The name of the function or class in whose brackets a position lies, of the innermost; not from within a body. */
function calledAround(ts: Compiler, file: ts.SourceFile, position: number): ts.Node | undefined {
  let found: ts.Node | undefined
  const look = (node: ts.Node): void => {
    if (position <= node.pos || position > endOf(node)) return
    if (ts.isBlock(node)) found = undefined
    else if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && isWithin(node))
      found = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
    ts.forEachChild(node, look)
  }
  const isClosed = (node: ts.Node) => node.getLastToken(file)?.kind === ts.SyntaxKind.CloseParenToken
  const isWithin = (call: ts.CallExpression | ts.NewExpression) =>
    call.arguments !== undefined && position >= call.arguments.pos && (!isClosed(call) || position < call.end)
  /** What is still open goes on over the space behind it. */
  const endOf = (node: ts.Node) => node.end + /^\s*/.exec(file.text.slice(node.end))![0].length
  look(file)
  return found
}

function infoOf(ts: Compiler, file: ts.SourceFile, checker: ts.TypeChecker, node: ts.Node): QuickInfo | undefined {
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
