import type ts from 'typescript'
import type { Compiler } from './compiler.js'

type Parameters = Compiler['Completions']['getCompletionsAtPosition'] extends (...all: infer All) => unknown
  ? All
  : never

/** What completions are asked with, but for the host and what tslab leaves to its defaults. */
export type Asked = Parameters extends [unknown, ...infer Rest, undefined, boolean] ? Rest : never

/** Completions as TypeScript has them, but imported and re-exported names are of the kind of what they mean. */
export function completions(ts: Compiler, host: unknown, ...asked: Asked): ts.CompletionInfo | undefined {
  const found = ts.Completions.getCompletionsAtPosition(host, ...asked, undefined, true)
  const [program, , file] = asked
  const checker = program.getTypeChecker()
  const kindOf = ({ kind, symbol }: ts.CompletionEntry) =>
    symbol && symbol.flags & ts.SymbolFlags.Alias
      ? ts.SymbolDisplay.getSymbolKind(checker, checker.getAliasedSymbol(symbol), file) || kind
      : kind
  return found && { ...found, entries: found.entries.map(entry => ({ ...entry, kind: kindOf(entry) })) }
}
