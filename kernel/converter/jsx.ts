import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** Where a cell holds JSX, which a notebook does not understand: the place of its first element. */
export function jsxIn(ts: Compiler, code: string): number | undefined {
  if (!/<[\w>]/.test(code)) return undefined
  const file = ts.createSourceFile('cell.tsx', code, ts.ScriptTarget.Latest, undefined, ts.ScriptKind.TSX)
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: unknown[] }
  if (parseDiagnostics.length) return undefined
  const find = (node: ts.Node): number | undefined =>
    ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)
      ? node.getStart(file)
      : ts.forEachChild(node, find)
  return find(file)
}

export const jsxIsOff =
  "JSX is off in notebooks: show HTML with display({ 'text/html': '<b>…</b>' }) from spikelab/kernel, " +
  'or write the element in a .tsx file and import it'
