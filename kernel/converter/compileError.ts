import { relative } from 'node:path'
import type ts from 'typescript'
import { codeFrame, colour } from '../codeFrame.js'
import type { CompileError } from './cell.js'
import type { Compiler } from './compiler.js'
import { hint } from './hint.js'
import { plainTypes } from './plainTypes.js'

/** More errors than this are counted. */
const most = 10

/** Where the code of a cell lies in what TypeScript was given. */
export interface CellPlace {
  path: string
  /** The length of what stands before it, lines of their own. */
  before: number
  /** By how much its first line is shifted to the right. */
  shift: number
}

/** A place and what is wrong there. */
export interface Mistake {
  /** The file, relative to the notebook; nothing for the cell itself. */
  file?: string
  /** The text that the place is in. */
  text: string
  start: number
  end: number
  code?: number
  message: string
  /** Further lines: why, and what to look at. */
  notes?: string[]
}

/** Diagnostics as mistakes, at the places that the person typed. */
export function mistakes(ts: Compiler, code: string, all: readonly ts.Diagnostic[], cell: CellPlace): Mistake[] {
  const inCell = (file: ts.SourceFile, position: number) => {
    const at = position - cell.before
    const firstLine = code.indexOf('\n') < 0 || at <= code.indexOf('\n')
    return file.fileName === cell.path ? at - (firstLine ? cell.shift : 0) : position
  }
  const found = all.flatMap((each): Mistake[] => {
    const { file, start = 0, length = 1 } = each
    if (!file || each.category !== ts.DiagnosticCategory.Error) return []
    const [message, ...reasons] = ts.flattenDiagnosticMessageText(each.messageText, '\n').split('\n')
    const related = (each.relatedInformation ?? []).flatMap(info => relation(ts, info, cell.path, code, inCell))
    const marked = file.text.slice(start, start + length)
    const line = file.text.slice(0, start).split('\n').at(-1)! + marked
    const advice = file.fileName === cell.path ? hint({ code: each.code, marked, line }) : undefined
    return [
      {
        file: file.fileName === cell.path ? undefined : relative(process.cwd(), file.fileName),
        text: file.fileName === cell.path ? code : file.text,
        start: inCell(file, start),
        end: inCell(file, start + length),
        code: each.code,
        message,
        notes: [
          ...reasons.map(reason => `  ${reason}`),
          ...related.slice(0, 2),
          ...(advice === undefined ? [] : [`  Hint: ${advice}`]),
        ],
      },
    ]
  })
  // tslab appends a line to the cell, in which errors of the cell may echo.
  const own = found.filter(({ file, start }) => file !== undefined || start <= code.length)
  return own.length ? own : found.slice(0, 1)
}

/** What an error has to do with another place: "'b' is declared here". */
function relation(
  ts: Compiler,
  { file, start = 0, messageText }: ts.DiagnosticRelatedInformation,
  cellPath: string,
  code: string,
  inCell: (file: ts.SourceFile, position: number) => number,
): string[] {
  if (!file) return []
  const message = ts.flattenDiagnosticMessageText(messageText, ' ')
  const name = file.fileName.split('/').at(-1)!
  const isDeclared = message.endsWith(' is declared here.')
  // Where a name of a package or of an earlier cell is declared helps nobody.
  if (isDeclared && (name === '__prev__.d.ts' || file.fileName.includes('/node_modules/'))) return []
  if (name === '__prev__.d.ts') return [`  ${message}`]
  const text = file.fileName === cellPath ? code : file.text
  const { line, column } = placeIn(text, inCell(file, start))
  return [`  ${message} (${file.fileName === cellPath ? '' : `${name}:`}${line}:${column})`]
}

/** Mistakes as an error for people: line, column, code and message, each at its own line with a frame. */
export function compileError(all: Mistake[]): CompileError {
  const syntax = all.every(({ code = 0 }) => code < 2000)
  const ename = syntax ? 'SyntaxError' : 'TypeScriptError'
  const described = all.slice(0, most).map(({ file, text, start, end, code, message, notes = [] }) => {
    const from = placeIn(text, start)
    const to = placeIn(text, end)
    const place = `${file === undefined ? '' : `${file}:`}${from.line}:${from.column}`
    return {
      line: `${place} - ${code === undefined ? '' : `TS${code}: `}${plainTypes(message)}`,
      notes: notes.map(note => `  ${plainTypes(note)}`),
      frame: codeFrame(text, from.line, from.column, { line: to.line - 1, character: to.column - 1 }),
    }
  })
  const more = all.length > most ? [`… and ${all.length - most} more`] : []
  return {
    ename,
    evalue: [...described.map(({ line, notes }) => [line, ...notes].join('\n')), ...more].join('\n'),
    traceback: [
      ...described.flatMap(({ line, notes, frame }) => [`${colour.red(ename)} ${line}`, ...notes, ...frame]),
      ...more,
    ],
  }
}

/** Line and column, counted from 1. */
function placeIn(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, position)).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
