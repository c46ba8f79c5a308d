import { basename, dirname, join, relative, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import {
  compareOutputs,
  exportPage,
  joinLines,
  writeNotebook,
  writeWhole,
  type Notebook,
} from '../../notebook/index.js'
import { kernelCommand } from '../kernelCommand.js'
import { runNotebook } from './runNotebook.js'
import { duration, excerpt, RunProgress } from './runProgress.js'
import type { Task } from './tasks.js'

export interface Settings {
  /** How many notebooks run at a time. */
  jobs: number
  html: boolean
  timeout?: number
  allowErrors: boolean
  /** Whether the outputs are compared with those saved. */
  check: boolean
  /** Whether the notebooks are written. */
  write: boolean
  /** When the command, or this round of it, began (`performance.now`). */
  began: number
}

/**
 * Runs notebooks and tells how far they are. Ctrl-C interrupts the running cells; twice, it ends the run.
 *
 * @returns how many failed
 */
export async function runTasks(tasks: Task[], { jobs, began, ...settings }: Settings): Promise<number> {
  const progress = new RunProgress(tasks.map(({ path }) => path))
  const interrupts = new Map<Task, () => void>()
  let pressed = false
  let firstFigure: number | undefined
  const queue = [...tasks]
  let failures = 0

  const onInterrupt = () => {
    if (pressed) {
      progress.end()
      console.error('ended; what was running is not written')
      process.exit(130) // kills the kernels, and leaves every notebook as it was
    }
    pressed = true
    progress.print('interrupting the running cell; Ctrl-C again ends the run')
    for (const interrupt of interrupts.values()) interrupt()
  }
  const onTerminate = () => process.exit(143)
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate)

  async function work() {
    for (let task = queue.shift(); task; task = queue.shift()) if (!(await runTask(task))) failures++
  }

  async function runTask(task: Task): Promise<boolean> {
    const { path, notebook, target } = task
    const saved = structuredClone(notebook)
    const taskBegan = performance.now()
    let cells = 0
    let figure: number | undefined
    progress.at(path, 'starting the kernel')
    try {
      const options = { ...settings, command: kernelCommand(), folder: dirname(resolve(path)) }
      const ran = await runNotebook(notebook, options, {
        cellBegan(position, interrupt) {
          pressed = false
          interrupts.set(task, interrupt)
          progress.at(path, position)
        },
        cellEnded(position, seconds, source, failed) {
          interrupts.delete(task)
          cells++
          progress.cell(path, position, seconds, source, failed)
        },
        failed: error => progress.error(error),
        figure() {
          figure ??= (performance.now() - began) / 1000
          firstFigure ??= figure
        },
      })
      const differences = settings.check ? differencesOf(path, saved, notebook, ran) : []
      for (const difference of differences) progress.error(difference)
      const files = settings.write ? await save(task, settings.html) : []
      const ok = ran && !differences.length
      const summary = [
        `${ran ? '' : 'failed after '}${cells} ${cells === 1 ? 'cell' : 'cells'} in ${since(taskBegan)}`,
        ...(figure === undefined ? [] : [`first figure ${duration(figure)} after the start`]),
        ...(settings.check ? [verdict(differences.length)] : []),
      ]
      const written = files.length ? ` -> ${files.map(shortest).join(', ')}` : ''
      progress.done(path, summary.join(', ') + written, !ok)
      return ok
    } catch (error) {
      interrupts.delete(task)
      progress.error(`${path}: ${(error as Error).message}`)
      progress.done(path, settings.write ? `failed; ${shortest(target)} was not written` : 'failed', true)
      return false
    }
  }

  try {
    await Promise.all(Array.from({ length: jobs }, work))
  } finally {
    progress.end()
    process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate)
  }
  const seen = firstFigure === undefined ? '' : `, first figure after ${duration(firstFigure)}`
  const result = failures ? `${failures} of ${tasks.length} failed` : 'all ran'
  if (tasks.length > 1) progress.print(`${tasks.length} notebooks: ${result} in ${since(began)}${seen}`)
  return failures
}

const verdict = (differences: number) =>
  differences ? `${differences} ${differences === 1 ? 'cell differs' : 'cells differ'} from what is saved` : 'as saved'

/** What differs, in words. The cells behind one at which the run ended were not run, and are not compared. */
function differencesOf(path: string, saved: Notebook, now: Notebook, ranToTheEnd: boolean): string[] {
  const last = now.cells.findLastIndex(cell => cell.cell_type === 'code' && cell.outputs.length)
  return compareOutputs(saved, now)
    .filter(({ index }) => ranToTheEnd || index <= last)
    .map(({ index, cell, saved, now }) => {
      const where = `${path}, cell ${index + 1}: ${excerpt(joinLines(cell.source), 60)}`
      const kinds = (list: string[]) => list.join('; ') || 'nothing'
      return `${where}\n  - saved: ${kinds(saved)}\n  + now:   ${kinds(now)}`
    })
}

/** Writes the notebook and, if wanted, its page. */
async function save({ path, notebook, target }: Task, html: boolean): Promise<string[]> {
  await writeNotebook(target, notebook)
  if (!html) return [target]
  const page = join(dirname(target), `${basename(target, '.ipynb')}.html`)
  await writeWhole(page, await exportPage(notebook, { name: basename(path), folder: dirname(resolve(path)) }))
  return [target, page]
}

function since(began: number): string {
  return duration((performance.now() - began) / 1000)
}

function shortest(path: string): string {
  const short = relative('', path)
  return short.length < path.length ? short : path
}
