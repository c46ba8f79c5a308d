import { readFile } from 'node:fs/promises'
import type { Notebook } from './nbformat.js'

/**
 * Reads a notebook and checks that it is one of format 4.
 *
 * @throws Error naming the file and saying what it is instead, or what its fault is.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${path} ${reasons[error.code ?? ''] ?? `cannot be read: ${error.message}`}`)
  })
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Error(
      `${path} is not a notebook: ${text.trim() ? `not JSON (${(error as Error).message})` : 'it is empty'}`,
    )
  }
  const fault = faultOf(value)
  if (fault) throw new Error(`${path} ${fault}`)
  return value as Notebook
}

const reasons: Record<string, string> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, expected a notebook (.ipynb)',
  EACCES: 'cannot be read: permission denied',
}

/** What keeps this value from being a notebook of format 4, as the end of a sentence; undefined if nothing does. */
export function faultOf(value: unknown): string | undefined {
  if (!isObject(value)) return `is not a notebook: expected a JSON object, got ${kindOf(value)}`
  const { nbformat, nbformat_minor, cells, metadata } = value
  if (nbformat === undefined) return 'is not a notebook: a JSON object without the field nbformat'
  if (nbformat !== 4) {
    const remedy = nbformat === 3 ? '; convert it with `jupyter nbconvert --to notebook`' : ''
    return `is a notebook of format ${JSON.stringify(nbformat)}, expected format 4${remedy}`
  }
  if (!Number.isInteger(nbformat_minor)) return `has nbformat_minor ${kindOf(nbformat_minor)}, expected a number`
  if (!Array.isArray(cells)) return `has ${kindOf(cells)} as its cells, expected a list`
  if (!isObject(metadata)) return `has ${kindOf(metadata)} as its metadata, expected an object`
  for (const [i, cell] of cells.entries()) {
    const fault = faultOfCell(cell)
    if (fault) return `cell ${i + 1} ${fault}`
  }
}

function faultOfCell(cell: unknown): string | undefined {
  if (!isObject(cell)) return `is ${kindOf(cell)}, expected an object`
  const { cell_type, source, metadata, outputs } = cell
  if (!['code', 'markdown', 'raw'].includes(cell_type as string))
    return `has cell_type ${JSON.stringify(cell_type)}, expected code, markdown or raw`
  const lines = Array.isArray(source) ? source : [source]
  if (!lines.every(line => typeof line === 'string')) return 'has a source that is neither text nor a list of lines'
  if (!isObject(metadata)) return `has ${kindOf(metadata)} as its metadata, expected an object`
  if (cell_type === 'code' && !(Array.isArray(outputs) && outputs.every(isOutput)))
    return 'has outputs that are not a list of outputs'
}

function isOutput(output: unknown): boolean {
  if (!isObject(output)) return false
  const { output_type, text, data, traceback } = output
  if (output_type === 'stream') return typeof text === 'string' || Array.isArray(text)
  if (output_type === 'error') return Array.isArray(traceback)
  return (output_type === 'display_data' || output_type === 'execute_result') && isObject(data)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
