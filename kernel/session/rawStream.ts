import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** How long to wait for a mark that does not come, since a cell has closed the descriptor. */
const patience = 1000

/**
 * Reads what a session's child processes and native code write to its file descriptors.
 *
 * @returns `reached(mark)`, resolved when the mark was read; marks are not told as text
 */
export function rawStream(stream: Readable, tell: (text: string) => void) {
  const decoder = new StringDecoder()
  const reached = new Map<string, () => void>()
  let text = ''

  stream.on('data', (chunk: Buffer) => {
    text += decoder.write(chunk)
    for (let at; (at = marks.exec(text));) {
      if (at.index > 0) tell(text.slice(0, at.index))
      text = text.slice(at.index + at[0].length)
      passed(at[0])
    }
    const partial = text.lastIndexOf('\u0000')
    const end =
      partial >= 0 && '\u0000end of cell '.startsWith(text.slice(partial, partial + 13)) ? partial : text.length
    if (end > 0) tell(text.slice(0, end))
    text = text.slice(end)
  })

  const seen = new Set<string>()
  function passed(mark: string) {
    const waiting = reached.get(mark)
    if (waiting) waiting()
    else seen.add(mark)
  }

  return {
    reached: (mark: string): Promise<void> =>
      new Promise<void>(resolve => {
        if (seen.delete(mark)) return resolve()
        const timer = setTimeout(resolve, patience)
        reached.set(mark, () => {
          clearTimeout(timer)
          reached.delete(mark)
          resolve()
        })
      }),
  }
}

const marks = /\u0000end of cell \d+\u0000/
