import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Cell } from '../converter/index.js'
import { listen } from './channel.js'
import { endOfCell, channelFd, type CellError, type FromSession, type Output, type ToSession } from './messages.js'
import { rawStream } from './rawStream.js'

/** A running session, as the supervisor sees it. */
export interface Session {
  /** Runs a cell; resolved when all its outputs have been told. Rejected with {@link SessionEnded} if it dies of it. */
  run(cell: { id: number; name: string; source: string; cell: Cell }): Promise<CellError | undefined>
  /** Whether it has come up. */
  ready(): boolean
  /** Asks the running cell to stop. */
  interrupt(): void
  /** Ends the process at once. */
  kill(): void
  /** Lets the process end, for a moment; then ends it. Resolved when it is gone. */
  stop(): Promise<void>
}

/** The process of a session has ended; its message says how. */
export class SessionEnded extends Error {
  override name = 'SessionEnded'
}

export interface SessionListener {
  /** A cell put something out; cells may do so after they are done. */
  output(cell: number, output: Output): void
  /** The process is gone, not by {@link Session.stop}. */
  ended(reason: SessionEnded): void
}

// Run from its TypeScript source, the kernel's session is source too.
const entry = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))
const graceful = 200

/** Starts a session in the working directory. */
export function startSession(listener: SessionListener): Session {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    execArgv: [...process.execArgv.filter(each => each !== quiet), quiet],
  })
  let current = 0
  let stopping = false
  let ready = false
  const done = new Map<number, (result: CellError | undefined | SessionEnded) => void>()

  const streams = (['stdout', 'stderr'] as const).map(name =>
    rawStream(child[name]!, text => listener.output(current, { type: 'stream', name, text })),
  )
  ;(child.stdio[channelFd] as Readable).on('data', listen(receive))

  function receive(message: FromSession) {
    if (message.type === 'output') return listener.output(message.cell, message.output)
    if (message.type === 'ready') return void (ready = true)
    const { cell, error } = message
    void Promise.all(streams.map(stream => stream.reached(endOfCell(cell)))).then(() => done.get(cell)?.(error))
  }

  // Not 'close': a process that the session leaves behind may keep its streams open.
  const exited = new Promise<void>(resolve => child.once('exit', () => void setTimeout(resolve, 50)))
  child.once('exit', (code, signal) => {
    const reason = new SessionEnded(describe(code, signal))
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
    ready: () => ready,
    interrupt() {
      if (process.platform === 'win32') send(child, { type: 'interrupt' })
      else child.kill('SIGINT')
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      stopping = true
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), graceful)
      if (child.exitCode === null && child.signalCode === null) await exited
      clearTimeout(timer)
    },
  }
}

const quiet = '--disable-warning=ExperimentalWarning'

function send(child: ChildProcess, message: ToSession) {
  if (child.connected) child.send(message)
}

function describe(code: number | null, signal: NodeJS.Signals | null) {
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
  return `the session ${how}; its variables are gone, and a new one has been started`
}
