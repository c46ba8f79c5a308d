import { randomUUID } from 'node:crypto'
import type { Router } from 'zeromq'
import { startCompiler } from '../compiling/index.js'
import { history as openHistory } from '../history/index.js'
import {
  decode,
  encode,
  newMessage,
  outbox,
  readableByOthers,
  readConnection,
  type Message,
} from '../protocol/index.js'
import { answers } from './answers.js'
import { comms as openComms } from './comms.js'
import { executions } from './executions.js'
import { iopub as openIopub } from './iopub.js'
import { outputs as openOutputs } from './outputs.js'
import { sessions } from './sessions.js'
import { beat, bind } from './sockets.js'
import { states as openStates } from './states.js'
import { stdin as openStdin } from './stdin.js'
import { watchFrontEnd } from './watchFrontEnd.js'

/**
 * Runs a kernel until it is shut down or whoever started it is gone: owns the sockets, answers at once, compiles
 * cells and has a session run them.
 */
export async function supervise(connectionFile: string): Promise<void> {
  const compiler = startCompiler()
  const connection = await readConnection(connectionFile)
  const { key } = connection
  const warning = await readableByOthers(connectionFile)
  if (warning) console.error(`spikelab: ${warning}`)
  const sockets = await bind(connection)
  const id = randomUUID()
  const iopub = openIopub(sockets.iopub, id, key)
  const states = openStates(iopub)
  const stdin = openStdin(sockets.stdin, id, key)
  const history = openHistory()
  const session = sessions({
    output: (cell, output) => outputs.put(cell, output),
    handled: comm => comms.handled(comm),
    ended(reason) {
      stdin.forget()
      comms.sessionEnded()
      compiler.reset()
      if (!cells.isRunning()) outputs.warn(reason.message)
    },
  })
  const comms = openComms(iopub, states, session.present)
  const outputs = openOutputs({
    iopub,
    comms,
    stdin,
    history,
    answer: (question, answer) => session.present()?.send({ type: 'answer', question, ...answer }),
  })
  const cells = executions({ compiler, session, outputs, iopub, states, history, reply })
  const outboxes = new Map([sockets.shell, sockets.control].map(socket => [socket, outbox(socket)]))
  const cameFrom = new WeakMap<Message, Router>()
  let end: () => void
  const ended = new Promise<void>(resolve => (end = resolve))

  function reply(request: Message, content: object) {
    const type = request.header.msg_type.replace('_request', '_reply')
    const message = newMessage(type, content, { session: id, parent: request })
    outboxes
      .get(cameFrom.get(request)!)!
      .send(encode(message, key))
      .catch(() => undefined) // the asker is gone
    if (type === 'shutdown_reply') iopub.publish(type, content, request) // for all who watch
  }

  function interrupt() {
    stdin.forget()
    if (!cells.interrupt()) comms.interrupt()
  }
  const stop = () => {
    cells.clear()
    return session.stop()
  }
  const known = answers({ connection, compiler, comms, history, interrupt, stop })

  async function receive(request: Message) {
    const type = request.header.msg_type
    if (type === 'execute_request') return cells.add(request)
    if (type.startsWith('comm_') && !known.has(type)) return comms.receive(request)
    states.busy(request)
    const answer = known.get(type)
    if (answer)
      try {
        reply(request, await answer(request.content as never))
      } catch (error) {
        const { name, message } = error as Error
        reply(request, { status: 'error', ename: name, evalue: message, traceback: [] })
      }
    else console.error(`spikelab: ignored a message of the unknown type ${type}`)
    states.idle(request)
    if (type === 'shutdown_request') end()
  }

  async function read(socket: Router, take: (message: Message) => unknown) {
    for await (const frames of socket) {
      let message: Message
      try {
        message = decode(frames, key)
      } catch (error) {
        console.error(`spikelab: ignored a ${(error as Error).message}`)
        continue
      }
      cameFrom.set(message, socket)
      take(message)
    }
  }

  const loops = [
    read(sockets.shell, request => void receive(request)),
    read(sockets.control, request => void receive(request)),
    read(sockets.stdin, reply => stdin.receive(reply)),
    beat(sockets.heartbeat),
  ]
  for (const loop of loops) loop.catch(() => undefined)
  session.get()

  const unwatch = watchFrontEnd(() => end())
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', () => end())

  await ended
  unwatch()
  await stop()
  compiler.close()
  await Promise.all([history.written(), iopub.drained(), ...[...outboxes.values()].map(each => each.drained())])
  for (const socket of Object.values(sockets) as { close(): void }[]) socket.close()
}
