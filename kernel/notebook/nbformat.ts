/** Text as a notebook file holds it: one string, or its lines with their line ends. */
export type MultilineText = string | string[]

/** One value in several representations, by MIME type. */
export type MimeBundle = Record<string, unknown>

export interface StreamOutput {
  output_type: 'stream'
  name: 'stdout' | 'stderr'
  text: MultilineText
}

export interface DisplayOutput {
  output_type: 'display_data'
  data: MimeBundle
  metadata: Record<string, unknown>
}

export interface ResultOutput {
  output_type: 'execute_result'
  data: MimeBundle
  execution_count: number | null
  metadata: Record<string, unknown>
}

export interface ErrorOutput {
  output_type: 'error'
  ename: string
  evalue: string
  traceback: string[]
}

/** What running a cell left beneath it. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput

export interface CodeCell {
  /** Every cell has one from nbformat_minor 5 on. */
  id?: string
  cell_type: 'code'
  execution_count: number | null
  metadata: CellMetadata
  outputs: Output[]
  source: MultilineText
}

export interface TextCell {
  id?: string
  cell_type: 'markdown' | 'raw'
  metadata: CellMetadata
  source: MultilineText
  /** Images dropped into the cell, by name, then by MIME type. */
  attachments?: Record<string, MimeBundle>
}

export interface CellMetadata {
  tags?: string[]
  [field: string]: unknown
}

export type Cell = CodeCell | TextCell

export interface NotebookMetadata {
  kernelspec?: { name?: string; display_name?: string; language?: string }
  language_info?: { name?: string; [field: string]: unknown }
  [field: string]: unknown
}

/** A notebook of format 4, as its file holds it; fields that we do not know are kept. */
export interface Notebook {
  cells: Cell[]
  metadata: NotebookMetadata
  nbformat: 4
  nbformat_minor: number
}

/** The text, in one string. */
export function joinLines(text: MultilineText): string {
  return typeof text === 'string' ? text : text.join('')
}

/** The text as lines with their line ends, the form in which Jupyter saves it. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}
