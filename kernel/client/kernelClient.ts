import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Dealer, Subscriber } from 'zeromq'
import {
  address,
  decode,
  encode,
  newMessage,
  outbox,
  type Connection,
  type Json,
  type Message,
  type Outbox,
} from '../protocol/index.js'

type RequestChannel = 'shell' | 'control'

interface AskOptions {
  /** The channel; shell unless told. */
  on?: RequestChannel
  published?: Published
}

/** What a kernel answers to kernel_info_request. */
export interface KernelInfo {
  implementation: string
  protocol_version: string
  banner?: string
  language_info: { name: string; [field: string]: unknown }
}

/** What came of running a piece of code. */
export interface ExecuteReply {
  status: 'ok' | 'error' | 'aborted'
  execution_count: number
  ename?: string
  evalue?: string
  traceback?: string[]
}

/** Hears what a request causes on iopub, also after its reply. */
export type Published = (type: string, content: Json) => void

export interface ExecuteOptions {
  /** Shows nothing and counts nothing. */
  silent?: boolean
  /** Whether the kernel remembers the code; if it is not silent, unless told. */
  store_history?: boolean
  /** Whether an error aborts what is queued behind; unless told, it does. */
  stop_on_error?: boolean
  user_expressions?: Record<string, string>
  /** Answers the questions of the code; without it they are refused. */
  input?: Answer
}

/** Answers a question of a cell; a rejection refuses it. */
export type Answer = (prompt: string, password: boolean) => Promise<string>

interface Request {
  reply(message: Message): void
  fail(reason: Error): void
  published?: Published
  input?: Answer
}

/** A conversation with a kernel over its sockets (Jupyter messaging 5.4). */
export class KernelClient {
  readonly #connection: Connection
  readonly #session = randomUUID()
  readonly #sockets: { shell: Dealer; control: Dealer; stdin: Dealer; iopub: Subscriber }
  readonly #outboxes: Record<RequestChannel | 'stdin', Outbox>
  readonly #requests = new Map<string, Request>()
  /** Resolved by the first message on iopub: only from then on is none missed. */
  readonly #subscribed: Promise<void>
  #heard!: () => void
  /** Hears every publication, whoever caused it. */
  onPublication: Published | undefined
  /** When the kernel told of itself for the first time (`performance.now`); Infinity before. */
  answeredAt = Infinity
  #ended: Error | undefined

