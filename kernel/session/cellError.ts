import { types } from 'node:util'
import { codeFrame, colour } from '../codeFrame.js'
import type { CellError } from './messages.js'
import { textOf } from './show/index.js'
import { plainNames, sourceText } from './trace.js'

/** Of the errors that one error gathers, so many are shown. */
const most = 5

/** What was thrown, as front ends show it: name, message, the place in the person's own lines, and what caused it. */
export function cellError(thrown: unknown): CellError {
  if (!isError(thrown)) {
    const text = textOf(thrown)
    return { ename: 'Thrown', evalue: text, traceback: [`${colour.red('Thrown')}: ${text}`] }
  }
  return { ename: nameOf(thrown), evalue: plainNames(String(thrown.message)), traceback: described(thrown, new Set()) }
}

/** Also one of another realm, such as a `vm` context. */
const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value)

const nameOf = (error: Error) => String(error.name || 'Error')

function described(error: Error, seen: Set<unknown>): string[] {
  seen.add(error)
  const stack = typeof error.stack === 'string' ? error.stack : ''
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line))
  const lines = [
    `${colour.red(nameOf(error))}: ${plainNames(String(error.message))}`,
    ...frameOf(frames),
    ...together(frames).map(colour.dim),
  ]
  if (error.cause !== undefined) lines.push(...beneath('caused by', error.cause, seen))
  if (error instanceof AggregateError) {
    for (const each of error.errors.slice(0, most)) lines.push(...beneath('one of them', each, seen))
    if (error.errors.length > most) lines.push(`… and ${error.errors.length - most} more`)
  }
  return lines
}

function beneath(what: string, value: unknown, seen: Set<unknown>): string[] {
  if (seen.has(value)) return [`${what} an error that is shown above`]
  const [first, ...rest] = isError(value) ? described(value, seen) : [textOf(value)]
  return [`${what} ${first}`, ...rest]
}

/** A recursion without an end is the same frame over and over. */
function together(frames: string[]): string[] {
  const shown: string[] = []
  for (let at = 0, next; at < frames.length; at = next) {
    for (next = at + 1; frames[next] === frames[at];) next++
    shown.push(next - at > 1 ? `${frames[at]} (${next - at} times)` : frames[at])
  }
  return shown
}

/** The lines around the innermost place that lies in a cell. */
function frameOf(frames: string[]): string[] {
  for (const frame of frames) {
    const [, file, line, column] = /([^()]+?):(\d+):(\d+)\)?$/.exec(frame.replace(/^\s+at (?:.* \()?/, '')) ?? []
    const text = file === undefined ? undefined : sourceText(file)
    if (text !== undefined) return codeFrame(text, Number(line), Number(column))
  }
  return []
}
