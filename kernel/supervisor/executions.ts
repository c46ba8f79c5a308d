import { setTimeout as pause } from 'node:timers/promises'
import type { Compiled } from '../converter/index.js'
import type { Message } from '../protocol/index.js'
import { SessionEnded, startSession, type CellError, type Output, type Session } from '../session/index.js'
import type { compiling } from './compiling.js'
import type { Iopub } from './iopub.js'

interface ExecuteRequest {
  code: string
  silent?: boolean
  store_history?: boolean
  stop_on_error?: boolean
}

type Reply = (request: Message, content: object) => void

/** How long an interrupted cell may take to stop before its session is ended, in ms. */
const patience = 2000

/** Runs the cells that are asked for, one after the other, each with its outputs, reply and states. */
export function executions(compiler: ReturnType<typeof compiling>, iopub: Iopub, reply: Reply) {
  const queue: Message[] = []
  const cells = new Map<number, { request: Message; count: number; silent: boolean }>()
  let working = false
  let count = 0
  let lastId = 0
  let running: number | undefined
  let session: Session | undefined = start()

  function start(): Session {
    const started: Session = startSession({
      output: put,
      ended: reason => {
        if (session !== started) return
        // One that never came up is not tried again before the next cell.
        session = started.ready() ? start() : undefined
        void compiler.reset()
        if (running === undefined) put(lastId, { type: 'stream', name: 'stderr', text: reason.message + '\n' })
      },
    })
    return started
  }

  function put(id: number, output: Output) {
    const cell = cells.get(id)
    if (cell?.silent) return
    const parent = cell?.request
    if (output.type === 'stream') return iopub.stream(output.name, output.text, parent)
    if (output.type === 'clear') return iopub.publish('clear_output', { wait: output.wait }, parent)
    const { data, metadata } = output.bundle
    if (output.type === 'result')
      return iopub.publish('execute_result', { execution_count: cell?.count ?? 0, data, metadata }, parent)
    const transient = output.id === undefined ? {} : { display_id: output.id }
    iopub.publish(
      output.type === 'display' ? 'display_data' : 'update_display_data',
      { data, metadata, transient },
      parent,
    )
  }

  async function work() {
    if (working) return
    working = true
    for (let request; (request = queue.shift());) await execute(request)
    working = false
  }

  async function execute(request: Message) {
    const {
      code,
      silent = false,
      store_history = !silent,
      stop_on_error = true,
    } = request.content as unknown as ExecuteRequest
    iopub.publish('status', { execution_state: 'busy' }, request)
    if (!silent && store_history) count++
    const id = ++lastId
    cells.set(id, { request, count, silent })
    if (!silent) iopub.publish('execute_input', { code, execution_count: count }, request)

    const error = await run(id, code, silent ? `silent cell ${id}` : `cell [${count}]`)
    if (error) {
      if (!silent) iopub.publish('error', error, request)
      if (stop_on_error) await abort()
      reply(request, { status: 'error', execution_count: count, ...error })
    } else {
      reply(request, { status: 'ok', execution_count: count, payload: [], user_expressions: {} })
    }
    iopub.publish('status', { execution_state: 'idle' }, request)
    cells.delete(id - 1000) // what a timer of a cell that old still says belongs to no cell
  }

  async function run(id: number, source: string, name: string): Promise<CellError | undefined> {
    let compiled: Compiled
    try {
      compiled = (await compiler.get()).compile(source)
    } catch (error) {
      return asError(error)
    }
    const { cell } = compiled
    if (!cell) return compiled.error
    running = id
    try {
      session ??= start()
      const failed = await session.run({ id, name, source, cell })
      compiled.accept()
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
      iopub.publish('status', { execution_state: 'busy' }, request)
      reply(request, { status: 'aborted' })
      iopub.publish('status', { execution_state: 'idle' }, request)
    }
  }

  return {
    add(request: Message) {
      queue.push(request)
      void work()
    },
    /** Stops the running cell; one that does not stop loses its session. */
    interrupt() {
      const id = running
      const interrupted = session
      if (id === undefined || !interrupted) return
      interrupted.interrupt()
      setTimeout(() => {
        if (running !== id) return
        const text = 'The cell could not be interrupted; its session was ended.\n'
        put(id, { type: 'stream', name: 'stderr', text })
        interrupted.kill()
      }, patience).unref()
    },
    async stop() {
      queue.length = 0
      await session?.stop()
    },
  }
}

function asError(error: unknown): CellError {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const lines = error instanceof SessionEnded ? [] : [stack]
  return { ename: name, evalue: message, traceback: [`\u001b[31m${name}\u001b[39m: ${message}`, ...lines] }
}
