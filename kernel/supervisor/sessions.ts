import { startSession, type Session, type SessionEnded, type SessionListener } from '../session/index.js'

/** How long what was interrupted may take to stop before its session is ended, in ms. */
export const patience = 2000

/** The session of the moment; one that ends by itself is followed by another. */
export function sessions(listener: Omit<SessionListener, 'ended'> & { ended(reason: SessionEnded): void }) {
  let session: Session | undefined
  let stopped = false

  function start(): Session {
    const started: Session = startSession({
      ...listener,
      ended(reason) {
        if (session !== started) return
        // One that never came up is not tried again before the next cell.
        session = started.ready() && !stopped ? start() : undefined
        listener.ended(reason)
      },
    })
    return started
  }

  return {
    /** The session, started if there is none. */
    get: (): Session => (session ??= start()),
    /** The session, if there is one. */
    present: () => session,
    async stop() {
      stopped = true
      await session?.stop()
    },
  }
}
