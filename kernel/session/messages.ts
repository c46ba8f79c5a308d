import type { Cell } from '../converter/index.js'

/** A bundle of one value in several MIME types, ready for the wire. */
export interface Bundle {
  data: Record<string, unknown>
  metadata: Record<string, unknown>
}

/** An error as front ends show it. */
export interface CellError {
  ename: string
  evalue: string
  traceback: string[]
}

/** What the supervisor asks of a session. */
export type ToSession =
  | { type: 'run'; id: number; name: string; source: string; cell: Cell }
  /** Where there are no signals (Windows); elsewhere SIGINT says it. */
  | { type: 'interrupt' }

/** Something that a cell puts out. */
export type Output =
  | { type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { type: 'display'; bundle: Bundle; id?: string }
  | { type: 'update'; bundle: Bundle; id: string }
  | { type: 'clear'; wait: boolean }
  | { type: 'result'; bundle: Bundle }

/** What a session tells the supervisor; `cell` is the id of the cell that an output belongs to. */
export type FromSession =
  | { type: 'ready' }
  | { type: 'output'; cell: number; output: Output }
  | { type: 'done'; cell: number; error?: CellError }

/** The file descriptor on which a session tells. */
export const channelFd = 4

/** Written to stdout and stderr when a cell is done: all that its child processes wrote before lies before it. */
export const endOfCell = (id: number) => `\u0000end of cell ${id}\u0000`
