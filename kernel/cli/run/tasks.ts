import { access, constants, mkdir } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import {
  foreignLanguage,
  injectParameters,
  readNotebook,
  type Notebook,
  type Parameters,
} from '../../notebook/index.js'
import { UsageError } from '../command.js'

/** A notebook that is to be run. */
export interface Task {
  path: string
  notebook: Notebook
  /** Where the notebook with its outputs goes. */
  target: string
}

/**
 * Reads all notebooks before the first is run, so that a fault in the last shows at once; what is wrong is said on
 * stderr.
 *
 * @returns the tasks; undefined if any has a fault
 * @throws UsageError if two notebooks would be written to one place
 */
export async function prepare(
  paths: readonly string[],
  output: string | undefined,
  parameters: Parameters,
): Promise<Task[] | undefined> {
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
    if (parameters.size)
      await injectParameters(notebook, parameters).catch((error: unknown) => {
        throw new Error(`${path}: ${(error as Error).message}`)
      })
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
