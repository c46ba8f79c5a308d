import type ts from 'typescript'
import type { Compiler } from './compiler.js'

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram

/**
 * Makes programs for tslab without the state of an incremental build: which file refers to which symbol of which other
 * is found out anew for some two hundred files with every program, and no one asks for it.
 */
export function plainBuilder(ts: Compiler): ts.CreateProgram<Builder> {
  return (roots, options, host, earlier, diagnostics, references) => {
    const builder = ts.createAbstractBuilder(roots, options, host, earlier, diagnostics, references)
    const program = builder.getProgram() as ts.Program & Resolutions
    builder.getAllDependencies = file => dependencies(program, file)
    // tslab reads the names of a cell before anyone has asked for types.
    for (const root of program.getRootFileNames()) ts.bindSourceFile(program.getSourceFile(root)!, options ?? {})
    return builder as Builder
  }
}

interface Resolutions {
  forEachResolvedModule(
    each: (resolution: ts.ResolvedModuleWithFailedLookupLocations) => void,
    file: ts.SourceFile,
  ): void
}

/** A file and the sources of the person's own that it imports, directly or not. */
function dependencies(program: ts.Program & Resolutions, file: ts.SourceFile): string[] {
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
