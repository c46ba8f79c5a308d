import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CodeCell, Notebook } from '../../kernel/notebook/index.js'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

describe('spikelab run', function () {
  this.timeout(120_000)
  this.slow(10_000)
  let folder: string
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-test-')))
    await mkdir(join(folder, 'output'))
  })
  after(() => rm(folder, { recursive: true }))

  /** The command, run in the test's folder; `said` is called with what it has said so far. */
  function command(args: string[], said?: (text: string, interrupt: () => void) => void): Promise<Ended> {
    const child = spawn(process.execPath, ['--import', tsx, main, 'run', ...args], { cwd: folder })
    const ended = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (text: Buffer) => {
        ended[name] += text.toString()
        said?.(ended.stdout, () => child.kill('SIGINT'))
      })
    return new Promise(resolve => child.once('close', code => resolve({ code, ...ended })))
  }

  async function save(name: string, sources: string[], metadata = {}, tags?: string[]): Promise<string> {
    const cells = sources.map(source => ({
      cell_type: 'code',
      execution_count: 9,
      metadata: tags ? { tags } : {},
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }],
      source,
    }))
    const text = JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 })
    await writeFile(join(folder, name), text)
    return text
  }
  const text = (name: string) => readFile(join(folder, name), 'utf8')
  const cellsOf = async (name: string) => (JSON.parse(await text(name)) as Notebook).cells as CodeCell[]

  it('runs notebooks, two at a time, and saves them and their pages elsewhere', async () => {
    const picture = `({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': '<svg/>', 'text/plain': 'a picture' }) })`
    const before = await save('one.ipynb', [
      'const x: number = 20\nconsole.log(process.cwd())',
      '',
      '2 * x + 2',
      picture,
    ])
    await save('two.ipynb', ["throw new RangeError('as it should')", "'on'"], {}, ['raises-exception'])
    const { code, stdout, stderr } = await command([
      'one.ipynb',
      'two.ipynb',
      '--output',
      'output',
      '--html',
      '--jobs',
      '2',
    ])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^one {2}\[1\/3\] \d+\.\d\d s {2}const x: number = 20$/m)
    assert.match(
      stdout,
      /^one {2}3 cells in .* s, first figure .* s after the start -> output\/one.ipynb, output\/one.html$/m,
    )
    assert.match(stdout, /^2 notebooks: all ran in .* s, first figure after .* s$/m)

    assert.equal(await text('one.ipynb'), before, 'the source is as it was')
    const [first, empty, third, figure] = await cellsOf('output/one.ipynb')
    assert.deepEqual(first.outputs, [{ name: 'stdout', output_type: 'stream', text: [`${folder}\n`] }])
    assert.deepEqual([empty.execution_count, empty.outputs], [null, []])
    assert.equal(third.execution_count, 2)
    assert('data' in third.outputs[0])
    assert.deepEqual(third.outputs[0].data, { 'text/plain': ['42'] })
    assert('data' in figure.outputs[0])
    assert.deepEqual(figure.outputs[0].data, { 'image/svg+xml': ['<svg/>'], 'text/plain': ['a picture'] })
    assert.equal((await cellsOf('output/two.ipynb'))[0].outputs[0].output_type, 'error')
    assert.deepEqual((await readdir(join(folder, 'output'))).sort(), ['one.html', 'one.ipynb', 'two.html', 'two.ipynb'])
  })

  it('stops at a failing cell, saves its error in place, and the exit code says so', async () => {
    await save('fails.ipynb', ['1', "throw new RangeError('no such thing')", '3'])
    const { code, stdout, stderr } = await command(['fails.ipynb'])
    assert.equal(code, 1)
    assert.match(stderr, /RangeError: no such thing/)
    assert.match(stdout, /failed after 2 cells/)
    const [, failing, rest] = await cellsOf('fails.ipynb')
    assert.equal(failing.outputs[0].output_type, 'error')
    assert.deepEqual([rest.execution_count, rest.outputs], [null, []])
  })

  it('ends a cell that takes too long and, with --allow-errors, goes on with what it has', async () => {
    await save('long.ipynb', [
      'let n = 1',
      'while (true) n++',
      'n > 1',
      "await input('name?')",
      'process.exit(3)',
      "'alive'",
    ])
    const { code, stderr } = await command(['long.ipynb', '--timeout', '3', '--allow-errors'])
    assert.equal(code, 1)
    assert.match(stderr, /TimeoutError: the cell took longer than 3 s/)
    const cells = await cellsOf('long.ipynb')
    const last = cells.map(({ outputs }) => outputs.at(-1))
    assert(last[1]?.output_type === 'error' && last[1].ename === 'TimeoutError')
    assert(last[2] && 'data' in last[2])
    assert.deepEqual(last[2].data, { 'text/plain': ['true'] })
    assert.equal(last[3]?.output_type, 'error', 'nobody is there to answer')
    assert.match(JSON.stringify(last[4]), /exit code 3/)
    assert(last[5] && 'data' in last[5])
  })

  it('reports a kernel that dies, and saves what there is', async () => {
    await save('dies.ipynb', ['1', "process.kill(process.ppid, 'SIGKILL')\nawait new Promise(() => {})", '3'])
    const { code, stderr } = await command(['dies.ipynb', '--allow-errors'])
    assert.equal(code, 1)
    assert.match(stderr, /KernelEnded: the kernel ended by SIGKILL/)
    assert.deepEqual(
      (await cellsOf('dies.ipynb')).map(({ outputs }) => outputs.at(-1)?.output_type),
      ['execute_result', 'error', undefined],
    )
  })

  it('interrupts the cell at Ctrl-C, and saves the notebook', async () => {
    await save('waits.ipynb', ["console.log('x')", 'await new Promise(() => {})', '3'])
    let pressed = false
    const { code } = await command(['waits.ipynb'], (said, interrupt) => {
      if (pressed || !said.includes('[1/3]')) return
      pressed = true
      setTimeout(interrupt, 200)
    })
    assert.equal(code, 1)
    const [, waiting] = await cellsOf('waits.ipynb')
    assert.equal(waiting.outputs[0].output_type, 'error')
  })

  it('ends at the second Ctrl-C, and leaves the notebook as it was', async () => {
    const before = await save('stubborn.ipynb', ['1', 'for (;;) { try { while (true); } catch {} }'])
    let pressed = 0
    const { code } = await command(['stubborn.ipynb'], (said, interrupt) => {
      if (pressed === 0 && said.includes('[1/2]')) setTimeout(interrupt, 200, pressed++)
      if (pressed === 1 && said.includes('Ctrl-C again')) {
        pressed++
        interrupt()
      }
    })
    assert.equal(code, 130)
    assert.equal(await text('stubborn.ipynb'), before)
  })

  it('refuses what is no notebook of ours, by name, before anything is run', async () => {
    const before = await save('fine.ipynb', ['1'])
    await save('snake.ipynb', ['1'], { kernelspec: { name: 'python3', language: 'python' } })
    await writeFile(join(folder, 'three.ipynb'), '{"nbformat": 3}')
    const { code, stderr } = await command(['fine.ipynb', 'snake.ipynb', 'three.ipynb', 'none.ipynb'])
    assert.equal(code, 1)
    assert.deepEqual(stderr.trim().split('\n'), [
      'snake.ipynb is a notebook for python, expected TypeScript or JavaScript',
      'three.ipynb is a notebook of format 3, expected format 4; convert it with `jupyter nbconvert --to notebook`',
      'none.ipynb does not exist',
    ])
    assert.equal(await text('fine.ipynb'), before)
  })

  it('gives a notebook its parameters, typed, after the cell that declares them', async () => {
    const notebook = (...cells: [source: string, ...tags: string[]][]) => ({
      cells: cells.map(([source, ...tags], i) => ({
        ...{ cell_type: 'code', execution_count: null, id: `c${i}`, metadata: { tags }, outputs: [], source },
      })),
      ...{ metadata: {}, nbformat: 4, nbformat_minor: 5 },
    })
    const declares = "const rate = 5, name: string = 'a'\nlet sizes: number[] = []"
    const before = JSON.stringify(notebook(['1'], [declares, 'parameters'], ['[rate, name, sizes]']))
    await writeFile(join(folder, 'given.ipynb'), before)
    const values = ['rate=.5', 'name=5 Hz', 'sizes=[1, 2]'].flatMap(value => ['--inject', value])
    const first = await command(['given.ipynb', ...values, '--output', 'output'])
    assert.equal(first.code, 0, first.stderr)
    assert.equal(await text('given.ipynb'), before)
    const cells = await cellsOf('output/given.ipynb')
    assert.equal(cells.length, 4)
    assert.deepEqual(cells[2].metadata.tags, ['injected-parameters'])
    assert.deepEqual(cells[2].source, [
      '// Parameters of this run\n',
      'let rate: number = .5\n',
      'let name: string = "5 Hz"\n',
      'let sizes: number[] = [1, 2]',
    ])
    assert.match(JSON.stringify(cells[3].outputs), /\[ 0\.5, '5 Hz', \[ 1, 2 \] \]/)

    const again = await command(['output/given.ipynb', '--inject', 'rate=7', '--check'])
    assert.equal(again.code, 0, again.stderr)
    assert.equal((await cellsOf('output/given.ipynb')).length, 4, 'not written')

    const wrong = await command(['given.ipynb', '--inject', 'rate=fast', '--output', 'output'])
    assert.equal(wrong.code, 1)
    assert.match(wrong.stderr, /Type 'string' is not assignable to type 'number'/)

    const unknown = await command(['given.ipynb', '--inject', 'rat=1'])
    assert.equal(unknown.code, 1)
    assert.equal(
      unknown.stderr,
      "given.ipynb: there is no parameter rat; the cell tagged 'parameters' has rate, name, sizes\n",
    )

    await save('free.ipynb', ['[n, on]'])
    const free = await command(['free.ipynb', '--inject', 'n=3', '--inject', 'on=true'])
    assert.equal(free.code, 0, free.stderr)
    assert.match(JSON.stringify((await cellsOf('free.ipynb'))[1].outputs), /\[ 3, true \]/)
  })

  it('compares the kinds of output with those saved, and writes nothing', async () => {
    await save('kinds.ipynb', ["console.log(Math.random()); console.error('x')", '1', 'const y = 1'])
    assert.equal((await command(['kinds.ipynb'])).code, 0)
    const same = await command(['kinds.ipynb', '--check'])
    assert.equal(same.code, 0, same.stderr)
    assert.match(same.stdout, /^kinds {2}3 cells in .* s, as saved$/m)

    const notebook = JSON.parse(await text('kinds.ipynb')) as Notebook
    notebook.cells[1].source = `({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': '<svg/>' }) })`
    notebook.cells[2].source = "throw new RangeError('no')"
    const changed = JSON.stringify(notebook)
    await writeFile(join(folder, 'kinds.ipynb'), changed)
    const { code, stdout, stderr } = await command(['kinds.ipynb', '--check'])
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^kinds\.ipynb, cell 2: \(\{ \[Symbol.*\n {2}- saved: execute_result \(text\/plain\)\n {2}\+ now: {3}execute_result \(image\/svg\+xml\)$/m,
    )
    assert.match(stderr, /^kinds\.ipynb, cell 3: throw.*\n {2}- saved: nothing\n {2}\+ now: {3}error RangeError$/m)
    assert.match(stdout, /2 cells differ from what is saved/)
    assert.equal(await text('kinds.ipynb'), changed)
  })

  it('runs again when the code changes, or a file that it imports', async () => {
    await writeFile(join(folder, 'part.ts'), 'export const part = 1')
    await save('seen.ipynb', ["import { part } from './part.js'\npart"])
    const rounds = () => said.match(/waiting for changes/g)?.length ?? 0
    let said = ''
    let step = 0
    const value = async () => JSON.stringify((await cellsOf('seen.ipynb'))[0].outputs)
    const values: string[] = []
    const { code } = await command(['seen.ipynb', '--watch'], (text, interrupt) => {
      said = text
      if (rounds() <= step) return
      step = rounds()
      void value().then(async now => {
        values.push(now)
        if (step === 1) await writeFile(join(folder, 'part.ts'), 'export const part = 22')
        if (step === 2) await save('seen.ipynb', ['330'])
        if (step === 3) interrupt()
      })
    })
    assert.equal(code, 0)
    assert.deepEqual(
      values.map(each => /"text\/plain":\["(\d+)"\]/.exec(each)?.[1]),
      ['1', '22', '330'],
    )
  })

  it('does not guess what a command means', async () => {
    const { run } = await import('../../kernel/cli/run/run.js')
    const refused = (args: string[], words: RegExp) => assert.rejects(run.run(args), words)
    await refused([], /no notebook was given/)
    await refused(['a.ipynb', '--timeout', '-1'], /--timeout|timeout/)
    await refused(['a.ipynb', '--timeout=0'], /--timeout must be a number of seconds above 0, got 0/)
    await refused(['a.ipynb', '--jobs', 'two'], /--jobs must be a whole number above 0, got two/)
    await refused(['a.ipynb', '--inject', 'x'], /--inject: expected name=value, got 'x'/)
    await refused(['a.ipynb', '--inject', 'new=1'], /--inject: 'new' is no name of a variable/)
    await refused(['a.ipynb', '--inject', '2x=1'], /--inject: '2x' is no name of a variable/)
    await refused(['a.ipynb', '--check', '--html'], /--check writes no page; say where to with --output DIR/)
    await refused(['a.ipynb', '--fast'], /there is no option --fast/)
    await refused(['a/x.ipynb', 'b/x.ipynb', '--output', 'c'], /a\/x.ipynb and b\/x.ipynb would both be written to/)
  })
})
