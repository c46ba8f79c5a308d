import { performance } from 'node:perf_hooks'
import { parseParameter, type Parameters } from '../../notebook/index.js'
import { parse, UsageError, type Command } from '../command.js'
import { runTasks } from './runTasks.js'
import { prepare } from './tasks.js'
import { watch } from './watch.js'

const help = `Usage: spikelab run NOTEBOOK... [OPTIONS]

Runs notebooks, each in a kernel of its own and in its own folder, and saves them with their outputs. The exit code
is 1 if a cell failed or a notebook could not be run. Ctrl-C interrupts a cell; twice, it ends the run.

  --output DIR         write to DIR, and leave the notebooks as they are
  --html               write a page beside each: one file, without scripts
  --jobs N             run N notebooks at a time (1)
  --timeout SECONDS    interrupt a cell that takes longer
  --allow-errors       go on after a cell that failed (one tagged raises-exception may fail anyway)
  --inject NAME=VALUE  give a parameter: a number, true, false, null or JSON, else text. It is declared in a cell after
                       the one tagged "parameters", which must know it, or at the top. May be given several times.
  --check              compare the kinds of output with those saved, say what differs, and write nothing without --output
  --watch              run a notebook again when it changes, or a file that it imports; Ctrl-C leaves
`

/** `spikelab run`: runs notebooks in kernels of our own and saves them with their outputs. */
export const run: Command = {
  help,
  async run(args) {
    const { positionals, values } = parse('run', {
      args,
      allowPositionals: true,
      options: {
        output: { type: 'string' },
        html: { type: 'boolean', default: false },
        timeout: { type: 'string' },
        'allow-errors': { type: 'boolean', default: false },
        jobs: { type: 'string', default: '1' },
        inject: { type: 'string', multiple: true, default: [] },
        check: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
      },
    })
    if (!positionals.length) throw new UsageError('spikelab run: no notebook was given')
    const timeout = values.timeout === undefined ? undefined : Number(values.timeout)
    if (timeout !== undefined && !(timeout > 0 && timeout <= 2_000_000))
      throw new UsageError(`spikelab run: --timeout must be a number of seconds above 0, got ${values.timeout}`)
    const jobs = Number(values.jobs)
    if (!(Number.isInteger(jobs) && jobs > 0))
      throw new UsageError(`spikelab run: --jobs must be a whole number above 0, got ${values.jobs}`)
    const { output, check, html } = values
    const write = !check || output !== undefined
    if (html && !write) throw new UsageError('spikelab run: --check writes no page; say where to with --output DIR')

    const parameters = await parametersOf(values.inject)
    const settings = { jobs, html, timeout, allowErrors: values['allow-errors'], check, write }
    let began = 0 // with the process
    const once = async (paths: readonly string[]) => {
      const tasks = await prepare(paths, output, parameters)
      const failed = tasks ? await runTasks(tasks, { ...settings, began }) : paths.length
      began = performance.now()
      return failed === 0
    }
    if (values.watch) return watch(positionals, once)
    return (await once(positionals)) ? 0 : 1
  },
}

async function parametersOf(given: readonly string[]): Promise<Parameters> {
  try {
    return new Map(await Promise.all(given.map(parseParameter)))
  } catch (error) {
    throw new UsageError(`spikelab run: --inject: ${(error as Error).message}`)
  }
}
