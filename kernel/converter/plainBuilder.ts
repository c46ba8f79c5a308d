import type ts from 'typescript'
import type { Compiler } from './compiler.js'
import type { Resolutions } from './resolutions.js'
import { takeFromSnapshot, type SnapshotFiles } from './snapshotFiles.js'
import type { StandingProgram } from './standingProgram.js'

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram

/**
 * Makes programs for tslab without the state of an incremental build: which file refers to which symbol of which other
 * is found out anew for some two hundred files with every program, and no one asks for it.
 */
export function plainBuilder(
  ts: Compiler,
  standing: StandingProgram,
  files: SnapshotFiles | undefined,
): ts.CreateProgram<Builder> {
  return (roots, options, host, earlier, diagnostics, references) => {
    if (!earlier && host && files) takeFromSnapshot(host, files)
    const old = earlier?.getProgram()
    const stays = old && options && host && standing.take(old, options, host)
    const builder = stays
      ? ts.createAbstractBuilder(old, host, earlier)
      : ts.createAbstractBuilder(roots, options, host, earlier, diagnostics, references)
    const program = builder.getProgram() as Resolutions
    if (!stays) standing.keep(program, options ?? {})
    builder.getAllDependencies = file => dependencies(program, file)
    // tslab reads the names of a cell before anyone has asked for types.
    for (const root of program.getRootFileNames()) ts.bindSourceFile(program.getSourceFile(root)!, options ?? {})
    return builder as Builder
  }
}

/** A file and the sources of the person's own that it imports, directly or not. */
function dependencies(program: Resolutions, file: ts.SourceFile): string[] {
  const found = new Set<string>()
  const add = (source: ts.SourceFile | undefined) => {
    if (!source || found.has(source.fileName)) return
    found.add(source.fileName)
    program.forEachResolvedModule(({ resolvedModule }) => {
      if (resolvedModule && !resolvedModule.isExternalLibraryImport)
        add(program.getSourceFile(resolvedModule.resolvedFileName))
    }, source)
  }
  add(file)
  return [...found]
}
