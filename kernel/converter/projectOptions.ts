import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** The options of a project that mean something in a cell: how types are checked, and where they are found. */
const respected = [
  'strict',
  'noImplicitAny',
  'strictNullChecks',
  'strictFunctionTypes',
  'strictBindCallApply',
  'strictPropertyInitialization',
  'strictBuiltinIteratorReturn',
  'noImplicitThis',
  'useUnknownInCatchVariables',
  'exactOptionalPropertyTypes',
  'noUncheckedIndexedAccess',
  'noPropertyAccessFromIndexSignature',
  'noImplicitOverride',
  'noImplicitReturns',
  'noFallthroughCasesInSwitch',
  'experimentalDecorators',
  'emitDecoratorMetadata',
  'customConditions',
  'baseUrl',
  'paths',
  'pathsBasePath',
  'types',
  'typeRoots',
] as const

/** What `tsconfig.json`, from the notebook's folder upward, says of cells; nothing without one, or an unreadable one. */
export function projectOptions(ts: Compiler, folder: string): ts.CompilerOptions {
  const path = ts.findConfigFile(folder, path => ts.sys.fileExists(path))
  if (path === undefined) return {}
  // Only its options count: the files that it includes are not looked for.
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    readDirectory: () => [],
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  }
  const given = ts.getParsedCommandLineOfConfigFile(path, undefined, host)?.options ?? {}
  const options = Object.fromEntries(
    respected.filter(name => given[name] !== undefined).map(name => [name, given[name]]),
  ) as ts.CompilerOptions
  if (given.types) options.types = [...new Set([...given.types, 'node'])]
  const lib = [...(given.lib ?? []), ...libraryOf(ts, given.target)]
  if (lib.length) options.lib = [...new Set(['lib.es2023.d.ts', ...lib])]
  return options
}

/** The library of a target beyond our own. Node has no document: without `lib`, there is none. */
function libraryOf(ts: Compiler, target: ts.ScriptTarget | undefined): string[] {
  if (target === undefined || target <= ts.ScriptTarget.ES2023) return []
  return [`lib.${ts.ScriptTarget[target].toLowerCase()}.d.ts`]
}
