import { SourceMap, type SourceMapPayload } from 'node:module'
import { beforeBundle } from './beforeBundle.js'
import { isOfKernel } from './isOfKernel.js'

interface Source {
  map: SourceMap
  /** Lines of the mapped source before the person's first line. */
  before: number
  /** Columns of its first line before what the person typed. */
  shift: number
  text?: string
}

const sources = new Map<string, Source>()

/** Remembers how the places in a compiled file lead back to what the person typed. */
export function addSource(
  filename: string,
  code: string,
  { before = 0, shift = 0, text }: Partial<Omit<Source, 'map'>>,
): void {
  const encoded = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(code)?.[1]
  if (!encoded) return
  const payload = JSON.parse(Buffer.from(encoded, 'base64').toString()) as SourceMapPayload
  sources.set(filename, { map: new SourceMap(payload), before, shift, text })
}

/** What the person typed, if a file is a cell. */
export const sourceText = (filename: string): string | undefined => sources.get(filename)?.text

/** Makes `error.stack` speak of the person's own lines, without the kernel's frames. */
export function installTraces(): void {
  Error.prepareStackTrace = (error, frames) => {
    const shown = withoutNode(frames.filter(frame => !isOurs(frame))).map(describe)
    return [plainNames(headline(error)), ...shown.map(line => `    at ${line}`)].join('\n')
  }
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error)
  } catch {
    return 'Error'
  }
}

function isOurs(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName() ?? ''
  return isOfKernel(file) || file.startsWith('spikelab:') || file === 'node:vm'
}

/** Drops Node's insides, and what lies outside of the person's code: how Node came to call it. */
function withoutNode(frames: NodeJS.CallSite[]): NodeJS.CallSite[] {
  const isNode = (frame: NodeJS.CallSite) => frame.getFileName()?.startsWith('node:') ?? true
  const last = frames.findLastIndex(frame => !isNode(frame))
  return frames.slice(0, last + 1).filter(frame => !frame.getFileName()?.startsWith('node:internal/'))
}

function describe(frame: NodeJS.CallSite): string {
  const file = frame.getFileName() ?? ''
  const place = original(file, frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0)
  if (!place) return plainNames((frame as { toString(): string }).toString())
  const where = `${place.file}:${place.line}:${place.column}`
  const name = plainNames(frame.getFunctionName() ?? '')
  return name ? `${frame.isConstructor() ? 'new ' : ''}${name} (${where})` : where
}

/** The place that a person typed, or where one in our bundles was before, counted from 1. */
function original(file: string, line: number, column: number) {
  const source = sources.get(file)
  if (!source) return beforeBundle(file, line, column)
  const entry = source.map.findEntry(line - 1, column - 1)
  if (!('originalLine' in entry)) return { file, line, column }
  const at = entry.originalLine + 1 - source.before
  return { file, line: at, column: entry.originalColumn + 1 - (at === 1 ? source.shift : 0) }
}

/** Names as the person wrote them: `$$f.live is not a function` is `f is not a function`. */
export const plainNames = (text: string) =>
  text.replace(/\(0 , (?:\$\$([\w$]+)\.live|\w+_\d+\.([\w$]+))\)/g, '$1$2').replace(/\$\$([\w$]+)\.live\b/g, '$1')
