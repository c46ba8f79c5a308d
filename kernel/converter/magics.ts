/** What the magics of a cell ask for; what is absent stays as it was. */
export interface Magics {
  /** The code with the lines of magics blanked out, every position unchanged. */
  code: string
  types?: boolean
  strict?: boolean
  /** `// @types off` on the first line: no type checks, for this cell alone. */
  unchecked: boolean
  /** A magic that does not exist, or not like this: where, and what to do. */
  refused?: { start: number; end: number; message: string }
}

const known = '%types on|off (type checks of this and later cells), %strict on|off (how strict they are)'

/**
 * Reads the magics that a cell begins with: lines `%name value` before any code. Elsewhere a line that begins with %
 * is a division's remainder.
 */
export function readMagics(code: string): Magics {
  const lines = code.split('\n')
  const found: Magics = { code, unchecked: /^\s*\/\/\s*@types\s+off\s*$/.test(lines[0]) }
  for (const [at, line] of lines.entries()) {
    if (/^\s*(\/\/.*)?$/.test(line)) continue
    const [, name, value] = /^\s*%+\s*(\w*)\s*(.*?)\s*;?\s*$/.exec(line) ?? []
    if (name === undefined) break
    const isKnown = name === 'types' || name === 'strict'
    if (!isKnown || (value !== 'on' && value !== 'off')) {
      const what = isKnown ? `%${name} takes on or off, not '${value}'` : `There is no magic %${name}`
      const start = lines.slice(0, at).join('\n').length + (at && 1) + line.search(/\S/)
      const end = start + line.trim().length
      return { ...found, refused: { start, end, message: `${what}; magics are ${known}` } }
    }
    found[name] = value === 'on'
    lines[at] = line.replace(/[^\r]/g, ' ')
  }
  return { ...found, code: lines.join('\n') }
}
