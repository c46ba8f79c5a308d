import type { Json, Message } from '../protocol/index.js'
import type { CommEvent, Session } from '../session/index.js'
import type { Iopub } from './iopub.js'
import { patience } from './sessions.js'
import type { States } from './states.js'

const kinds = { comm_open: 'open', comm_msg: 'msg', comm_close: 'close' } as const

interface CommContent {
  comm_id: string
  target_name?: string
  data?: Json
}

/**
 * The comms between a front end and the session. They are outside of the queue of cells; the request of a front end
 * is busy until the session has heard it, so that a slider waits for the drawing that it has caused.
 */
export function comms(iopub: Iopub, states: States, session: () => Session | undefined) {
  const targets = new Map<string, string>() // of the comms that are open, by id
  const unheard = new Map<number, Message>()
  let lastKey = 0

  return {
    /** Tells the session what the front end says. */
    receive(request: Message) {
      states.busy(request)
      const kind = kinds[request.header.msg_type as keyof typeof kinds]
      const { comm_id: id, target_name: target, data = {} } = request.content as unknown as CommContent
      const listening = session()
      const isKnown = kind === 'open' || targets.has(id)
      if (kind === 'open') targets.set(id, String(target))
      if (kind === 'close') targets.delete(id)
      if (!listening && kind === 'open') {
        targets.delete(id)
        iopub.publish('comm_close', { comm_id: id, data: {} }, request)
      }
      if (!listening || !isKnown) return states.idle(request)
      const key = ++lastKey
      unheard.set(key, request)
      const { metadata, buffers } = request
      listening.send({ type: 'comm', key, event: { kind, id, target, data, metadata, buffers } })
    },
    /** Stops the session in what it does about what it hears; one that does not stop is ended. */
    interrupt() {
      const [key] = unheard.keys()
      const listening = session()
      if (key === undefined || !listening) return
      listening.interrupt()
      setTimeout(() => unheard.has(key) && listening.kill(), patience).unref()
    },
    handled(key: number) {
      const request = unheard.get(key)
      if (request) states.idle(request)
      unheard.delete(key)
    },
    /** Tells the front end what the session says. */
    publish({ kind, id, target, data, metadata, buffers }: CommEvent, parent: Message | undefined) {
      if (kind === 'open') targets.set(id, String(target))
      if (kind === 'close') targets.delete(id)
      const content = { comm_id: id, data, ...(kind === 'open' ? { target_name: target } : {}) }
      iopub.publish(`comm_${kind}`, content, parent, { metadata, buffers: buffers.map(bytes => Buffer.from(bytes)) })
    },
    /** The comms that are open, of one target or of all. */
    info(target?: string) {
      const wanted = [...targets].filter(([, name]) => target === undefined || target === '' || name === target)
      return Object.fromEntries(wanted.map(([id, target_name]) => [id, { target_name }]))
    },
    /** The session is gone, and its comms with it. */
    sessionEnded() {
      for (const id of targets.keys()) iopub.publish('comm_close', { comm_id: id, data: {} })
      targets.clear()
      for (const request of unheard.values()) states.idle(request)
      unheard.clear()
    },
  }
}
