import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Dealer, Request, Subscriber } from 'zeromq'
import { endLater } from './leftovers.js'
import {
  address,
  decode,
  encode,
  newMessage,
  type Connection,
  type Json,
  type Message,
  type MessageOptions,
} from '../../kernel/protocol/index.js'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))
/** Shared by all kernels of a run: what the first has compiled the others need not. */
const cache = mkdtempSync(join(tmpdir(), 'spikelab-cache-'))
process.once('exit', () => rmSync(cache, { recursive: true, force: true }))

/** What a cell led to: its reply, and all that was published for it up to idle. */
export interface Outcome {
  reply: Json
  published: Message[]
  /** Text of a stream. */
  text: (name: 'stdout' | 'stderr') => string
  of: (type: string) => Json[]
  /** `text/plain` of its execute_result. */
  result: string | undefined
}

export type TestKernel = Awaited<ReturnType<typeof startKernel>>

/** A kernel as a process of its own, run from its source in a folder, and a client of all its sockets. */
export async function startKernel({
  folder,
  node = ['--import', tsx, main],
  orphan = false,
  env = {},
  mode = 0o600,
}: Options = {}) {
  const own = folder === undefined
  const cwd = folder ?? (await realpath(await mkdtemp(join(tmpdir(), 'spikelab-kernel-'))))
  const connection = await freeConnection()
  const secret = await mkdtemp(join(tmpdir(), 'spikelab-connection-'))
  const file = join(secret, 'kernel.json')
  await writeFile(file, JSON.stringify(connection), { mode })
  const args = [...node, 'kernel', '--connection-file', file]
  // An orphan's front end is a process between, which may be killed alone.
  const between = `require('node:child_process').spawn(process.execPath, ${JSON.stringify(args)}, { stdio: 'inherit' })`
  const child = spawn(process.execPath, orphan ? ['-e', between] : args, {
    cwd,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, XDG_DATA_HOME: secret, XDG_CACHE_HOME: cache, ...env },
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))

  const session = randomUUID()
  const routingId = randomUUID()
  const shell = new Dealer({ routingId, linger: 0 })
  const control = new Dealer({ routingId, linger: 0 })
  const stdin = new Dealer({ routingId, linger: 0 })
  const iopub = new Subscriber({ receiveHighWaterMark: 0, linger: 0 })
  const heartbeat = new Request({ linger: 0, receiveTimeout: 5000 })
  iopub.subscribe()
  const published: Message[] = []
  const replies: Message[] = []
  const questions: Message[] = []
  const watchers = new Set<() => void>()

  async function read(socket: Dealer | Subscriber, into: Message[]) {
    for await (const frames of socket) {
      into.push(decode(frames, connection.key))
      for (const look of watchers) look()
    }
  }
  iopub.connect(address(connection, 'iopub'))
  shell.connect(address(connection, 'shell'))
  control.connect(address(connection, 'control'))
  stdin.connect(address(connection, 'stdin'))
  heartbeat.connect(address(connection, 'hb'))
  void read(iopub, published)
  void read(shell, replies)
  void read(control, replies)
  void read(stdin, questions)

  /** The first answer that `find` gives, looked for with every message. */
  function until<T>(find: () => T | undefined, what: string, limit = 15_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        watchers.delete(look)
        clearTimeout(timer)
        resolve(found)
      }
      const timer = setTimeout(() => reject(new Error(`no ${what} within ${limit} ms; stderr: ${errors}`)), limit)
      watchers.add(look)
      look()
    })
  }

  function send(type: string, content: object, { on = shell, key = connection.key, ...rest }: SendOptions = {}) {
    const message = newMessage(type, content, { session, ...rest })
    void on.send(encode(message, key))
    return message.header.msg_id
  }
  const isFor = (id: string) => (message: Message) => message.parent_header.msg_id === id
  const reply = (id: string, limit?: number) => until(() => replies.find(isFor(id)), 'reply', limit)
  const idle = (id: string, limit?: number) =>
    until(() => published.find(each => isFor(id)(each) && each.content.execution_state === 'idle'), 'idle', limit)

  async function outcome(id: string): Promise<Outcome> {
    const [{ content }] = await Promise.all([reply(id), idle(id)])
    const mine = published.filter(isFor(id))
    const of = (type: string) => mine.filter(each => each.header.msg_type === type).map(each => each.content)
    const text = (name: string) =>
      of('stream')
        .filter(each => each.name === name)
        .map(each => each.text)
        .join('')
    const result = of('execute_result')[0]?.data as Record<string, string> | undefined
    return { reply: content, published: mine, of, text, result: result?.['text/plain'] }
  }

  async function ask(type: string, content: object = {}, options?: SendOptions) {
    return (await reply(send(type, content, options))).content
  }

  const ended = endLater(async () => {
    child.kill()
    await exited(child, 2000)
    await close()
  })
  // Subscribed: nothing of what comes is missed.
  await until(() => published[0], 'sign of life')

  return {
    folder: cwd,
    process: child,
    connection,
    published,
    questions,
    errors: () => errors,
    sockets: { shell, control, stdin, heartbeat },
    send,
    ask,
    outcome,
    until,
    idle,
    /** Runs a cell to its end. */
    run: (code: string, options: object = {}) => outcome(send('execute_request', { code, ...options })),
    /** Sends a cell and goes on. */
    start: (code: string, options: object = {}) => send('execute_request', { code, ...options }),
    interrupt: () => ask('interrupt_request', {}, { on: control }),
    exit: () => exited(child),
    async stop() {
      if (child.exitCode === null && child.signalCode === null)
        send('shutdown_request', { restart: false }, { on: control })
      await exited(child, 10_000)
      await close()
    },
    close,
  }

  async function close() {
    ended()
    for (const socket of [shell, control, stdin, iopub, heartbeat]) if (!socket.closed) socket.close()
    await rm(secret, { recursive: true, force: true })
    if (own) await rm(cwd, { recursive: true, force: true })
  }
}

interface Options {
  folder?: string
  /** Arguments of Node that lead to the command `spikelab`. */
  node?: string[]
  /** Whether to start it through another process, which `process` then is. */
  orphan?: boolean
  env?: Record<string, string>
  /** Who may read the connection file. */
  mode?: number
}

interface SendOptions extends Partial<MessageOptions> {
  on?: Dealer
  key?: string
}

/** Resolved when a process is over; one that takes longer than `patience` ms is killed. */
function exited(child: ChildProcess, patience?: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const timer = patience === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), patience)
  return new Promise(resolve =>
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    }),
  )
}

async function freeConnection(): Promise<Connection> {
  const servers = Array.from({ length: 5 }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => new Promise(resolve => server.once('listening', resolve))))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  const [shell_port, control_port, iopub_port, stdin_port, hb_port] = ports
  const where = { transport: 'tcp', ip: '127.0.0.1', signature_scheme: 'hmac-sha256' } as const
  return { ...where, key: randomUUID(), shell_port, control_port, iopub_port, stdin_port, hb_port }
}
