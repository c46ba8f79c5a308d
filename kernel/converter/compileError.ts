import type { Diagnostic } from 'tslab/dist/converter.js'
import { codeFrame, colour } from '../codeFrame.js'
import type { CompileError } from './cell.js'

/** The diagnostics of a cell as an error for people: line, column, code and message, each at its own line. */
export function compileError(code: string, all: Diagnostic[]): CompileError {
  // tslab appends a line to the cell, in which errors of the cell may echo.
  const lines = code.split('\n').length
  const within = all.filter(({ fileName, start }) => fileName !== undefined || start.line < lines)
  const diagnostics = within.length ? within : all.slice(0, 1)
  const syntax = diagnostics.every(diagnostic => diagnostic.code < 2000)
  const ename = syntax ? 'SyntaxError' : 'TypeScriptError'
  // A chain of messages (why a type does not fit) comes as diagnostics of the same place; the first leads.
  const places = new Map<string, Diagnostic[]>()
  for (const each of diagnostics) {
    const place = `${each.fileName ?? ''}:${each.start.line + 1}:${each.start.character + 1}`
    places.set(place, [...(places.get(place) ?? []), each])
  }
  const described = [...places].map(([place, [first, ...reasons]]) => ({
    line: `${place.replace(/^:/, '')} - TS${first.code}: ${first.messageText}`,
    reasons: reasons.map(({ messageText }) => `    ${messageText}`),
    frame: first.fileName ? [] : codeFrame(code, first.start.line + 1, first.start.character + 1, first.end),
  }))
  return {
    ename,
    evalue: described.map(({ line, reasons }) => [line, ...reasons].join('\n')).join('\n'),
    traceback: described.flatMap(({ line, reasons, frame }) => [`${colour.red(ename)} ${line}`, ...reasons, ...frame]),
  }
}
