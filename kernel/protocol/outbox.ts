/** A socket as far as an outbox needs it; every writable socket of zeromq is one. */
export interface Sender {
  send(frames: Buffer[]): Promise<void>
}

export interface Outbox {
  /** Queues a message; the promise is resolved when the socket has taken it. */
  send(frames: Buffer[]): Promise<void>
  /** Resolved when all that was queued so far has been sent. */
  drained(): Promise<void>
}

/**
 * A queue before a socket, of which one message at a time is sent and awaited: a socket of zeromq refuses
 * a second send (EBUSY) while one waits at its high-water mark.
 */
export function outbox(socket: Sender): Outbox {
  let last: Promise<void> = Promise.resolve()
  return {
    send(frames) {
      const sent = last.then(() => socket.send(frames))
      last = sent.catch(() => undefined) // the caller sees the fault; those behind it are sent all the same
      return sent
    },
    drained: () => last,
  }
}
