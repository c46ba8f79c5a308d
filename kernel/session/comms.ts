import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Comm, CommMessage, CommOptions } from '../host.js'
import { interruptible } from './interrupt.js'
import type { CommEvent } from './messages.js'
import { output } from './output.js'
import { showError } from './showError.js'

type Listener = (message: CommMessage) => Promise<void>

/** A comm that is open, with those who hear it. */
interface Open {
  comm: Comm
  messages: Listener[]
  closes: Listener[]
}

const open = new Map<string, Open>()
const targets = new Map<string, (comm: Comm, message: CommMessage) => Promise<void>>()

/** Opens a comm to the front end. */
export function openComm(target: string, { id = randomUUID(), ...said }: CommOptions = {}): Comm {
  const { comm } = add(id, target)
  say({ kind: 'open', id, target, ...whole(said) })
  return comm
}

/** Takes the comms that the front end opens under a target. */
export function onComm(target: string, opened: (comm: Comm, message: CommMessage) => unknown): void {
  targets.set(target, bound(opened))
}

/** A listener as a part of the cell that set it: what it shows, and what it throws, is shown there. */
const bound = <Arguments extends unknown[]>(listener: (...said: Arguments) => unknown) =>
  AsyncResource.bind(async (...said: Arguments): Promise<void> => {
    try {
      await interruptible(() => listener(...said))
    } catch (error) {
      showError(error)
    }
  })

/** What the front end says on a comm; resolved when all who hear it are done. */
export async function heard({ kind, id, target = '', ...message }: CommEvent): Promise<void> {
  if (kind === 'open') {
    const opened = targets.get(target)
    if (!opened) return say({ kind: 'close', id, ...whole({}) })
    return opened(add(id, target).comm, message)
  }
  const known = open.get(id)
  if (!known) return
  if (kind === 'close') open.delete(id)
  await Promise.all((kind === 'msg' ? known.messages : known.closes).map(listener => listener(message)))
}

function add(id: string, target: string): Open {
  const messages: Listener[] = []
  const closes: Listener[] = []
  const comm: Comm = {
    id,
    target,
    send(data, said = {}) {
      if (open.has(id)) say({ kind: 'msg', id, ...whole({ data, ...said }) })
    },
    close(data = {}, said = {}) {
      if (open.delete(id)) say({ kind: 'close', id, ...whole({ data, ...said }) })
    },
    onMessage: listener => void messages.push(bound(listener)),
    onClose: listener => void closes.push(bound(listener)),
  }
  const entry = { comm, messages, closes }
  open.set(id, entry)
  return entry
}

const say = (event: CommEvent) => output().put({ type: 'comm', event })

/** A message ready for the wire: its parts as JSON would have them, now, whatever happens to them later. */
const whole = ({ data = {}, metadata = {}, buffers = [] }: Partial<CommMessage>): CommMessage => ({
  data: asJson(data),
  metadata: asJson(metadata),
  buffers: buffers.map(bytes => Uint8Array.from(bytes)),
})

const asJson = (value: Record<string, unknown>) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>
