import { createRequire } from 'node:module'
import { dirname, join, parse } from 'node:path'
import type ts from 'typescript'
import type { Compiler } from './compiler.js'
import { projectOptions } from './projectOptions.js'

const require = createRequire(import.meta.url)

/** What a notebook is compiled with: the settings of its project, as far as they mean something in a cell. */
export function compilerOptions(ts: Compiler, folder: string, given: ts.CompilerOptions): ts.CompilerOptions {
  return {
    // A cell is stopped by its type errors, so only mistakes are errors: `let x = []` and `f(x) { ... }` are not.
    strict: false,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    typeRoots: typeRoots(folder),
    ...projectOptions(ts, folder),
    outDir: given.outDir,
    rootDir: parse(folder).root, // a notebook may import from folders above its own
    newLine: given.newLine,
    declaration: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    inlineSourceMap: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: false,
    resolveJsonModule: true,
    preserveConstEnums: true, // a later cell may use them
    rewriteRelativeImportExtensions: true, // import './cells.ts'
    jsx: ts.JsxEmit.React,
  }
}

/** The notebook's own @types, from its folder upward, then those of the kernel's installation. */
export function typeRoots(folder: string) {
  const roots = []
  for (let at = folder; ; at = dirname(at)) {
    roots.push(join(at, 'node_modules', '@types'))
    if (at === dirname(at)) break
  }
  return [...roots, dirname(dirname(require.resolve('@types/node/package.json')))]
}
