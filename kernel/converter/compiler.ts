import { createRequire } from 'node:module'
import type ts from 'typescript'
import { requireCached } from './codeCache.js'

/** The compiler with what tslab needs of its insides. */
export type Compiler = typeof ts & Internals

export interface Internals {
  nullTransformationContext: ts.TransformationContext
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void
  setParentRecursive(node: ts.Node, incremental: boolean): void
  forEachDynamicImportOrRequireCall(
    file: ts.SourceFile,
    includeTypeSpaceImports: boolean,
    requireStringLiteralLikeArgument: boolean,
    found: (node: ts.Node, name: ts.StringLiteralLike) => void,
  ): void
  getParseTreeNode(node: ts.Node): ts.Node | undefined
  createTextSpanFromNode(node: ts.Node, file: ts.SourceFile): ts.TextSpan
  typeToDisplayParts(checker: ts.TypeChecker, type: ts.Type, container?: ts.Node): ts.SymbolDisplayPart[]
  SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      container: ts.Node | undefined,
      location: ts.Node,
    ): {
      symbolKind: ts.ScriptElementKind
      displayParts: ts.SymbolDisplayPart[]
      documentation: ts.SymbolDisplayPart[]
      tags?: ts.JSDocTagInfo[]
    }
    getSymbolKind(checker: ts.TypeChecker, symbol: ts.Symbol, location: ts.Node): ts.ScriptElementKind
    getSymbolModifiers(checker: ts.TypeChecker, symbol: ts.Symbol): string
  }
  Completions: {
    getCompletionsAtPosition(
      host: unknown,
      program: ts.Program,
      log: (text: string) => void,
      file: ts.SourceFile,
      position: number,
      preferences: ts.UserPreferences,
      trigger: ts.CompletionsTriggerCharacter | undefined,
      kind: ts.CompletionTriggerKind,
      token: ts.CancellationToken,
      format: undefined,
      includeSymbol: boolean,
    ): ts.CompletionInfo | undefined
  }
}

/** What a process that was started from a snapshot has to begin with (kernel/compiling/snapshotMain.cts). */
export interface Snapshot {
  compiler: Compiler
  /** Declarations that were read and bound, by their path. */
  parsed: Map<string, { file: ts.SourceFile; size: number; modified: number }>
  /** Where the imports of each lead. */
  resolved: Map<string, Map<string, ts.ResolvedModuleFull | undefined>>
}

export const snapshot = (): Snapshot | undefined =>
  (globalThis as { [key: symbol]: Snapshot | undefined })[Symbol.for('spikelab.compiler')]

const require = createRequire(import.meta.url)

let loaded: ReturnType<typeof requireCached> | undefined

/** The project's TypeScript, loaded when it is first asked for. */
export function compiler(): Compiler {
  const ready = snapshot()
  if (ready) return ready.compiler
  const { version } = require('typescript/package.json') as { version: string }
  loaded ??= requireCached(require.resolve('typescript'), `typescript-${version}`)
  return loaded.exports as Compiler
}

/** Keeps the compiler's compiled code, of what has been called by now, for the next kernel. */
export const keepCompiler = (): void => loaded?.keep()
