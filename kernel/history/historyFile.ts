import { appendFile, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { locked } from './locked.js'
import type { Entry } from './select.js'

/** A line of the file: the start of a session, the input of one of its cells, or the result of that cell. */
export type Line =
  | { session: number; started: string }
  | { session: number; line: number; input: string }
  | { session: number; line: number; output: string }

/** A file longer than this is cut to the half, in bytes. */
const bound = 4_000_000

/** Begins a session; its number is one above the last in the file. */
export function beginSession(path: string, limit = bound): Promise<number> {
  return locked(path, async () => {
    const lines = await read(path)
    const session = 1 + lines.reduce((last, line) => Math.max(last, line.session), 0)
    await append(path, { session, started: new Date().toISOString() }, limit)
    return session
  })
}

/** Adds a line, and cuts a file that has become too long. */
export const addLine = (path: string, line: Line, limit = bound): Promise<void> =>
  locked(path, () => append(path, line, limit))

/** All cells of the file, in the order in which they ran. */
export async function readEntries(path: string): Promise<Entry[]> {
  const entries = new Map<string, Entry>()
  for (const line of await read(path)) {
    if ('input' in line) entries.set(`${line.session}:${line.line}`, { ...line })
    const entry = 'output' in line ? entries.get(`${line.session}:${line.line}`) : undefined
    if (entry && 'output' in line) entry.output = line.output
  }
  return [...entries.values()]
}

// One write of a whole line to a file open for appending: two processes never mix theirs, lock or no lock.
async function append(path: string, line: Line, limit: number): Promise<void> {
  await appendFile(path, JSON.stringify(line) + '\n', { mode: 0o600 })
  if ((await stat(path)).size > limit) await shorten(path, limit / 2)
}

async function shorten(path: string, limit: number): Promise<void> {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1)
  let first = lines.length - 1
  for (let size = 0; first > 0; first--) {
    size += Buffer.byteLength(lines[first - 1]) + 1
    if (size > limit) break
  }
  const beside = `${path}.${process.pid}`
  await writeFile(beside, lines.slice(first).join('\n') + '\n', { mode: 0o600 })
  await rename(beside, path)
}

async function read(path: string): Promise<Line[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap(parsed)
}

/** A line that another program or half a write has spoilt is passed over. */
function parsed(text: string): Line[] {
  try {
    const line = JSON.parse(text) as Line
    return Number.isInteger(line.session) ? [line] : []
  } catch {
    return []
  }
}
