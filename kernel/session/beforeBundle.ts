import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'

const maps = new Map<string, SourceMap | undefined>()

/** Where a place in one of the files that the package's doors are bundled into lay before; undefined elsewhere. */
export function beforeBundle(file: string, line: number, column: number) {
  if (!/^file:.*\/dist\/doors\/[^/]+\.js$/.test(file)) return undefined
  if (!maps.has(file)) maps.set(file, read(new URL(`${file}.map`)))
  const entry = maps.get(file)?.findEntry(line - 1, column - 1)
  if (!entry || !('originalLine' in entry)) return undefined
  const { originalSource, originalLine, originalColumn } = entry
  return { file: new URL(originalSource, file).href, line: originalLine + 1, column: originalColumn + 1 }
}

function read(map: URL): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(map, 'utf8')) as SourceMapPayload)
  } catch {
    return undefined
  }
}
