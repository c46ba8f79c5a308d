import type { Cell, CompileError, Completeness, Completion, Inspection } from '../converter/index.js'

/** What the compiler is asked, each under a key of its own, by which it answers. */
export type Question =
  | { type: 'compile'; code: string }
  | { type: 'complete'; code: string; position: number }
  | { type: 'inspect'; code: string; position: number }
  | { type: 'completeness'; code: string }

export type ToCompiler =
  | { key: number; question: Question }
  /** The cell that was compiled under this key has run. */
  | { type: 'accept'; key: number }
  /** Cells that were accepted by a compiler that is gone. */
  | { type: 'replay'; cells: string[] }
  | { type: 'reset' }

export interface CompiledCell {
  cell?: Cell
  error?: CompileError
}

export type Answer = CompiledCell | Completion | Inspection | Completeness | undefined

export type FromCompiler = { type: 'ready' } | { key: number; answer?: Answer; failed?: string }
