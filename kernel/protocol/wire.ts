import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Header, Json, Message } from './message.js'

const delimiter = Buffer.from('<IDS|MSG>')

/**
 * The frames of a message: identities, delimiter, HMAC-SHA256 signature, four JSON parts, raw buffers
 * (Jupyter messaging 5.4, "The wire protocol"). With an empty key the signature is empty.
 */
export function encode(message: Message<object>, key: string): Buffer[] {
  const parts = [message.header, message.parent_header, message.metadata, message.content].map(part =>
    Buffer.from(JSON.stringify(part)),
  )
  return [...(message.identities ?? []), delimiter, Buffer.from(sign(parts, key)), ...parts, ...message.buffers]
}

/**
 * The message in these frames.
 *
 * @throws Error if the frames are no message, or were not signed with `key`.
 */
export function decode(frames: Buffer[], key: string): Message {
  const at = frames.findIndex(frame => frame.equals(delimiter))
  if (at < 0) throw new Error('message without the delimiter <IDS|MSG>')
  const signature = frames[at + 1] ?? Buffer.alloc(0)
  const parts = frames.slice(at + 2, at + 6)
  if (parts.length < 4) throw new Error(`message with ${parts.length} of the 4 parts header, parent, metadata, content`)
  if (key) {
    const expected = Buffer.from(sign(parts, key))
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
      throw new Error('message with a wrong signature')
  }
  const [header, parent_header, metadata, content] = parts.map(part => JSON.parse(part.toString()) as Json)
  if (typeof header?.msg_type !== 'string' || typeof header.msg_id !== 'string')
    throw new Error('message whose header names no type or id')
  if (Object(content) !== content) throw new Error('message whose content is no object')
  return {
    identities: frames.slice(0, at),
    header: header as unknown as Header,
    parent_header: parent_header as unknown as Header,
    metadata,
    content,
    buffers: frames.slice(at + 6),
  }
}

function sign(parts: Buffer[], key: string): string {
  if (!key) return ''
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}
