import { writeSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { channelFd, type FromSession } from './messages.js'

/**
 * Tells the supervisor, and returns when the operating system has taken it: what a cell said before `process.exit`,
 * a crash or an endless loop arrives all the same, and a cell that says much waits until it is read.
 */
export function tell(message: FromSession): void {
  const body = serialize(message)
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32LE(body.length)
  body.copy(frame, 4)
  writeAll(channelFd, frame)
}

/** Writes all of the bytes, also to a pipe that is full and does not block. */
export function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, 1)
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4))

/** Takes the chunks of the channel and gives its messages to `listener`. */
export function listen(listener: (message: FromSession) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return chunk => {
    rest = rest.length ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    while (rest.length - at >= 4) {
      const length = rest.readUInt32LE(at)
      if (rest.length - at - 4 < length) break
      listener(deserialize(rest.subarray(at + 4, at + 4 + length)) as FromSession)
      at += 4 + length
    }
    rest = rest.subarray(at)
  }
}
