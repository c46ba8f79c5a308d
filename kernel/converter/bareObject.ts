import type { Compiler } from './compiler.js'

/**
 * A cell that is nothing but `{ a: 1 }` in parentheses, so that it is an object and no block: Node's own rule, if it
 * reads as an expression it is one. Positions of the first line shift by one.
 */
export function bareObject(ts: Compiler, code: string): string | undefined {
  const start = /^(?:\s|\/\/.*\n|\/\*[^]*?\*\/)*/.exec(code)![0].length
  if (code[start] !== '{' || /;\s*$/.test(code)) return undefined
  const wrapped = `(${code}\n)`
  const file = ts.createSourceFile('cell.ts', wrapped, ts.ScriptTarget.Latest)
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: unknown[] }
  return parseDiagnostics.length === 0 && file.statements.length === 1 ? wrapped : undefined
}
