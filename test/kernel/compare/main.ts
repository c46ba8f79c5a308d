// Asks real kernels what they can do, and writes what came of it into docs/kernel.md: npm run compare-kernels [NAME...]
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { contenders, type Contender } from './contenders.js'
import { probes, type Probe } from './probes.js'
import { Subject } from './subject.js'
import { withTable, type Results } from './table.js'

process.env.NO_COLOR = '1' // some kernels colour their values
const suite = "passes Jupyter's own tests (jupyter_kernel_test)"

async function main(names: string[]) {
  const found = await contenders()
  const unknown = names.find(name => !found.some(each => each.name === name))
  if (unknown !== undefined)
    throw new Error(`there is no kernelspec ${unknown} here; found ${found.map(({ name }) => name).join(', ')}`)
  const file = 'docs/kernels.json'
  const order = [suite, ...Object.keys(probes)]
  for (const contender of found.filter(({ name }) => !names.length || names.includes(name))) {
    console.log(`\n${contender.name}`)
    const result = { version: await versionOf(contender), answers: await examine(contender) }
    const known = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Results) : {}
    const results = { ...known, [contender.name]: result }
    await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
    await writeFile('docs/kernel.md', withTable(await readFile('docs/kernel.md', 'utf8'), results, order))
  }
}

async function examine(contender: Contender): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  const tell = (what: string, answer: string) => {
    answers[what] = answer
    console.log(`  ${answer.padEnd(8)} ${what}`)
  }
  tell(suite, (await jupyterKernelTest(contender)) ?? 'no Python')
  // A no is asked for twice: the machine may have been busy.
  for (const [what, probe] of Object.entries(probes))
    tell(what, (await passes(contender, probe)) || (await passes(contender, probe)) ? 'yes' : 'no')
  return answers
}

async function passes(contender: Contender, probe: Probe): Promise<boolean> {
  let subject: Subject | undefined
  try {
    subject = await Subject.start(contender)
    return await probe(subject)
  } catch {
    return false
  } finally {
    await subject?.stop()
  }
}

async function versionOf(contender: Contender): Promise<string> {
  const subject = await Subject.start(contender)
  try {
    const info = await subject.ask('kernel_info_request', {})
    return `${String(info.implementation_version)}, protocol ${String(info.protocol_version)}`
  } finally {
    await subject.stop()
  }
}

/** How many of Jupyter's tests the kernel passes; undefined where there is no Python that has them. */
async function jupyterKernelTest({ name, argv, language, dialect }: Contender): Promise<string | undefined> {
  const python = process.env.SPIKELAB_PYTHON
  if (!python) return
  const folder = await mkdtemp(join(tmpdir(), 'spikelab-compare-'))
  try {
    const kernel = join(folder, 'kernels', `compared-${name}`)
    await mkdir(kernel, { recursive: true })
    await writeFile(join(kernel, 'kernel.json'), JSON.stringify({ argv, display_name: name, language }))
    const env = { JUPYTER_PATH: folder, KERNEL: `compared-${name}`, DIALECT: JSON.stringify({ language, ...dialect }) }
    const script = fileURLToPath(new URL('kernelTest.py', import.meta.url))
    const options = { env: { ...process.env, ...env }, timeout: 1_000_000 }
    const { stdout } = await promisify(execFile)(python, [script], options)
    const { passed, of } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { passed: number; of: number }
    return `${passed} of ${of}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await main(process.argv.slice(2))
process.exit(0)
