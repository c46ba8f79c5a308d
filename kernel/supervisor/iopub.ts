import type { XPublisher } from 'zeromq'
import { encode, newMessage, outbox, type MessageOptions, type Message } from '../protocol/index.js'

/** How long text is gathered before it is sent, in ms. */
const gather = 20

/** What everyone who watches the kernel sees. */
export interface Iopub {
  publish(type: string, content: object, parent?: Message, extra?: Pick<MessageOptions, 'metadata' | 'buffers'>): void
  /** Text of a stream, sent with what follows within some 20 ms, and before any other message. */
  stream(name: 'stdout' | 'stderr', text: string, parent?: Message): void
  /** Sends the text that was gathered. */
  flush(): void
  /** Resolved when all has been handed to the socket. */
  drained(): Promise<void>
}

/** The outgoing side of the iopub socket; whoever subscribes is welcomed and told the kernel's state at once. */
export function iopub(socket: XPublisher, session: string, key: string): Iopub {
  const queue = outbox(socket)
  let state = 'starting'
  let gathered: { name: string; text: string[]; parent?: Message } | undefined
  let timer: NodeJS.Timeout | undefined

  function send(type: string, content: object, options: Omit<MessageOptions, 'session'> = {}, topic = type) {
    const message = newMessage(type, content, { session, ...options })
    queue.send(encode({ ...message, identities: [Buffer.from(topic)] }, key)).catch(() => undefined) // closed: no one sees
  }

  function flush() {
    clearTimeout(timer)
    if (!gathered) return
    const { name, text, parent } = gathered
    gathered = undefined
    send('stream', { name, text: text.join('') }, { parent })
  }

  function welcome(subscription: string) {
    // Under the topic that was asked for, or it would not arrive; with all topics, under its own.
    send('iopub_welcome', { subscription }, {}, subscription || 'iopub_welcome')
    send('status', { execution_state: state })
  }

  void (async () => {
    for await (const [frame] of socket) if (frame[0] === 1) welcome(frame.subarray(1).toString())
  })().catch(() => undefined)

  return {
    publish(type, content, parent, extra) {
      flush()
      if (type === 'status') state = (content as { execution_state: string }).execution_state
      send(type, content, { parent, ...extra })
    },
    stream(name, text, parent) {
      if (gathered && (gathered.name !== name || gathered.parent !== parent)) flush()
      if (gathered) return void gathered.text.push(text)
      gathered = { name, text: [text], parent }
      timer = setTimeout(flush, gather)
    },
    flush,
    drained() {
      flush()
      return queue.drained()
    },
  }
}
