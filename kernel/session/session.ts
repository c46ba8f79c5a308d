import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { listen } from './channel.js'
import { endOfCell, channelFd, type CellError, type FromSession, type Output, type ToSession } from './messages.js'
import { rawStream } from './rawStream.js'

/** A running session, as the supervisor sees it. */
export interface Session {
  /** Runs a cell; resolved when all its outputs have been told. Rejected with {@link SessionEnded} if it dies of it. */
  run(cell: CellToRun): Promise<CellError | undefined>
  /** Says something that is no cell. */
  send(message: Exclude<ToSession, { type: 'run' }>): void
  /** Whether it has come up. */
  ready(): boolean
  /** Asks the running cell to stop, and the processes that it waits for. */
  interrupt(): void
  /** Ends the process at once, and those that it has started. */
  kill(): void
  /** Lets the process end, for a moment; then ends it, and those that it has started. Resolved when it is gone. */
  stop(): Promise<void>
}

export type CellToRun = Omit<Extract<ToSession, { type: 'run' }>, 'type'>

/** The process of a session has ended; its message says how. */
export class SessionEnded extends Error {
  override name = 'SessionEnded'
}

export interface SessionListener {
  /** A cell put something out; cells may do so after they are done. */
  output(cell: number, output: Output): void
  /** What the front end said on a comm has been heard. */
  handled(key: number): void
  /** The process is gone, not by {@link Session.stop}. */
  ended(reason: SessionEnded): void
}

// Run from its TypeScript source, the kernel's session is source too.
const entry = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))
const graceful = 200
/**
 * After so long without an answer the session is in synchronous code, which a signal stops; in ms. Node may lose one,
 * and one that comes before the cell has begun has nothing to stop.
 */
const unheard = [50, 400, 1000, 1700]

/** Starts a session in the working directory. */
export function startSession(listener: SessionListener): Session {
  const child = fork(entry, [String(process.pid)], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    execArgv: [...process.execArgv.filter(each => each !== quiet), quiet],
    // A group of its own, in which a cell's child processes are reached with it.
    detached: !isWindows,
  })
  let current = 0
  let stopping = false
  let ready = false
  let lastWords = ''
  let interrupts = 0
  let interrupted = 0
  const done = new Map<number, (result: CellError | undefined | SessionEnded) => void>()

  const streams = (['stdout', 'stderr'] as const).map(name =>
    rawStream(child[name]!, text => {
      lastWords = (lastWords + text).slice(-10_000)
      listener.output(current, { type: 'stream', name, text })
    }),
  )
  ;(child.stdio[channelFd] as Readable).on('data', listen(receive))

  function receive(message: FromSession) {
    if (message.type === 'output') return listener.output(message.cell, message.output)
    if (message.type === 'ready') return void (ready = true)
    if (message.type === 'interrupted') return void (interrupted = message.key)
    if (message.type === 'handled') return listener.handled(message.key)
    const { cell, error } = message
    void Promise.all(streams.map(stream => stream.reached(endOfCell(cell)))).then(() => done.get(cell)?.(error))
  }

  // Not 'close': a process that the session leaves behind may keep its streams open.
  const exited = new Promise<void>(resolve => child.once('exit', () => void setTimeout(resolve, 50)))
  child.once('exit', (code, signal) => {
    signalGroup(child, 'SIGKILL') // what it leaves behind
    const reason = new SessionEnded(describe(code, signal, lastWords))
    void exited.then(() => {
      for (const each of done.values()) each(reason)
      if (!stopping) listener.ended(reason)
    })
  })
  child.on('error', () => undefined) // a message to a process that has just died; 'exit' tells

  return {
    async run(cell) {
      current = cell.id
      const ended = new Promise<CellError | undefined | SessionEnded>(resolve => done.set(cell.id, resolve))
      send(child, { type: 'run', ...cell })
      const result = await ended
      done.delete(cell.id)
      if (result instanceof SessionEnded) throw result
      return result
    },
    send: message => send(child, message),
    ready: () => ready,
    interrupt() {
      const key = ++interrupts
      send(child, { type: 'interrupt', key })
      if (isWindows) return
      const signal = () => ready && interrupted < key && signalGroup(child, 'SIGINT')
      // By then its answer would have been read.
      for (const later of unheard) setTimeout(() => setImmediate(signal), later).unref()
    },
    kill: () => signalGroup(child, 'SIGKILL'),
    async stop() {
      stopping = true
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceful)
      if (child.exitCode === null && child.signalCode === null) await exited
      clearTimeout(timer)
    },
  }
}

const quiet = '--disable-warning=ExperimentalWarning'
const isWindows = process.platform === 'win32'

function send(child: ChildProcess, message: ToSession) {
  if (child.connected) child.send(message)
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (isWindows || child.pid === undefined) return void child.kill(signal)
  try {
    process.kill(-child.pid, signal)
  } catch {
    // nobody of the group is left
  }
}

function describe(code: number | null, signal: NodeJS.Signals | null, lastWords: string) {
  const memory = lastWords.includes('heap out of memory') ? 'ran out of memory and ' : ''
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
  return `the session ${memory}${how}; its variables are gone, and a new one has been started`
}
