export { address, readableByOthers, readConnection, type Channel, type Connection } from './connection.js'
export { newMessage, protocolVersion, type Header, type Json, type Message, type MessageOptions } from './message.js'
export { outbox, type Outbox, type Sender } from './outbox.js'
export { decode, encode } from './wire.js'
