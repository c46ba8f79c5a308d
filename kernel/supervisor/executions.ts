import { setTimeout as pause } from 'node:timers/promises'
import type { Compiler } from '../compiling/index.js'
import type { History } from '../history/index.js'
import type { Message } from '../protocol/index.js'
import { SessionEnded, type CellError } from '../session/index.js'
import type { Iopub } from './iopub.js'
import type { outputs, Running } from './outputs.js'
import { patience, type sessions } from './sessions.js'
import type { States } from './states.js'

interface ExecuteRequest {
  code: string
  silent?: boolean
  store_history?: boolean
  user_expressions?: Record<string, string>
  allow_stdin?: boolean
  stop_on_error?: boolean
}

interface Parts {
  compiler: Compiler
  session: ReturnType<typeof sessions>
  outputs: ReturnType<typeof outputs>
  iopub: Iopub
  states: States
  history: History
  reply: (request: Message, content: object) => void
}

/** Runs the cells that are asked for, one after the other, each with its outputs, reply and states. */
export function executions({ compiler, session, outputs, iopub, states, history, reply }: Parts) {
  const queue: Message[] = []
  let working = false
  let count = 0
  let running: number | undefined
  /** The cell that is being compiled. */
  let beginning: { stopped: boolean } | undefined

  async function work() {
    if (working) return
    working = true
    for (let request; (request = queue.shift());) await execute(request)
    working = false
  }

  async function execute(request: Message) {
    const { code, ...options } = request.content as unknown as ExecuteRequest
    const { silent = false, stop_on_error = true, user_expressions = {} } = options
    const stored = !silent && (options.store_history ?? true)
    states.busy(request, true)
    if (stored) history.input(++count, code)
    const cell: Running = { request, count, silent, stored, payload: [] }
    const id = outputs.add(cell)
    if (!silent) iopub.publish('execute_input', { code, execution_count: count }, request)

    const allowStdin = options.allow_stdin ?? false
    const error = await run(id, code, silent ? `silent cell ${id}` : `cell [${count}]`, allowStdin, true)
    if (error) {
      if (!silent) iopub.publish('error', error, request)
      if (!silent && stop_on_error) await abort()
      reply(request, { status: 'error', execution_count: count, ...error, payload: cell.payload, user_expressions: {} })
    } else {
      const values = await evaluate(cell, user_expressions ?? {})
      reply(request, { status: 'ok', execution_count: count, payload: cell.payload, user_expressions: values })
    }
    states.idle(request)
  }

  /** The values of expressions that a front end wants to know after a cell; they show and declare nothing. */
  async function evaluate({ request, count }: Running, expressions: Record<string, string>) {
    const values: Record<string, object> = {}
    for (const [name, code] of Object.entries(expressions)) {
      const expression: Running = { request, count, silent: true, stored: false, payload: [] }
      const error = await run(outputs.add(expression), code, `expression ${name}`, false, false)
      const { data, metadata } = expression.result ?? { data: { 'text/plain': 'undefined' }, metadata: {} }
      values[name] = error ? { status: 'error', ...error } : { status: 'ok', data, metadata }
    }
    return values
  }

  async function run(id: number, source: string, name: string, allowStdin: boolean, declare: boolean) {
    let compiled: Awaited<ReturnType<Compiler['compile']>>
    const begin = { stopped: false }
    beginning = begin
    try {
      compiled = await compiler.compile(source)
    } catch (error) {
      return asError(error)
    } finally {
      beginning = undefined
    }
    if (begin.stopped) return asError(new Interrupted('the cell was interrupted before it began'))
    const { cell } = compiled
    if (!cell) return compiled.error
    running = id
    try {
      const failed = await session.get().run({ id, name, source, cell, allowStdin })
      if (declare) compiled.accept()
      return failed
    } catch (error) {
      return asError(error)
    } finally {
      running = undefined
    }
  }

  /** Refuses what was queued behind an error, also what is just now on its way through the socket. */
  async function abort() {
    await pause(10)
    for (const request of queue.splice(0)) {
      states.busy(request)
      reply(request, { status: 'aborted', execution_count: count })
      states.idle(request)
    }
  }

  return {
    add(request: Message) {
      queue.push(request)
      void work()
    },
    /** Stops the running cell, if there is one; one that does not stop loses its session. */
    interrupt(): boolean {
      if (beginning) return (beginning.stopped = true)
      const id = running
      if (id === undefined) return false
      const interrupted = session.get()
      interrupted.interrupt()
      setTimeout(() => {
        if (running !== id) return
        const text = 'The cell could not be interrupted; its session was ended.\n'
        outputs.put(id, { type: 'stream', name: 'stderr', text })
        interrupted.kill()
      }, patience).unref()
      return true
    },
    clear: () => void (queue.length = 0),
    isRunning: () => running !== undefined,
  }
}

class Interrupted extends Error {
  override name = 'Interrupted'
}

function asError(error: unknown): CellError {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const lines = error instanceof SessionEnded || error instanceof Interrupted ? [] : [stack]
  return { ename: name, evalue: message, traceback: [`\u001b[31m${name}\u001b[39m: ${message}`, ...lines] }
}
