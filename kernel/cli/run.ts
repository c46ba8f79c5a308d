import { access, constants, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import {
  foreignLanguage,
  exportPage,
  readNotebook,
  writeNotebook,
  writeWhole,
  type Notebook,
} from '../notebook/index.js'
import { runNotebook } from './runNotebook.js'
import { duration, RunProgress } from './runProgress.js'
import { UsageError } from './usageError.js'

interface Task {
  path: string
  notebook: Notebook
  /** Where the notebook with its outputs goes. */
  target: string
}

interface Settings {
  html: boolean
  timeout?: number
  allowErrors: boolean
}

/**
 * `spikelab run`: runs notebooks in kernels of our own and saves them with their outputs.
 *
 * @returns the exit code: 0, or 1 if a notebook could not be run or a cell failed
 * @throws UsageError if the command was not understood
 */
export async function run(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: 'string' },
      html: { type: 'boolean', default: false },
      timeout: { type: 'string' },
      'allow-errors': { type: 'boolean', default: false },
      jobs: { type: 'string', default: '1' },
    },
  })
  if (!positionals.length) throw new UsageError('spikelab run: no notebook was given')
  const timeout = values.timeout === undefined ? undefined : Number(values.timeout)
  if (timeout !== undefined && !(timeout > 0 && timeout <= 2_000_000))
    throw new UsageError(`spikelab run: --timeout must be a number of seconds above 0, got ${values.timeout}`)
  const jobs = Number(values.jobs)
  if (!(Number.isInteger(jobs) && jobs > 0))
    throw new UsageError(`spikelab run: --jobs must be a whole number above 0, got ${values.jobs}`)

  const tasks = await prepare(positionals, values.output)
  if (!tasks) return 1
  return runTasks(tasks, jobs, { html: values.html, timeout, allowErrors: values['allow-errors'] })
}

/** Reads all notebooks before the first is run, so that a fault in the last shows at once; undefined if one has any. */
async function prepare(paths: string[], output: string | undefined): Promise<Task[] | undefined> {
  const targets = paths.map(path => resolve(output ?? dirname(path), basename(path)))
  targets.forEach((target, i) => {
    const before = targets.indexOf(target)
    if (before < i)
      throw new UsageError(`spikelab run: ${paths[before]} and ${paths[i]} would both be written to ${target}`)
  })
  const tasks = paths.map(async (path, i): Promise<Task> => {
    const notebook = await readNotebook(path)
    const foreign = foreignLanguage(notebook.metadata)
    if (foreign) throw new Error(`${path} is a notebook for ${foreign}, expected TypeScript or JavaScript`)
    return { path, notebook, target: targets[i] }
  })
  const faults = (await Promise.allSettled(tasks)).filter(
    (result): result is PromiseRejectedResult => result.status === 'rejected',
  )
  for (const { reason } of faults) console.error((reason as Error).message)
  if (faults.length) return
  try {
    if (output !== undefined) await mkdir(output, { recursive: true })
    for (const target of targets) await access(dirname(target), constants.W_OK)
  } catch (error) {
    console.error(`the output folder cannot be written to: ${(error as Error).message}`)
    return
  }
  return Promise.all(tasks)
}

async function runTasks(tasks: Task[], jobs: number, settings: Settings): Promise<number> {
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
    const began = performance.now()
    let cells = 0
    let figure: number | undefined
    progress.at(path, 'starting the kernel')
    try {
      const options = { ...settings, command: kernelCommand(), folder: dirname(resolve(path)) }
      const ok = await runNotebook(notebook, options, {
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
          figure ??= performance.now() / 1000 // since the command was started
          firstFigure ??= figure
        },
      })
      const files = await save(task, settings.html)
      const summary = [
        `${ok ? '' : 'failed after '}${cells} ${cells === 1 ? 'cell' : 'cells'} in ${since(began)}`,
        ...(figure === undefined ? [] : [`first figure ${duration(figure)} after the start`]),
      ]
      progress.done(path, `${summary.join(', ')} -> ${files.map(shortest).join(', ')}`, !ok)
      return ok
    } catch (error) {
      interrupts.delete(task)
      progress.error(`${path}: ${(error as Error).message}`)
      progress.done(path, `failed; ${shortest(target)} was not written`, true)
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
  if (tasks.length > 1) progress.print(`${tasks.length} notebooks: ${result} in ${since(0)}${seen}`)
  return failures ? 1 : 0
}

/** Writes the notebook and, if wanted, its page. */
async function save({ path, notebook, target }: Task, html: boolean): Promise<string[]> {
  await writeNotebook(target, notebook)
  if (!html) return [target]
  const page = join(dirname(target), `${basename(target, '.ipynb')}.html`)
  await writeWhole(page, await exportPage(notebook, { name: basename(path), folder: dirname(resolve(path)) }))
  return [target, page]
}

/** The command line of our own kernel: this very program, from the source or from what was built of it. */
function kernelCommand(): string[] {
  const main = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url))
  // A loader that was named without its path would be looked for in the notebook's folder.
  const loader = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const options = process.execArgv.map(option => option.replace(/(?<=^|=)tsx$/, loader))
  return [process.execPath, ...options, main, 'kernel', '--connection-file']
}

function since(began: number): string {
  return duration((performance.now() - began) / 1000)
}

function shortest(path: string): string {
  const short = relative('', path)
  return short.length < path.length ? short : path
}
