import { isBuiltin } from 'node:module'
import type ts from 'typescript'
import { isTyped } from './resolve.js'

/** A program with where its imports lead. */
export interface Resolutions extends ts.Program {
  resolvedModules?: Map<ts.Path, unknown>
  forEachResolvedModule(
    each: (
      resolution: ts.ResolvedModuleWithFailedLookupLocations,
      name: string,
      mode: ts.ResolutionMode,
      file: ts.Path,
    ) => unknown,
    file?: ts.SourceFile,
  ): void
}

/** Whether an import has led to types. */
export const isFound = (resolution: ts.ResolvedModuleWithFailedLookupLocations, name: string): boolean =>
  isTyped(resolution) || isBuiltin(name)

/** The files of the person's own that import what was not found, or not with its types. */
export function incompleteFiles(program: Resolutions): Set<string> {
  const found = new Set<string>()
  program.forEachResolvedModule((resolution, name, _, file) => {
    if (!isFound(resolution, name) && !file.includes('/node_modules/')) found.add(file)
  })
  return found
}
