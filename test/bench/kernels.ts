import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startKernel, type RunningKernel } from '../../kernel/client/index.js'
import { userFolder } from '../../kernel/userFolder.js'
import { contenders as kernelContenders, ipykernel } from '../kernel/compare/contenders.js'
import type { Contender, Done } from './measure.js'
import type { Goal, Row } from './row.js'

/** A kernel by its kernelspec, and what it is asked. */
interface Kernel {
  name: string
  argv: string[]
  /** A name with members, and the dot. */
  incomplete: string
  /** Imports Observable Plot and Arquero, where it can. */
  imports?: string
}

/** A folder of notebooks, whose packages are those of the repository. */
const folder = fileURLToPath(new URL('../../notebooks', import.meta.url))
const plotAndArquero = "import * as Plot from '@observablehq/plot'\nimport * as aq from 'arquero'"

/** The kernels that are found, ours first; from `dist`. */
async function kernels(): Promise<Kernel[]> {
  await (used ??= useOnce())
  const python = await ipykernel()
  const typescript = (await kernelContenders()).map(({ name, argv, dialect }) => ({
    ...{ name, argv, incomplete: 'Math.' },
    imports: dialect.types ? plotAndArquero : undefined,
  }))
  return [...typescript, ...(python ? [{ ...python, incomplete: 'str.' }] : [])]
}

let used: Promise<void> | undefined

/** Our kernel is measured as it is from its second start on, when it has left a snapshot of its compiler. */
async function useOnce(): Promise<void> {
  const [{ argv }] = await kernelContenders()
  const isMade = () =>
    existsSync(userFolder('cache')) && readdirSync(userFolder('cache')).some(name => name.endsWith('.snapshot'))
  if (isMade()) return
  const kernel = await startKernel({ command: argv, folder })
  for (let waited = 0; !isMade() && waited < 60_000; waited += 200) await pause(200)
  await kernel.stop()
}

/** Does something with a kernel that has just been started, and ends it; `since` tells the seconds since its start. */
async function withFresh<Value>(
  { argv }: Kernel,
  use: (kernel: RunningKernel, since: () => number) => Promise<Value>,
): Promise<Value> {
  const began = performance.now()
  const kernel = await startKernel({ command: argv, folder, transport: 'tcp', warm: false })
  try {
    return await use(kernel, () => (performance.now() - began) / 1000)
  } finally {
    await kernel.stop()
  }
}

async function run(kernel: RunningKernel, code: string): Promise<void> {
  const reply = await kernel.client.execute(code, () => undefined)
  if (reply.status !== 'ok') throw new Error(`${code}: ${reply.ename}: ${reply.evalue}`)
}

/** Seconds of `work`, by the clock: it is done by other processes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Something that needs a new kernel each time. */
const fresh =
  (measure: (kernel: RunningKernel, since: () => number) => Promise<number>) => async (): Promise<Contender[]> =>
    (await kernels()).map(kernel => ({
      name: kernel.name,
      work: async (): Promise<Done> => ({ units: 1, seconds: await withFresh(kernel, measure) }),
    }))

/** Something that one kernel does over and over: the median. */
const repeated = (work: (kernel: RunningKernel, asked: Kernel, i: number) => Promise<unknown>, times = 40) =>
  async function (): Promise<Contender[]> {
    return (await kernels()).map(kernel => {
      let running: RunningKernel | undefined
      return {
        name: kernel.name,
        async work() {
          if (!running) {
            running = await startKernel({ command: kernel.argv, folder, transport: 'tcp', warm: false })
            await run(running, '1 + 1')
          }
          const seconds: number[] = []
          for (let i = 0; i < times; i++) seconds.push(await timed(() => work(running!, kernel, i)))
          return { units: 1, seconds: seconds.sort((a, b) => a - b)[times >> 1] }
        },
        close: () => running?.kill(),
      }
    })
  }

/** Kernels that can import what they are to import. */
async function importing(imports: (kernel: Kernel) => string | undefined): Promise<Contender[]> {
  const able: Contender[] = []
  for (const kernel of await kernels()) {
    const code = imports(kernel)
    if (code === undefined) continue
    const work = () =>
      withFresh(kernel, async running => {
        await run(running, '1 + 1')
        return { units: 1, seconds: await timed(() => run(running, code)) }
      })
    if (await work().catch(() => undefined)) able.push({ name: kernel.name, work })
  }
  return able
}

/** The memory of a process and all its children, shared pages in proportion, in megabytes (Linux). */
export function megabytes(pid: number): number {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter(each => /^\d+$/.test(each)))
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      parents.set(Number(parent), [...(parents.get(Number(parent)) ?? []), Number(name)])
    } catch {
      continue // it has ended
    }
  const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))!
  return (parents.get(pid) ?? []).reduce((sum, child) => sum + megabytes(child), Number(kilobytes) / 1000)
}

const row = (title: string, contenders: Row['contenders'], goals: Goal[], unit: Row['unit'] = 'run'): Row => ({
  ...{ title, unit, contenders, goals, runs: 5 },
})

/** Rows of the notebook kernel, beside the kernels for TypeScript, JavaScript and Python that Jupyter would find here. */
export const kernelRows: Readonly<Record<string, Row>> = {
  'kernel-start': row(
    'Kernel: from the start to its first answer (kernel_info_reply)',
    fresh(async ({ answered }) => answered / 1000),
    [{ seconds: 0.35 }],
  ),
  'kernel-first-cell': row(
    'Kernel: from the start to the end of a first cell',
    fresh(async (kernel, since) => {
      await run(kernel, '1 + 1')
      return since()
    }),
    [{ seconds: 0.9 }],
  ),
  'kernel-cell': row(
    'Kernel: a trivial cell',
    repeated((kernel, _, i) => run(kernel, `1 + ${i}`)),
    [{ seconds: 0.005 }],
  ),
  'kernel-completion': row(
    'Kernel: a completion after the first',
    repeated(
      (kernel, { incomplete }) =>
        kernel.client.ask('complete_request', { code: incomplete, cursor_pos: incomplete.length }),
      20,
    ),
    [{ seconds: 0.05 }],
  ),
  'kernel-import': row(
    'Kernel: a cell that imports Observable Plot and Arquero',
    () => importing(({ imports }) => imports),
    [],
  ),
  'kernel-import-spikelab': row(
    'Kernel: a cell that imports spikelab, spikelab/plot and Arquero',
    () =>
      importing(({ name }) =>
        name === 'spikelab'
          ? "import * as spikelab from 'spikelab'\nimport * as plot from 'spikelab/plot'\nimport * as aq from 'arquero'"
          : undefined,
      ),
    [{ seconds: 0.5 }],
  ),
  'kernel-memory': row(
    'Kernel: memory of its processes after a first cell, shared pages in proportion',
    fresh(async kernel => {
      await run(kernel, '1 + 1')
      return megabytes(kernel.pid)
    }),
    [{ megabytes: 260 }],
    'megabyte',
  ),
}
