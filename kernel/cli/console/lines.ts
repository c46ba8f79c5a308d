import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'

/** What a person, or a pipe, said next. */
export type Said = { text: string } | 'interrupt' | 'end'

interface NextOptions {
  /** Text that stands in the line already. */
  indent?: string
  /** Whether it is not shown. */
  secret?: boolean
  /** Whether the line goes into the history; unless told, yes. */
  remember?: boolean
}

/** The lines that come in. */
export interface Lines {
  isTerminal: boolean
  /** The next line. Between two calls, the terminal is as it was found: Ctrl-C is a signal. */
  next(prompt: string, options?: NextOptions): Promise<Said>
  /** Lines that are there already, as when several were pasted. */
  pasted(): string[]
  /** Writes something while a person may be typing: above the prompt. */
  above(write: () => void): void
  close(): void
}

interface LinesOptions {
  /** Lines of earlier times, the latest first. */
  history: string[]
  /** What may stand in the place of `fragment`, the end of the line. */
  complete: (line: string) => Promise<{ matches: string[]; fragment: string }>
}

/** The lines of stdin: in a terminal with history, completion by Tab and editing, else as they are. */
export function openLines({ history, complete }: LinesOptions): Lines {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  const output = new Mutable()
  const options = { input: process.stdin, crlfDelay: Infinity }
  const reader = isTerminal
    ? createInterface({
        ...options,
        output,
        terminal: true,
        history,
        historySize: 1000,
        removeHistoryDuplicates: true,
        completer: completer(complete),
      })
    : createInterface(options)
  const queue: string[] = []
  let taker: ((said: Said) => void) | undefined
  let remember = true
  let ended = false

  function give(said: Said) {
    const take = taker
    taker = undefined
    take?.(said)
  }
  reader.on('line', text => (taker ? give({ text }) : queue.push(text)))
  reader.on('close', () => {
    ended = true
    give('end')
  })
  reader.on('history', entries => {
    if (!remember) entries.shift()
  })
  reader.on('SIGINT', () => {
    clearLine(reader)
    give('interrupt')
  })

  return {
    isTerminal,
    async next(prompt, { indent = '', secret = false, remember: kept = true } = {}) {
      const text = queue.shift()
      if (text !== undefined) return { text }
      if (ended) return 'end'
      const said = new Promise<Said>(resolve => (taker = resolve))
      if (!isTerminal) return said
      remember = kept && !secret
      reader.setPrompt(prompt)
      process.stdin.setRawMode(true)
      reader.prompt()
      if (indent) reader.write(indent)
      output.muted = secret
      const result = await said
      output.muted = false
      if (secret || result === 'interrupt' || result === 'end') process.stdout.write('\n')
      reader.pause()
      process.stdin.setRawMode(false)
      return result
    },
    pasted: () => (isTerminal ? queue.splice(0) : []),
    above(write) {
      if (!isTerminal || !taker) return write()
      process.stdout.write('\r\x1b[J')
      write()
      reader.prompt(true)
    },
    close: () => reader.close(),
  }
}

function clearLine(reader: Interface) {
  reader.write(null, { ctrl: true, name: 'e' })
  reader.write(null, { ctrl: true, name: 'u' })
}

type Completed = (error: null, result: [string[], string]) => void

/** Tab indents where nothing stands yet, and completes elsewhere. */
function completer(complete: LinesOptions['complete']) {
  return (line: string, done: Completed) => {
    if (!line.trim()) return done(null, [[`${line}  `], line])
    complete(line).then(
      ({ matches, fragment }) => done(null, [matches, fragment]),
      () => done(null, [[], line]), // the kernel is gone, which the next cell will say
    )
  }
}

/** The terminal, for readline to write on; it may be told to show nothing. */
class Mutable extends Writable {
  muted = false
  readonly isTTY = true
  constructor() {
    super({ decodeStrings: false })
    process.stdout.on('resize', () => this.emit('resize'))
  }
  get columns(): number {
    return process.stdout.columns
  }
  override _write(text: string | Uint8Array, _: BufferEncoding, done: () => void) {
    if (!this.muted) process.stdout.write(text)
    done()
  }
}
