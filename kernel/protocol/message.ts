import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'

/** Version of the Jupyter messaging protocol that we speak. */
export const protocolVersion = '5.4'

export interface Header {
  msg_id: string
  msg_type: string
  session: string
  username: string
  date: string
  version: string
}

export type Json = Record<string, unknown>

/** A message of the Jupyter protocol, on any of its sockets. */
export interface Message<Content extends object = Json> {
  /** Routing frames before the delimiter: to whom a reply goes, or the topic on iopub. */
  identities?: Buffer[]
  header: Header
  /** Header of the request that caused this message; empty if none did. */
  parent_header: Header | Record<string, never>
  metadata: Json
  content: Content
  buffers: Buffer[]
}

export interface MessageOptions {
  /** Id of the session of whoever sends. */
  session: string
  /** The request that this message answers; its identities are taken over. */
  parent?: Pick<Message, 'header' | 'identities'>
  metadata?: Json
  buffers?: Buffer[]
}

/** A new message with a fresh id and the present date. */
export function newMessage<Content extends object>(
  type: string,
  content: Content,
  { session, parent, metadata = {}, buffers = [] }: MessageOptions,
): Message<Content> {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username,
    date: new Date().toISOString(),
    version: protocolVersion,
  }
  return { identities: parent?.identities, header, parent_header: parent?.header ?? {}, metadata, content, buffers }
}

const username = nameOfUser()

function nameOfUser() {
  try {
    return userInfo().username
  } catch {
    return 'spikelab' // a container may run under a user without an entry
  }
}
