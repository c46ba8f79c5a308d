import { createRequire } from 'node:module'
import type ts from 'typescript'
import { compiler, type Compiler } from './compiler.js'
import { completions, type Asked } from './completions.js'
import { compilerOptions, typeRoots } from './compilerOptions.js'
import { plainBuilder } from './plainBuilder.js'
import { quickInfo } from './quickInfo.js'
import { incompleteFiles, type Resolutions } from './resolutions.js'
import { resolveFrom, type Resolve } from './resolve.js'
import { snapshotFiles, type SnapshotFiles } from './snapshotFiles.js'
import { standingProgram, type StandingProgram } from './standingProgram.js'

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram
type Host = ts.WatchCompilerHostOfFilesAndCompilerOptions<Builder>

const require = createRequire(import.meta.url)

/** Who is asked while tslab works. */
export interface Listener {
  /** Is told of every new program, before tslab uses it. */
  program(program: Builder): void
  /** What is wrong with files. */
  diagnose: (program: ts.Program, files: ts.SourceFile[]) => ts.Diagnostic[]
  /** Declarations of modules that nobody installed. */
  modules: () => string
  /** Resolves names of modules that only declarations of earlier cells know. */
  resolve: (specifier: string) => ts.ResolvedModuleWithFailedLookupLocations | undefined
}

/** tslab's converter module, and what it works with. */
export interface Tslab extends Pick<typeof import('tslab/dist/converter.js'), 'createConverter' | 'isCompleteCode'> {
  /** The settings of the compiler; those that change how types are checked hold from the next program on. */
  options: () => ts.CompilerOptions
  /** The program that stays from cell to cell. */
  standing: StandingProgram
  /** Where an import leads. */
  resolve: Resolve
  /** Has the declarations of modules read again. */
  modulesChanged: () => void
}

/** Beside the notebook, a file that is not there: a script, for in a module `declare module` only adds to one. */
const modulesFile = '__modules__.d.ts'

/**
 * Makes tslab run on the project's own TypeScript instead of its fork of 5.0: a copy of the compiler with the dozen
 * functions that the fork adds, put in the fork's place in the cache of modules before tslab asks for it.
 */
export function loadTslab(listener: Listener): Tslab {
  const ts = compiler()
  const fork = createRequire(require.resolve('tslab/dist/converter')).resolve('@tslab/typescript-for-tslab')
  let host: Host | undefined
  let settings: ts.CompilerOptions = {}
  const standing = standingProgram(ts)
  let resolve: Resolve
  const watched: { modules?: ts.FileWatcherCallback } = {}

  const standIn = {
    ...ts,
    getNullTransformationContext: () => ts.nullTransformationContext,
    getDefaultTypeRoots: (folder: string) => typeRoots(folder),
    getQuickInfoAtPosition: (file: ts.SourceFile, checker: ts.TypeChecker, _: unknown, position: number) =>
      quickInfo(ts, file, checker, position),
    getPreEmitDiagnosticsOfFiles: listener.diagnose,
    Completions: {
      ...ts.Completions,
      getCompletionsAtPositionForTslab: (_: unknown, ...rest: Asked) => completions(ts, host, ...rest),
    },
    createWatchCompilerHost(
      files: string[],
      options: ts.CompilerOptions,
      system: ts.System,
      _: unknown,
      ...reporters: [ts.DiagnosticReporter, ts.WatchStatusReporter]
    ) {
      const folder = system.getCurrentDirectory()
      settings = compilerOptions(ts, folder, options)
      const kept = snapshotFiles(settings)
      host = ts.createWatchCompilerHost(
        [...files, `${folder}/${modulesFile}`],
        settings,
        system,
        plainBuilder(ts, standing, kept),
        ...reporters,
      )
      host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeInfo // the rest is read when asked for (readDocumentation.ts)
      resolve = adapt(ts, host, folder, listener, watched, kept)
      return host
    },
    // A cell stays an ES module here; what runs was already made by the transformation of live bindings.
    transpileModule: (outputText: string) => ({ outputText }),
  }
  require.cache[fork] = { id: fork, filename: fork, loaded: true, exports: standIn } as unknown as NodeJS.Module
  const { createConverter, isCompleteCode } = require('tslab/dist/converter') as Tslab
  return {
    createConverter,
    isCompleteCode,
    options: () => settings,
    standing,
    resolve: (...asked) => resolve(...asked),
    modulesChanged: () => watched.modules?.(modulesFile, ts.FileWatcherEventKind.Changed),
  }
}

function adapt(
  ts: Compiler,
  host: Host,
  folder: string,
  listener: Listener,
  watched: { modules?: ts.FileWatcherCallback },
  kept: SnapshotFiles | undefined,
): Resolve {
  let incomplete = new Set<string>()
  // tslab sets this property to be told of every program; we are told first.
  let tell: Host['afterProgramCreate']
  Object.defineProperty(host, 'afterProgramCreate', {
    set: (listener: typeof tell) => void (tell = listener),
    get: () => (program: Builder) => {
      incomplete = incompleteFiles(program.getProgram() as Resolutions)
      listener.program(program)
      tell?.(program)
    },
  })
  const own = (path: string) => !path.includes('/node_modules/') && path.startsWith(folder)
  const watch = host.watchFile.bind(host)
  const unwatched = { close: () => undefined }
  // Hundreds of declarations of packages need no watcher; the person's own modules do.
  host.watchFile = (path, changed, ...rest) => {
    if (path !== `${folder}/${modulesFile}`) return own(path) ? watch(path, changed, ...rest) : unwatched
    watched.modules = changed
    return unwatched
  }
  host.watchDirectory = () => unwatched

  const read = host.readFile.bind(host)
  host.readFile = (path, encoding) => {
    if (path === `${folder}/${modulesFile}`) return listener.modules()
    const text = read(path, encoding)
    return path.endsWith('/__tslab__.ts') ? text && withExports(text) : text
  }

  // Within packages nothing changes: where their imports lead, and in which format their files are, is kept.
  const cache = ts.createModuleResolutionCache(folder, path => path)
  const installed = resolveFrom(ts, host, cache)
  host.resolveModuleNameLiterals = (literals, containing, redirected, options) =>
    literals.map(
      ({ text }) =>
        listener.resolve(text) ?? kept?.resolve(text, containing) ?? installed(text, containing, options, redirected),
    )
  host.getModuleResolutionCache = () => cache
  // What was not found may be installed, or written, while the notebook is open.
  Object.assign(host, { hasInvalidatedResolutions: (path: ts.Path) => incomplete.has(path) })
  return installed
}

/** tslab exports the names of a cell as the compiler keeps them: with one underscore more, if they begin with two. */
const withExports = (text: string) =>
  text.replace(/(?<=\nexport \{)[^{}]*(?=\}$)/, names => names.replace(/(?<=^|, )_(?=__)/g, ''))
