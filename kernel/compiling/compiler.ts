import { fork, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Completeness, Completion, Inspection } from '../converter/index.js'
import type { Answer, CompiledCell, FromCompiler, Question, ToCompiler } from './messages.js'
import { madeSnapshot } from './snapshot.js'

/** The converter of cells (kernel/converter), in a process of its own. */
export interface Compiler {
  /** Compiles a cell; `accept` declares its names to later cells, once it has run or has failed half-way. */
  compile(code: string): Promise<CompiledCell & { accept(): void }>
  complete(code: string, position: number): Promise<Completion>
  /** What is known of the name at `position`. */
  inspect(code: string, position: number): Promise<Inspection | undefined>
  completeness(code: string): Promise<Completeness>
  /** Forgets all declarations, for a new session. */
  reset(): void
  /** Ends the process. */
  close(): void
}

// Run from its TypeScript source, the kernel's compiler is source too.
const entry = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))
const quiet = '--disable-warning=ExperimentalWarning'

interface Asked {
  question: Question
  /** A compiler died over it, or by chance while it had it. */
  lost?: boolean
  settle: (answer: Answer) => void
  fail: (error: Error) => void
}

/**
 * Starts the compiler in the working directory. One that dies is followed by another, which knows the same cells and is
 * asked what that one has not answered; what two compilers died over fails.
 */
export function startCompiler(): Compiler {
  const asked = new Map<number, Asked>()
  let accepted: string[] = []
  let lastKey = 0
  let closed = false
  let snapshotsWork = true
  let child: ChildProcess | undefined = start(madeSnapshot())

  function start(snapshot?: string): ChildProcess {
    const started = fork(entry, {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      execArgv: snapshot ? ['--snapshot-blob', snapshot, quiet] : [...process.execArgv, quiet],
    })
    let ready = false
    started.stderr!.on('data', (text: Buffer) => ready && process.stderr.write(text))
    started.on('message', (message: FromCompiler) => {
      if ('type' in message) return void (ready = true)
      const { settle, fail } = asked.get(message.key) ?? {}
      asked.delete(message.key)
      if (message.failed === undefined) settle?.(message.answer)
      else fail?.(Object.assign(new Error(message.failed.split('\n')[0]), { stack: message.failed }))
    })
    started.once('exit', (code, signal) => {
      if (closed) return
      child = undefined
      if (snapshot && !ready) {
        snapshotsWork = false
        rmSync(snapshot, { force: true })
      } else lose(new Error(`the compiler ended (${signal ?? code}); another is started for the next cell`))
      for (const [key, { question }] of asked) send({ key, question })
    })
    started.on('error', () => undefined) // a message to a process that has just died; 'exit' tells
    return started
  }

  function lose(error: Error) {
    for (const [key, one] of asked) {
      if (one.lost) {
        asked.delete(key)
        one.fail(error)
      }
      one.lost = true
    }
  }

  function send(message: ToCompiler) {
    if (!child) {
      child = start(snapshotsWork ? madeSnapshot() : undefined)
      if (accepted.length) child.send({ type: 'replay', cells: accepted } satisfies ToCompiler)
    }
    if (child.connected) child.send(message)
  }

  function ask(question: Question): { key: number; answer: Promise<Answer> } {
    const key = ++lastKey
    const answer = new Promise<Answer>((settle, fail) => asked.set(key, { question, settle, fail }))
    send({ key, question })
    return { key, answer }
  }

  return {
    async compile(code) {
      const { key, answer } = ask({ type: 'compile', code })
      const accept = () => {
        accepted.push(code)
        send({ type: 'accept', key })
      }
      return { ...((await answer) as CompiledCell), accept }
    },
    complete: (code, position) => ask({ type: 'complete', code, position }).answer as Promise<Completion>,
    inspect: (code, position) => ask({ type: 'inspect', code, position }).answer as Promise<Inspection | undefined>,
    completeness: code => ask({ type: 'completeness', code }).answer as Promise<Completeness>,
    reset() {
      accepted = []
      if (child) send({ type: 'reset' })
    },
    close() {
      closed = true
      child?.kill('SIGKILL')
    },
  }
}
