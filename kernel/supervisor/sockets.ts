import { Reply, Router, XPublisher } from 'zeromq'
import { address, type Connection } from '../protocol/index.js'

/** The five sockets of a kernel, bound. */
export interface Sockets {
  shell: Router
  control: Router
  stdin: Router
  iopub: XPublisher
  heartbeat: Reply
}

/**
 * Binds the sockets of a connection file.
 *
 * @throws Error naming the address that is taken
 */
export async function bind(connection: Connection): Promise<Sockets> {
  const sockets = {
    shell: new Router({ linger: 500 }),
    control: new Router({ linger: 500 }),
    stdin: new Router({ linger: 0 }),
    iopub: new XPublisher({ linger: 500, sendHighWaterMark: 0, verbosity: 'allSubs' }),
    heartbeat: new Reply({ linger: 0 }),
  }
  const channels = { shell: 'shell', control: 'control', stdin: 'stdin', iopub: 'iopub', heartbeat: 'hb' } as const
  await Promise.all(
    Object.entries(channels).map(async ([name, channel]) => {
      const at = address(connection, channel)
      await sockets[name as keyof Sockets].bind(at).catch((error: unknown) => {
        throw new Error(`the ${name} socket cannot listen on ${at}: ${(error as Error).message}`)
      })
    }),
  )
  return sockets
}

/** Answers every heartbeat with itself. */
export async function beat(heartbeat: Reply): Promise<void> {
  for await (const frames of heartbeat) await heartbeat.send(frames)
}
