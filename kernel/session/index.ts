export type { Bundle, CellError, Output } from './messages.js'
export { SessionEnded, startSession, type Session, type SessionListener } from './session.js'
