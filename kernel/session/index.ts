export type { Bundle, CellError, CommEvent, Output } from './messages.js'
export { SessionEnded, startSession, type CellToRun, type Session, type SessionListener } from './session.js'