  constructor(connection: Connection) {
    this.#connection = connection
    // The kernel asks for input at the address from which the cell came: shell and stdin share a routing id.
    const routingId = randomUUID()
    const options = { linger: 0, reconnectInterval: 20, sendHighWaterMark: 0, receiveHighWaterMark: 0 }
    this.#sockets = {
      shell: new Dealer({ ...options, routingId }),
      control: new Dealer({ ...options, routingId }),
      stdin: new Dealer({ ...options, routingId }),
      // Without a limit: a subscriber that reads slowly would lose outputs silently.
      iopub: new Subscriber({ linger: 0, reconnectInterval: 20, receiveHighWaterMark: 0 }),
    }
    this.#sockets.iopub.subscribe()
    for (const channel of ['shell', 'control', 'stdin', 'iopub'] as const)
      this.#sockets[channel].connect(address(connection, channel))
    const { shell, control, stdin } = this.#sockets
    this.#outboxes = { shell: outbox(shell), control: outbox(control), stdin: outbox(stdin) }
    this.#subscribed = new Promise(resolve => (this.#heard = resolve))
    for (const channel of ['shell', 'control', 'stdin', 'iopub'] as const)
      this.#listen(channel).catch((error: unknown) => this.end(error as Error))
  }

  /** Waits until the kernel answers and its publications arrive, so that no output of the first cell is missed. */
  async connected(timeout: number): Promise<KernelInfo> {
    const late = AbortSignal.timeout(timeout)
    const info = await within(this.ask('kernel_info_request', {}), late)
    this.answeredAt = Math.min(this.answeredAt, performance.now())
    // A subscription reaches the kernel some time after the connection: ask until something comes back.
    let heard = false
    const subscribed = this.#subscribed.then(() => (heard = true))
    while (!heard) {
      await within(this.ask('kernel_info_request', {}), late)
      await Promise.race([subscribed, sleep(50)])
    }
    return info as unknown as KernelInfo
  }

  /** As `connected`, and waits until its compiler is loaded, so that the time of the first cell is its own. */
  async ready(timeout: number): Promise<KernelInfo> {
    const info = await this.connected(timeout)
    const nothing = { code: 'void 0', silent: true, store_history: false, user_expressions: {}, allow_stdin: false }
    await within(this.ask('execute_request', nothing), AbortSignal.timeout(timeout))
    return info
  }

  /** Sends a request and resolves with the content of its reply. */
  async ask(type: string, content: Json, { on = 'shell', published }: AskOptions = {}): Promise<Json> {
    return (await this.#request(on, type, content, { published })).content
  }

  /**
   * Runs code, and resolves when its reply is here and the kernel is idle again. Each publication that the code
   * causes is given to `published` as it comes, those after the reply too.
   */
  async execute(
    code: string,
    published: Published,
    { input, silent = false, ...options }: ExecuteOptions = {},
  ): Promise<ExecuteReply> {
    let idle!: () => void
    const becameIdle = new Promise<void>(resolve => (idle = resolve))
    const defaults = { store_history: !silent, user_expressions: {}, stop_on_error: true }
    const content = { code, silent, ...defaults, ...options, allow_stdin: input !== undefined }
    const reply = await this.#request('shell', 'execute_request', content, {
      input,
      published(type, content) {
        if (type === 'status' && content.execution_state === 'idle') idle()
        else published(type, content)
      },
    })
    await this.#orEnded(becameIdle)
    return reply.content as unknown as ExecuteReply
  }

  /** Interrupts what is running. */
  async interrupt(): Promise<void> {
    await this.ask('interrupt_request', {}, { on: 'control' })
  }

  /** Asks the kernel to end itself. */
  async shutdown(): Promise<void> {
    await this.ask('shutdown_request', { restart: false }, { on: 'control' })
  }

  /** Fails all that waits, and all that will be asked, with this reason. */
  end(reason: Error): void {
    if (this.#ended) return
    this.#ended = reason
    for (const request of this.#requests.values()) request.fail(reason)
    for (const socket of Object.values(this.#sockets)) socket.close()
  }

  #request(
    channel: RequestChannel,
    type: string,
    content: Json,
    { published, input }: Pick<Request, 'published' | 'input'>,
  ): Promise<Message> {
    return new Promise((resolve, fail) => {
      if (this.#ended) return fail(this.#ended)
      const message = newMessage(type, content, { session: this.#session })
      const { msg_id } = message.header
      const reply = (answer: Message) => {
        if (!published) this.#requests.delete(msg_id)
        resolve(answer)
      }
      this.#requests.set(msg_id, { reply, fail, published, input })
      this.#outboxes[channel].send(encode(message, this.#connection.key)).catch(fail)
    })
  }

  /** The promise, or the failure with which this conversation ends before it. */
  #orEnded<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, fail) => {
      if (this.#ended) return fail(this.#ended)
      const id = randomUUID()
      this.#requests.set(id, { reply: () => undefined, fail })
      promise.then(resolve, fail).finally(() => this.#requests.delete(id))
    })
  }

  async #listen(channel: RequestChannel | 'stdin' | 'iopub'): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      const message = this.#verified(frames)
      if (!message) continue
      if (channel === 'iopub') this.#publication(message)
      else if (channel === 'stdin') void this.#question(message)
      else this.#requests.get(parentOf(message))?.reply(message)
    }
  }

  /** The message; undefined, with a word on stderr, where it is not signed with our key. */
  #verified(frames: Buffer[]): Message | undefined {
    try {
      return decode(frames, this.#connection.key)
    } catch (error) {
      process.stderr.write(`spikelab: dropped a message from the kernel: ${(error as Error).message}\n`)
    }
  }

  #publication(message: Message): void {
    this.#heard()
    this.onPublication?.(message.header.msg_type, message.content)
    this.#requests.get(parentOf(message))?.published?.(message.header.msg_type, message.content)
  }

  /** Answers a question. One to which there is no answer is refused, or the cell would wait for ever. */
  async #question({ header, content, parent_header }: Message): Promise<void> {
    if (header.msg_type !== 'input_request') return
    const { prompt = '', password = false } = content as { prompt?: string; password?: boolean }
    const asker = this.#requests.get((parent_header as { msg_id?: string }).msg_id ?? '')
    const refused = (evalue: string) => ({ status: 'error', ename: 'InputRefused', evalue, value: '' })
    const nobody = `input(${JSON.stringify(prompt)}): this run is not interactive, nobody can answer`
    const answer = asker?.input
      ? await asker.input(prompt, password).then(
          value => ({ status: 'ok', value }),
          (error: unknown) => refused((error as Error).message),
        )
      : refused(nobody)
    const reply = newMessage('input_reply', answer, { session: this.#session, parent: { header } })
    this.#outboxes.stdin.send(encode(reply, this.#connection.key)).catch((error: unknown) => this.end(error as Error))
    // A kernel that asks although it was told not to may not know of refusals.
    if (!asker?.input) this.interrupt().catch(() => undefined) // its end is reported to whoever runs the cell
  }
}

function parentOf(message: Message): string {
  return (message.parent_header as { msg_id?: string }).msg_id ?? ''
}

function within<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error('the kernel does not answer'))
    if (signal.aborted) return late()
    signal.addEventListener('abort', late, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', late))
  })
}
