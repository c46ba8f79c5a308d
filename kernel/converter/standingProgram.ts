import type ts from 'typescript'
import type { Compiler } from './compiler.js'
import { isFound, type Resolutions } from './resolutions.js'

/** What the parser, the binder and the program know of a file, beside its nodes. */
interface File {
  path: ts.Path
  resolvedPath: ts.Path
  originalFileName: string
  moduleName?: string
  impliedNodeFormat?: ts.ResolutionMode
  setExternalModuleIndicator?: (file: ts.SourceFile) => void
  externalModuleIndicator?: unknown
  commentDirectives?: unknown[]
  parseDiagnostics: unknown[]
  imports?: readonly ts.StringLiteralLike[]
  moduleAugmentations?: unknown[]
  ambientModuleNames?: unknown[]
}

/** After so many files what the checker keeps of earlier ones is let go with it. */
const patience = 100

/**
 * A program that stays from cell to cell, and its type checker with it: to make them takes several times as long as to
 * check a cell. The cell's file and that of the earlier declarations are modules which nothing refers to, so new ones
 * may take their place; the checker keeps what it knows by node and symbol, and theirs are new.
 *
 * Only where nothing else changes: same options, no import that the program does not know, nothing added to the global
 * scope or to modules. And only after cells without mistakes: the checker keeps mistakes by the name of the file.
 */
export function standingProgram(ts: Compiler) {
  let standing: { program: Resolutions; strict: boolean | undefined; own: (ts.SourceFile & File)[] } | undefined
  let taken = 0
  let clean = true

  /** Where a file that has changed takes the place of another: none where that would not do. */
  function replacement(host: ts.CompilerHost, old: ts.SourceFile & File, program: Resolutions) {
    const { fileName, resolvedPath, languageVersion, impliedNodeFormat, setExternalModuleIndicator } = old
    const { jsDocParsingMode } = host as { jsDocParsingMode?: ts.JSDocParsingMode }
    const options = { languageVersion, impliedNodeFormat, setExternalModuleIndicator, jsDocParsingMode }
    const file = host.getSourceFileByPath!(fileName, resolvedPath, options) as (ts.SourceFile & File) | undefined
    if (!file || file === old) return file
    const fits =
      file.externalModuleIndicator !== undefined &&
      !file.parseDiagnostics.length &&
      !file.referencedFiles.length &&
      !file.typeReferenceDirectives.length &&
      !file.libReferenceDirectives.length &&
      !file.statements.some(each => reachesOut(ts, each))
    if (!fits) return undefined
    const imports = importsOf(ts, file)
    const known = new Set<string>()
    program.forEachResolvedModule((resolution, name) => isFound(resolution, name) && known.add(name), old)
    return imports.every(({ text }) => known.has(text)) ? { ...file, imports } : undefined
  }

  return {
    /** Takes the files that have changed into the program, or says that it needs a new one. */
    take(program: ts.Program, options: ts.CompilerOptions, host: ts.CompilerHost): boolean {
      if (standing?.program !== program || standing.strict !== options.strict || !host.getSourceFileByPath) return false
      const { own } = standing
      for (const file of own) restorePath(standing.program, file)
      if (!clean || ++taken > patience) return false
      const pairs = own.map(old => ({ old, file: replacement(host, old, standing!.program) }))
      const changeable = program.getRootFileNames()
      if (pairs.some(({ old, file }) => !file || (file !== old && !changeable.includes(old.fileName)))) return false
      for (const { old, file } of pairs)
        if (file && file !== old) {
          replace(old, file)
          changePath(standing.program, old, `${old.resolvedPath}#${taken}` as ts.Path)
        }
      return true
    },
    /** Keeps a program that was made anew, and the options that it was made with. */
    keep(program: ts.Program, { strict }: ts.CompilerOptions) {
      const own = (program.getSourceFiles() as (ts.SourceFile & File)[]).filter(
        ({ fileName }) => !fileName.includes('/node_modules/'),
      )
      standing = { program: program as Resolutions, strict, own }
      taken = 0
      clean = true
    },
    /** Whether the next cell is checked by this program, if it can be. */
    stands: () => clean && taken <= patience / 2,
    /** Lets the program go with the next cell: its checker has met a mistake. */
    spoil() {
      clean = false
    },
  }
}

export type StandingProgram = ReturnType<typeof standingProgram>

/** Puts the content of one file in the place of another's, which the binder has not seen yet. */
function replace(old: ts.SourceFile & File, file: ts.SourceFile & File): void {
  const { fileName, path, resolvedPath, originalFileName, moduleName } = old
  for (const key of Object.keys(old)) (old as unknown as Record<string, unknown>)[key] = undefined
  const known = { moduleAugmentations: [], ambientModuleNames: [] }
  Object.assign(old, file, known, { fileName, path, resolvedPath, originalFileName, moduleName })
}

/** Gives a file a path under which the program has not kept what was wrong with it. */
function changePath({ resolvedModules }: Resolutions, file: ts.SourceFile & File, path: ts.Path): void {
  const resolved = resolvedModules?.get(file.path)
  if (resolved) resolvedModules?.set(path, resolved)
  file.path = path
}

function restorePath({ resolvedModules }: Resolutions, file: ts.SourceFile & File): void {
  if (file.path === file.resolvedPath) return
  resolvedModules?.delete(file.path)
  file.path = file.resolvedPath
}

/** Whether a statement adds to the global scope or to a module, or imports in the old way. */
const reachesOut = (ts: Compiler, statement: ts.Statement): boolean =>
  ts.isImportEqualsDeclaration(statement) ||
  (ts.isModuleDeclaration(statement) &&
    (ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0))

/** The names of all modules that a file imports, as they stand there. */
function importsOf(ts: Compiler, file: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = []
  for (const statement of file.statements)
    if ((ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) && statement.moduleSpecifier) {
      ts.setParentRecursive(statement, false)
      found.push(statement.moduleSpecifier as ts.StringLiteral)
    }
  ts.forEachDynamicImportOrRequireCall(file, true, true, (node, name) => {
    ts.setParentRecursive(node, false)
    found.push(name)
  })
  return found
}
