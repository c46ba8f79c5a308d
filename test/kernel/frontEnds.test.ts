import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { joinLines, type CodeCell, type Notebook, type Output } from '../../kernel/notebook/index.js'
import { startKernel, type TestKernel } from './startKernel.js'

const execute = promisify(execFile)
const main = fileURLToPath(new URL('../../dist/kernel/cli/main.js', import.meta.url))
const python = process.env.SPIKELAB_PYTHON ?? 'python3'

/**
 * What the extension Jupyter of VS Code sends, in its order: docs/kernel.md, "VS Code". It keeps the queue of cells
 * itself, so that every cell is sent alone and none stops another.
 */
describe("VS Code's order of messages", function () {
  this.timeout(60_000)
  let kernel: TestKernel
  before(async () => (kernel = await startKernel()))
  after(() => kernel.stop())

  const cell = { silent: false, store_history: true, stop_on_error: false, allow_stdin: true, user_expressions: {} }
  const quiet = { ...cell, silent: true, store_history: false, allow_stdin: false }
  /** Types of what was published for a request, in order. */
  const order = (id: string) =>
    kernel.published
      .filter(({ parent_header }) => parent_header.msg_id === id)
      .map(({ header, content }) => (content.execution_state as string | undefined) ?? header.msg_type)

  it('asks what it talks to, more than once, and for the comms that are open', async () => {
    const asked = [1, 2, 3].map(() => kernel.send('kernel_info_request', {}))
    for (const id of asked) await kernel.idle(id)
    for (const id of asked) assert.deepEqual(order(id), ['busy', 'idle'])
    const info = await kernel.ask('kernel_info_request')
    assert.equal(info.debugger, false, 'else it would send debug requests')
    assert.deepEqual((await kernel.ask('comm_info_request', { target_name: 'jupyter.widget' })).comms, {})
  })

  it('runs code of its own silently, which counts and shows nothing', async () => {
    const id = kernel.start("globalThis.ofVsCode = 1; console.log('never shown')", quiet)
    const { reply } = await kernel.outcome(id)
    assert.equal(reply.status, 'ok')
    assert.equal(reply.execution_count, 0)
    assert.deepEqual(order(id), ['busy', 'idle'])
  })

  it('sends a cell, and is told when it begins, what it shows and when it is done', async () => {
    const id = kernel.start("const before = 20\nconsole.log('line')\nbefore + 1", cell)
    const { reply, result } = await kernel.outcome(id)
    assert.equal(reply.execution_count, 1)
    assert.equal(result, '21')
    assert.deepEqual(order(id), ['busy', 'execute_input', 'stream', 'execute_result', 'idle'])
    const unstored = kernel.start('before', { ...cell, store_history: false })
    assert.equal((await kernel.outcome(unstored)).result, '20')
    assert.equal((await kernel.run('before', cell)).reply.execution_count, 2, 'what is not stored is not counted')
  })

  it('completes and inspects while a cell runs, and what is answered is not mixed up with it', async () => {
    const running = kernel.start('await new Promise(done => setTimeout(done, 1500))\nbefore', cell)
    await kernel.until(() => (order(running).includes('execute_input') ? true : undefined), 'beginning of the cell')
    const completed = await kernel.ask('complete_request', { code: 'before.toF', cursor_pos: 10 })
    assert.deepEqual(completed.matches, ['toFixed'])
    const inspected = await kernel.ask('inspect_request', { code: 'before', cursor_pos: 3, detail_level: 0 })
    assert.match(JSON.stringify(inspected.data), /const before/)
    // After each answer it says that the cell goes on.
    const begun = () => order(running).filter((each, i) => each !== 'busy' || i === 0)
    assert.deepEqual(begun(), ['busy', 'execute_input'], 'the cell is still at it')
    await kernel.outcome(running)
    const told = order(running)
    assert.deepEqual(begun(), ['busy', 'execute_input', 'execute_result', 'idle'])
    assert.equal(told.filter(each => each === 'busy').length, 3, 'after each answer it says that the cell goes on')
  })

  it('answers a question of a cell', async () => {
    const asking = kernel.start("import { input } from 'spikelab/kernel'\nawait input('name?')", cell)
    const question = await kernel.until(() => kernel.questions[0], 'question')
    assert.deepEqual(question.content, { prompt: 'name?', password: false })
    kernel.send('input_reply', { status: 'ok', value: 'Ada' }, { on: kernel.sockets.stdin, parent: question })
    assert.equal((await kernel.outcome(asking)).result, "'Ada'")
  })

  it('interrupts by a message, since the kernelspec says so, and goes on with the variables', async () => {
    const looping = kernel.start('while (true) {}', cell)
    await kernel.until(() => (order(looping).includes('execute_input') ? true : undefined), 'beginning of the cell')
    const began = Date.now()
    assert.equal((await kernel.interrupt()).status, 'ok')
    const { reply } = await kernel.outcome(looping)
    assert.equal(reply.status, 'error')
    assert(Date.now() - began < 5000)
    assert.equal((await kernel.run('before', cell)).result, '20')
  })

  it('decides itself what an error stops', async () => {
    const failing = kernel.start("throw new Error('x')", cell)
    const next = kernel.start('before', cell)
    assert.equal((await kernel.outcome(failing)).reply.status, 'error')
    assert.deepEqual(order(failing), ['busy', 'execute_input', 'error', 'idle'])
    assert.equal((await kernel.outcome(next)).result, '20')
  })

  it('restarts by ending the kernel and starting another', async () => {
    const other = await startKernel()
    const reply = await other.ask('shutdown_request', { restart: false }, { on: other.sockets.control })
    assert.deepEqual([reply.status, reply.restart], ['ok', false])
    await other.exit()
    await other.stop()
  })
})

