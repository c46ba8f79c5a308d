import { statSync } from 'node:fs'
import type ts from 'typescript'
import { snapshot, type Snapshot } from './compiler.js'

/** Has a host take files from the snapshot that have not changed since, instead of reading them. */
export function takeFromSnapshot(host: ts.CompilerHost): void {
  const parsed = snapshot()?.parsed
  if (!parsed) return
  const looked = new Map<string, ts.SourceFile | undefined>()
  const find = (name: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    if (!looked.has(name)) looked.set(name, unchanged(parsed, name))
    const file = looked.get(name)
    const format = typeof options === 'object' ? options.impliedNodeFormat : undefined
    return file?.impliedNodeFormat === format ? file : undefined
  }
  const own = { ...host }
  host.getSourceFile = (name, options, ...rest) => find(name, options) ?? own.getSourceFile(name, options, ...rest)
  host.getSourceFileByPath = (name, path, options, ...rest) =>
    find(name, options) ?? own.getSourceFileByPath?.(name, path, options, ...rest)
}

function unchanged(parsed: Snapshot['parsed'], name: string): ts.SourceFile | undefined {
  const known = parsed.get(name)
  if (!known) return undefined
  try {
    const { size, mtimeMs } = statSync(name)
    return size === known.size && mtimeMs === known.modified ? known.file : undefined
  } catch {
    return undefined
  }
}
