/** Colours of tracebacks; front ends understand ANSI codes. */
export const colour = {
  red: (text: string) => `\u001b[31m${text}\u001b[39m`,
  dim: (text: string) => `\u001b[2m${text}\u001b[22m`,
}

/**
 * The lines around a place in a cell, with a marker and a caret.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param end the end of what is marked, counted from 0; one character if absent or on another line
 */
export function codeFrame(
  code: string,
  line: number,
  column: number,
  end?: { line: number; character: number },
): string[] {
  const lines = code.split('\n')
  if (line < 1 || line > lines.length) return []
  const first = Math.max(1, line - 2)
  const last = Math.min(lines.length, line + 1)
  const width = String(last).length
  const length = end && end.line === line - 1 ? Math.max(1, end.character - column + 1) : 1
  const frame = []
  for (let at = first; at <= last; at++) {
    const number = String(at).padStart(width)
    frame.push(
      at === line
        ? `${colour.red('>')} ${number} | ${lines[at - 1]}`
        : `  ${colour.dim(`${number} |`)} ${lines[at - 1]}`,
    )
    if (at === line) frame.push(`  ${' '.repeat(width)} | ${' '.repeat(column - 1)}${colour.red('^'.repeat(length))}`)
  }
  return frame
}
