import { randomUUID } from 'node:crypto'
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

/** What a kernel answers to kernel_info_request. */
export interface KernelInfo {
  implementation: string
  protocol_version: string
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

interface Request {
  reply(message: Message): void
  fail(reason: Error): void
  /** Messages on iopub that this request caused, also after its reply. */
  published?(type: string, content: Json): void
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

  /**
   * Waits until the kernel answers, its publications arrive, so that no output of the first cell is missed, and its
   * compiler is loaded, so that the time of the first cell is its own.
   */
  async ready(timeout: number): Promise<KernelInfo> {
    const late = AbortSignal.timeout(timeout)
    const info = await within(this.#request('shell', 'kernel_info_request', {}), late)
    // A subscription reaches the kernel some time after the connection: ask until something comes back.
    let heard = false
    const subscribed = this.#subscribed.then(() => (heard = true))
    while (!heard) {
      await within(this.#request('shell', 'kernel_info_request', {}), late)
      await Promise.race([subscribed, sleep(50)])
    }
    const nothing = { code: 'void 0', silent: true, store_history: false, user_expressions: {}, allow_stdin: false }
    await within(this.#request('shell', 'execute_request', nothing), late)
    return info.content as unknown as KernelInfo
  }

  /**
   * Runs code, and resolves when its reply is here and the kernel is idle again. Each publication that the code
   * causes is given to `published` as it comes, those after the reply too.
   */
  async execute(code: string, published: (type: string, content: Json) => void): Promise<ExecuteReply> {
    let idle!: () => void
    const becameIdle = new Promise<void>(resolve => (idle = resolve))
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false }
    const reply = await this.#request(
      'shell',
      'execute_request',
      { ...content, stop_on_error: true },
      (type, content) => {
        if (type === 'status' && content.execution_state === 'idle') idle()
        else published(type, content)
      },
    )
    await this.#orEnded(becameIdle)
    return reply.content as unknown as ExecuteReply
  }

  /** Interrupts what is running. */
  async interrupt(): Promise<void> {
    await this.#request('control', 'interrupt_request', {})
  }

  /** Asks the kernel to end itself. */
  async shutdown(): Promise<void> {
    await this.#request('control', 'shutdown_request', { restart: false })
  }

  /** Fails all that waits, and all that will be asked, with this reason. */
  end(reason: Error): void {
    if (this.#ended) return
    this.#ended = reason
    for (const request of this.#requests.values()) request.fail(reason)
    for (const socket of Object.values(this.#sockets)) socket.close()
  }

  #request(channel: RequestChannel, type: string, content: Json, published?: Request['published']): Promise<Message> {
    return new Promise((reply, fail) => {
      if (this.#ended) return fail(this.#ended)
      const message = newMessage(type, content, { session: this.#session })
      this.#requests.set(message.header.msg_id, { reply, fail, published })
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
      else if (channel === 'stdin') this.#refuseInput(message)
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
    this.#requests.get(parentOf(message))?.published?.(message.header.msg_type, message.content)
  }

  /** A kernel that asks although it was told not to is answered, or the cell would wait for ever. */
  #refuseInput(message: Message): void {
    if (message.header.msg_type !== 'input_request') return
    const prompt = JSON.stringify(message.content.prompt ?? '')
    const evalue = `input(${prompt}): this run is not interactive, nobody can answer`
    const content = { status: 'error', ename: 'InputRefused', evalue, value: '' }
    const reply = newMessage('input_reply', content, { session: this.#session, parent: { header: message.header } })
    this.#outboxes.stdin.send(encode(reply, this.#connection.key)).catch((error: unknown) => this.end(error as Error))
    this.interrupt().catch(() => undefined) // the end of the conversation is reported to whoever runs the cell
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
