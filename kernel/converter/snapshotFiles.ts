import { readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import type ts from 'typescript'
import { snapshot, type Snapshot } from './compiler.js'

/** What the snapshot that this process has started from knows of files that have not changed since. */
export interface SnapshotFiles {
  find(name: string): ts.SourceFile | undefined
  /** Where an import of such a file leads, unless it has to be looked for. */
  resolve(specifier: string, containing: string): ts.ResolvedModuleWithFailedLookupLocations | undefined
}

/** Undefined in a process that was not started from a snapshot. */
export function snapshotFiles(options: ts.CompilerOptions): SnapshotFiles | undefined {
  const known = snapshot()
  if (!known) return undefined
  const looked = new Map<string, ts.SourceFile | undefined>()
  const find = (name: string) => {
    if (!looked.has(name)) looked.set(name, unchanged(known.parsed, name))
    return looked.get(name)
  }
  const leadsElsewhere = options.paths ?? options.baseUrl ?? options.customConditions
  return {
    find,
    resolve(specifier, containing) {
      if (leadsElsewhere || !find(containing)) return undefined
      const resolvedModule = known.resolved.get(containing)?.get(specifier)
      const isKnown = resolvedModule ? find(resolvedModule.resolvedFileName) : isBuiltin(specifier)
      return isKnown ? { resolvedModule } : undefined
    },
  }
}

/** Has a host take files from the snapshot instead of reading them. */
export function takeFromSnapshot(host: ts.CompilerHost, files: SnapshotFiles): void {
  const take = (name: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    const file = files.find(name)
    const format = typeof options === 'object' ? options.impliedNodeFormat : undefined
    return file?.impliedNodeFormat === format ? file : undefined
  }
  const own = { ...host }
  host.getSourceFile = (name, options, ...rest) => take(name, options) ?? own.getSourceFile(name, options, ...rest)
  host.getSourceFileByPath = (name, path, options, ...rest) =>
    take(name, options) ?? own.getSourceFileByPath?.(name, path, options, ...rest)
}

function unchanged(parsed: Snapshot['parsed'], name: string): ts.SourceFile | undefined {
  const known = parsed.get(name)
  if (!known) return undefined
  try {
    const { size, mtimeMs } = statSync(name)
    if (size !== known.size) return undefined
    return mtimeMs === known.modified || readFileSync(name, 'utf8') === known.file.text ? known.file : undefined
  } catch {
    return undefined
  }
}
