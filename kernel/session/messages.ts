import type { Cell } from '../converter/index.js'
import type { Shown, ShownBundle, ShownError } from '../host.js'

export type { ShownBundle as Bundle, ShownError as CellError }

/** What the supervisor asks of a session. */
export type ToSession =
  | { type: 'run'; id: number; name: string; source: string; cell: Cell; allowStdin: boolean }
  /** Answered by `interrupted` with the same key. */
  | { type: 'interrupt'; key: number }
  /** The front end says something on a comm; answered by `handled` with the same key. */
  | { type: 'comm'; key: number; event: CommEvent }
  /** What the person typed, or why nobody was asked. */
  | { type: 'answer'; question: number; value: string }
  | { type: 'answer'; question: number; refused: string }

/** Something said on a comm, by either side. */
export interface CommEvent {
  kind: 'open' | 'msg' | 'close'
  id: string
  /** With `open` alone. */
  target?: string
  data: Record<string, unknown>
  metadata: Record<string, unknown>
  buffers: Uint8Array[]
}

/** Something that a cell puts out. */
export type Output =
  | Shown
  | { type: 'result'; bundle: ShownBundle }
  /** For the front end's pager. */
  | { type: 'page'; bundle: ShownBundle }
  | { type: 'comm'; event: CommEvent }
  | { type: 'question'; question: number; prompt: string; secret: boolean }

/** What a session tells the supervisor; `cell` is the id of the cell that an output belongs to. */
export type FromSession =
  | { type: 'ready' }
  | { type: 'output'; cell: number; output: Output }
  | { type: 'done'; cell: number; error?: ShownError }
  | { type: 'handled'; key: number }
  | { type: 'interrupted'; key: number }

/** The file descriptor on which a session tells. */
export const channelFd = 4

/** Written to stdout and stderr when a cell is done: all that its child processes wrote before lies before it. */
export const endOfCell = (id: number) => `\u0000end of cell ${id}\u0000`
