import { join } from 'node:path'
import { userFolder } from '../userFolder.js'
import { addLine, beginSession, readEntries, type Line } from './historyFile.js'
import { select, type Entry, type HistoryItem, type HistoryRequest } from './select.js'

/** The cells that ran, in this session and in earlier ones. */
export interface History {
  /** Remembers a cell that is about to run. */
  input(line: number, code: string): void
  /** Remembers its result. */
  output(line: number, text: string): void
  find(request: HistoryRequest): Promise<HistoryItem[]>
  /** Resolved when all that was remembered so far stands in the file. */
  written(): Promise<void>
}

/** More than this of a result is not kept. */
const longest = 10_000

/**
 * The history in a file of the user's data folder, shared by all kernels. Where the file cannot be written the history
 * of this session is kept in memory, and a word on stderr says so.
 */
export function history(path = join(userFolder('data'), 'history.jsonl')): History {
  const own: Entry[] = []
  let session: Promise<number> | undefined
  let writing: Promise<void> = Promise.resolve()
  let broken = false

  const number = () => (session ??= beginSession(path).catch(giveUp))
  function giveUp(error: unknown): number {
    if (!broken) console.error(`spikelab: the history is not kept: ${(error as Error).message}`)
    broken = true
    return 1
  }

  function write(line: (session: number) => Line) {
    writing = writing.then(async () => {
      const next = line(await number())
      if (!broken) await addLine(path, next).catch(giveUp)
    })
  }

  return {
    input(line, code) {
      own.push({ session: 0, line, input: code })
      if (own.length > 10_000) own.shift()
      write(session => ({ session, line, input: code }))
    },
    output(line, text) {
      const output = text.slice(0, longest)
      const entry = own.findLast(each => each.line === line)
      if (entry) entry.output = output
      write(session => ({ session, line, output }))
    },
    async find(request) {
      const current = await number()
      const kept = broken ? [] : await readEntries(path)
      const others = kept.filter(entry => entry.session !== current)
      return select([...others, ...own.map(entry => ({ ...entry, session: current }))], request, current)
    },
    written: () => writing,
  }
}
