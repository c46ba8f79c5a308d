import { createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'
import type ts from 'typescript'
import { compiler, type Compiler } from './compiler.js'
import { quickInfo } from './quickInfo.js'
import { resolveFrom } from './resolve.js'

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram
type Host = ts.WatchCompilerHostOfFilesAndCompilerOptions<Builder>

const require = createRequire(import.meta.url)

/**
 * Makes tslab run on the project's own TypeScript instead of its fork of 5.0: a copy of the compiler with the dozen
 * functions that the fork adds, put in the fork's place in the cache of modules before tslab asks for it.
 *
 * @param onProgram is told of every new program, before tslab uses it
 * @returns tslab's converter module
 */
export function loadTslab(onProgram: (program: Builder) => void) {
  const ts = compiler()
  const fork = createRequire(require.resolve('tslab/dist/converter')).resolve('@tslab/typescript-for-tslab')
  let host: Host | undefined

  const standIn = {
    ...ts,
    getNullTransformationContext: () => ts.nullTransformationContext,
    getDefaultTypeRoots: (folder: string) => typeRoots(folder),
    getQuickInfoAtPosition: (file: ts.SourceFile, checker: ts.TypeChecker, _: unknown, position: number) =>
      quickInfo(ts, file, checker, position),
    // Not whether declarations could be published: a cell need not name the types that it uses.
    getPreEmitDiagnosticsOfFiles: (program: ts.Program, files: ts.SourceFile[]) =>
      files.flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    Completions: {
      ...ts.Completions,
      getCompletionsAtPositionForTslab: (_: unknown, ...rest: unknown[]) =>
        ts.Completions.getCompletionsAtPosition(host, ...rest),
    },
    createWatchCompilerHost(
      files: string[],
      options: ts.CompilerOptions,
      system: ts.System,
      _: unknown,
      ...reporters: [ts.DiagnosticReporter, ts.WatchStatusReporter]
    ) {
      const folder = system.getCurrentDirectory()
      const settings = compilerOptions(ts, folder, options)
      const create = ts.createEmitAndSemanticDiagnosticsBuilderProgram
      host = ts.createWatchCompilerHost(files, settings, system, create, ...reporters)
      adapt(ts, host, folder, onProgram)
      return host
    },
    // A cell stays an ES module here; what runs was already made by the transformation of live bindings.
    transpileModule: (outputText: string) => ({ outputText }),
  }
  require.cache[fork] = { id: fork, filename: fork, loaded: true, exports: standIn } as unknown as NodeJS.Module
  return require('tslab/dist/converter') as typeof import('tslab/dist/converter.js')
}

/** What a notebook is compiled with, whatever tsconfig.json lies around it. */
function compilerOptions(ts: Compiler, folder: string, given: ts.CompilerOptions): ts.CompilerOptions {
  return {
    outDir: given.outDir,
    rootDir: parse(folder).root, // a notebook may import from folders above its own
    newLine: given.newLine,
    declaration: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    typeRoots: typeRoots(folder),
    // A cell is stopped by its type errors, so only mistakes are errors: `let x = []` and `f(x) { ... }` are not.
    strict: false,
    inlineSourceMap: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: false,
    resolveJsonModule: true,
    rewriteRelativeImportExtensions: true, // import './cells.ts'
    jsx: ts.JsxEmit.React,
  }
}

/** The notebook's own @types, from its folder upward, then those of the kernel's installation. */
function typeRoots(folder: string) {
  const roots = []
  for (let at = folder; ; at = dirname(at)) {
    roots.push(join(at, 'node_modules', '@types'))
    if (at === dirname(at)) break
  }
  return [...roots, dirname(dirname(require.resolve('@types/node/package.json')))]
}

function adapt(ts: Compiler, host: Host, folder: string, onProgram: (program: Builder) => void) {
  // tslab sets this property to be told of every program; we are told first.
  let tell: Host['afterProgramCreate']
  Object.defineProperty(host, 'afterProgramCreate', {
    set: (listener: typeof tell) => void (tell = listener),
    get: () => (program: Builder) => {
      onProgram(program)
      tell?.(program)
    },
  })
  const own = (path: string) => !path.includes('/node_modules/') && path.startsWith(folder)
  const watch = host.watchFile.bind(host)
  const unwatched = { close: () => undefined }
  // Hundreds of declarations of packages need no watcher; the person's own modules do.
  host.watchFile = (path, ...rest) => (own(path) ? watch(path, ...rest) : unwatched)
  host.watchDirectory = () => unwatched

  const installed = resolveFrom(ts, host)
  host.resolveModuleNameLiterals = (literals, containing, redirected, options) =>
    literals.map(({ text }) => installed(text, containing, options, redirected))
  // A package may be installed while the notebook is open; files inside packages do not change.
  const invalidated = (path: ts.Path) => !path.includes('/node_modules/')
  Object.assign(host, { hasInvalidatedResolutions: invalidated })
}