describe('a notebook', function () {
  this.timeout(120_000)
  this.slow(30_000)
  let folder: string
  before(async function () {
    const found = await execute(python, ['-c', 'import nbconvert']).catch(() => undefined)
    if (!found) {
      const lacking = `${python} lacks nbconvert; name one that has it in SPIKELAB_PYTHON`
      if (process.env.CI === 'true') throw new Error(lacking)
      console.log(`    skipped: ${lacking}`)
      return this.skip()
    }
    folder = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-front-ends-')))
  })
  after(() => folder && rm(folder, { recursive: true, force: true }))

  const cells: [source: string, ...tags: string[]][] = [
    ["console.log('out')\nconsole.log('more')"],
    ["import { clear, display, update } from 'spikelab/kernel'"],
    ["[{ a: 1, b: 'x' }, { a: 2, b: 'y' }]"],
    ['new Float64Array([1, 2, 3])'],
    ["display({ 'text/html': '<b>0 %</b>', 'text/plain': '0 %' }, { id: 'progress' })"],
    ["update('progress', { 'text/html': '<b>100 %</b>', 'text/plain': '100 %' })"],
    ["console.log('gone')\nclear()\nconsole.log('stays')"],
    ["throw new RangeError('as it should', { cause: new Error('because') })", 'raises-exception'],
    ["const n: number = 'text'", 'raises-exception'],
    [
      "({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': { deep: [1, 'é'] }, 'image/svg+xml': '<svg/>' }) })",
    ],
    ["import { network, izhikevich } from 'spikelab'\nimport * as plot from 'spikelab/plot'"],
    [
      "const net = network({ seed: 1 })\nconst cells = net.population('cells', 5, izhikevich('RS'))\nnet.stimulate(cells, 10)\nconst spikes = net.record(cells, 'spikes')\nawait net.run('200 ms')\nplot.raster(spikes)",
    ],
  ]

  it('has the same outputs from nbconvert and from our runner, kinds and data', async () => {
    const notebook = {
      cells: cells.map(([source, ...tags], i) => ({
        ...{ cell_type: 'code', execution_count: null, id: `c${i}`, metadata: { tags }, outputs: [], source },
      })),
      metadata: { kernelspec: { name: 'parity', display_name: 'parity', language: 'typescript' } },
      ...{ nbformat: 4, nbformat_minor: 5 },
    }
    await writeFile(join(folder, 'a.ipynb'), JSON.stringify(notebook))
    await execute(process.execPath, [main, 'install', '--prefix', folder, '--name', 'parity'])
    const env = {
      ...process.env,
      JUPYTER_PATH: join(folder, 'share', 'jupyter'),
      IPYTHONDIR: folder,
      XDG_DATA_HOME: folder,
    }
    const convert = ['-m', 'nbconvert', '--execute', '--to', 'notebook', '--output', 'theirs', 'a.ipynb']
    await execute(python, convert, { cwd: folder, env })
    await execute(process.execPath, [main, 'run', 'a.ipynb', '--output', 'ours'], { cwd: folder, env })
    const [theirs, ours] = await Promise.all(['theirs.ipynb', 'ours/a.ipynb'].map(outputs))
    assert.deepEqual(ours, theirs)
    assert.deepEqual(
      ours.map(each => each.map(({ output_type }) => output_type).join()),
      [
        ...['stream', '', 'execute_result', 'execute_result', 'display_data', '', 'stream', 'error', 'error'],
        ...['execute_result', '', 'execute_result'],
      ],
    )
    assert.match(JSON.stringify(ours[4]), /100 %/)
    assert.match(JSON.stringify(ours[11]), /"image\/png":"iVBOR/)
  })

  /** The outputs of each cell, their texts as one string each. */
  async function outputs(name: string): Promise<Output[][]> {
    const { cells } = JSON.parse(await readFile(join(folder, name), 'utf8')) as Notebook
    return cells
      .filter((each): each is CodeCell => each.cell_type === 'code')
      .map(each => JSON.parse(JSON.stringify(each.outputs, (_, value: unknown) => joined(value))) as Output[])
  }

  const joined = (value: unknown) =>
    Array.isArray(value) && value.length && value.every(each => typeof each === 'string') ? joinLines(value) : value
})
