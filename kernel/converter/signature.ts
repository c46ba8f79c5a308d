import type ts from 'typescript'
import type { Compiler } from './compiler.js'
import { plainTypes } from './plainTypes.js'

/** A function of more overloads shows this many. */
const most = 6

/** How the value of a cell's last expression is called, with its types: a line per overload; nothing if it is not. */
export function signatureOf(ts: Compiler, checker: ts.TypeChecker, cell: ts.SourceFile): string | undefined {
  const last = cell.statements.findLast(each => !ts.isExportDeclaration(each))
  if (!last || !ts.isExpressionStatement(last)) return undefined
  const { expression } = last
  const type = checker.getTypeAtLocation(expression)
  const calls = checker.getSignaturesOfType(type, ts.SignatureKind.Call)
  const ways = calls.length ? calls : checker.getSignaturesOfType(type, ts.SignatureKind.Construct)
  if (!ways.length) return undefined
  const name = ts.isIdentifier(expression)
    ? expression.text
    : ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : ''
  const before = calls.length ? `function ${name}` : ''
  const lines = ways.slice(0, most).map(each => {
    const way = checker.signatureToString(each, cell, ts.TypeFormatFlags.NoTruncation)
    return before + (calls.length ? way : way.replace(/^(new )?/, `new ${name}`))
  })
  return plainTypes([...lines, ...(ways.length > most ? [`… ${ways.length - most} more`] : [])].join('\n'))
}
