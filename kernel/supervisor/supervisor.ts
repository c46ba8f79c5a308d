import { randomUUID } from 'node:crypto'
import type { Router } from 'zeromq'
import { decode, encode, newMessage, outbox, readConnection, type Message } from '../protocol/index.js'
import { toCodePoints, toUnits } from './codePoints.js'
import { compiling } from './compiling.js'
import { executions } from './executions.js'
import { iopub as openIopub } from './iopub.js'
import { kernelInfo } from './kernelInfo.js'
import { beat, bind } from './sockets.js'

/** How often to look whether who started the kernel still lives, in ms. */
const watch = 1000

/**
 * Runs a kernel until it is shut down or whoever started it is gone: owns the sockets, answers at once, compiles
 * cells and has a session run them.
 */
export async function supervise(connectionFile: string): Promise<void> {
  const connection = await readConnection(connectionFile)
  const { key } = connection
  const sockets = await bind(connection)
  const session = randomUUID()
  const iopub = openIopub(sockets.iopub, session, key)
  const outboxes = new Map([sockets.shell, sockets.control].map(socket => [socket, outbox(socket)]))
  const cameFrom = new WeakMap<Message, Router>()
  const compiler = compiling()
  const cells = executions(compiler, iopub, answer)
  let end: () => void
  const ended = new Promise<void>(resolve => (end = resolve))

  function answer(request: Message, content: object) {
    const type = request.header.msg_type.replace('_request', '_reply')
    const message = newMessage(type, content, { session, parent: request })
    outboxes
      .get(cameFrom.get(request)!)!
      .send(encode(message, key))
      .catch(() => undefined) // the asker is gone
  }

  /** What is answered at once, also while a cell runs. */
  const answers: Record<string, (content: never) => object | Promise<object>> = {
    kernel_info_request: kernelInfo,
    async complete_request({ code, cursor_pos }: { code: string; cursor_pos: number }) {
      const { matches, start, end } = (await compiler.get()).complete(code, toUnits(code, cursor_pos))
      const range = { cursor_start: toCodePoints(code, start), cursor_end: toCodePoints(code, end) }
      return { status: 'ok', matches, ...range, metadata: {} }
    },
    async inspect_request({ code, cursor_pos }: { code: string; cursor_pos: number }) {
      const known = (await compiler.get()).inspect(code, toUnits(code, cursor_pos))
      if (!known) return { status: 'ok', found: false, data: {}, metadata: {} }
      const text = [known.signature, known.documentation].filter(Boolean).join('\n\n')
      return { status: 'ok', found: true, data: { 'text/plain': text }, metadata: {} }
    },
    is_complete_request: async ({ code }: { code: string }) => (await compiler.get()).completeness(code),
    history_request: () => ({ status: 'ok', history: [] }),
    comm_info_request: () => ({ status: 'ok', comms: {} }),
    interrupt_request() {
      cells.interrupt()
      return { status: 'ok' }
    },
    shutdown_request: ({ restart = false }: { restart?: boolean }) => ({ status: 'ok', restart }),
  }

  async function receive(request: Message) {
    const type = request.header.msg_type
    if (type === 'execute_request') return cells.add(request)
    iopub.publish('status', { execution_state: 'busy' }, request)
    const respond = answers[type]
    if (respond)
      try {
        answer(request, await respond(request.content as never))
      } catch (error) {
        const { name, message } = error as Error
        answer(request, { status: 'error', ename: name, evalue: message, traceback: [] })
      }
    iopub.publish('status', { execution_state: 'idle' }, request)
    if (type === 'kernel_info_request') setImmediate(() => void compiler.get())
    if (type === 'shutdown_request') end()
  }

  async function read(socket: Router) {
    for await (const frames of socket) {
      let request: Message
      try {
        request = decode(frames, key)
      } catch (error) {
        console.error(`spikelab: ignored a ${(error as Error).message}`)
        continue
      }
      cameFrom.set(request, socket)
      void receive(request)
    }
  }

  for (const loop of [read(sockets.shell), read(sockets.control), beat(sockets.heartbeat)]) loop.catch(() => undefined)
  iopub.publish('status', { execution_state: 'starting' })

  const parent = process.ppid
  const watching = setInterval(() => process.ppid !== parent && end(), watch)
  process.on('SIGINT', () => cells.interrupt())
  process.on('SIGTERM', () => end())

  await ended
  clearInterval(watching)
  await cells.stop()
  await Promise.all([iopub.drained(), ...[...outboxes.values()].map(each => each.drained())])
  const { shell, control, stdin, heartbeat } = sockets
  for (const socket of [shell, control, stdin, heartbeat, sockets.iopub]) socket.close()
}
