import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { KernelEnded, startKernel, type RunningKernel } from '../../client/index.js'
import {
  joinLines,
  outputCollector,
  stateLanguage,
  type CodeCell,
  type ErrorOutput,
  type Notebook,
} from '../../notebook/index.js'

export interface RunOptions {
  /** Command line that starts a kernel; the path of the connection file is added. */
  command: string[]
  /** The folder in which cells run. */
  folder: string
  /** Seconds that a cell may take; no limit unless told. */
  timeout?: number
  /** Whether the cells after a failing one are run. */
  allowErrors: boolean
}

/** What happens during a run, as it happens. */
export interface RunEvents {
  /** A cell begins; `interrupt` stops it. */
  cellBegan(position: string, interrupt: () => void): void
  cellEnded(position: string, seconds: number, source: string, failed: boolean): void
  /** A cell failed where it was not expected to; the text has the colours of a terminal. */
  failed(error: string): void
  /** An output is a picture. */
  figure(): void
}

// What Jupyter calls a cell that shows an error on purpose.
const errorExpected = 'raises-exception'

/**
 * Runs the code cells of a notebook in a kernel of its own and puts their outputs into it.
 *
 * @returns whether every cell ran, and failed only where it was allowed to
 */
export async function runNotebook(notebook: Notebook, options: RunOptions, events: RunEvents): Promise<boolean> {
  const kernel = await startKernel(options)
  try {
    stateLanguage(notebook.metadata, kernel.info.language_info)
    return await runCells(notebook, kernel, options, events)
  } finally {
    await kernel.stop()
  }
}

async function runCells(notebook: Notebook, kernel: RunningKernel, options: RunOptions, events: RunEvents) {
  const code = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === 'code')
  for (const cell of code) Object.assign(cell, { execution_count: null, outputs: [] })
  const cells = code.filter(cell => joinLines(cell.source).trim())
  const collect = outputCollector()
  let ok = true
  for (const [i, cell] of cells.entries()) {
    const position = `[${String(i + 1).padStart(String(cells.length).length)}/${cells.length}]`
    const began = performance.now()
    const interrupt = () => void kernel.client.interrupt().catch(() => undefined) // its end fails the cell
    events.cellBegan(position, interrupt)
    const published = (type: string, content: Record<string, unknown>) => {
      collect.add(cell, { type, content })
      if (Object.keys(content.data ?? {}).some(mime => mime.startsWith('image/'))) events.figure()
    }
    const end = await runCell(cell, kernel, options.timeout, published)
    const failed = end !== 'ok' && !(end === 'failed' && cell.metadata.tags?.includes(errorExpected))
    events.cellEnded(position, (performance.now() - began) / 1000, joinLines(cell.source), failed)
    if (!failed) continue
    ok = false
    events.failed(errorText(cell))
    if (end === 'kernel ended' || !options.allowErrors) break
  }
  return ok
}

type Published = (type: string, content: Record<string, unknown>) => void

async function runCell(cell: CodeCell, kernel: RunningKernel, timeout: number | undefined, published: Published) {
  const inTime = new AbortController()
  const limit = timeout && enforce(timeout, kernel, inTime.signal)
  try {
    const reply = await kernel.client.execute(joinLines(cell.source), published)
    inTime.abort()
    cell.execution_count = reply.execution_count
    if (limit && (await limit)) {
      addError(cell, 'TimeoutError', `the cell took longer than ${timeout} s and was interrupted (--timeout)`)
      return 'timed out'
    }
    if (reply.status === 'ok') return 'ok'
    if (!cell.outputs.some(output => output.output_type === 'error'))
      addError(cell, reply.ename ?? 'Error', reply.evalue ?? `the kernel answered '${reply.status}'`)
    return 'failed'
  } catch (error) {
    inTime.abort()
    if (!(error instanceof KernelEnded)) throw error
    const late = limit && (await limit)
    addError(
      cell,
      late ? 'TimeoutError' : error.name,
      late ? `the cell took longer than ${timeout} s, did not heed the interrupt and was killed` : error.message,
    )
    return 'kernel ended'
  }
}

/** Interrupts a cell that is not done in time, and kills the kernel if that does not help; tells whether it had to. */
async function enforce(timeout: number, kernel: RunningKernel, done: AbortSignal): Promise<boolean> {
  const passed = (seconds: number) => sleep(1000 * seconds, true, { signal: done }).catch(() => false)
  if (!(await passed(timeout))) return false
  kernel.client.interrupt().catch(() => undefined) // its end fails the cell
  if (await passed(10)) kernel.kill()
  return true
}

function addError(cell: CodeCell, ename: string, evalue: string): void {
  const traceback = [`\x1b[31m\x1b[1m${ename}\x1b[22m\x1b[39m: ${evalue}`]
  cell.outputs.push({ ename, evalue, output_type: 'error', traceback })
}

function errorText(cell: CodeCell): string {
  const errors = cell.outputs.filter((output): output is ErrorOutput => output.output_type === 'error')
  return errors.map(({ traceback }) => traceback.join('\n')).join('\n')
}
