import assert from 'node:assert/strict'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clear, display, update } from '../../kernel/index.js'
import { hostSymbol } from '../../kernel/host.js'
import { startKernel, type TestKernel } from './startKernel.js'

describe('display', () => {
  let kernel: TestKernel
  let folder: string

  before(async () => {
    // A package that stands in for a notebook's own copy of spikelab, whose door is the source.
    folder = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-display-')))
    const door = new URL('../../kernel/index.ts', import.meta.url).href
    await mkdir(join(folder, 'node_modules/shows'), { recursive: true })
    await writeFile(join(folder, 'node_modules/shows/package.json'), '{"type":"module","exports":"./index.js"}')
    await writeFile(join(folder, 'node_modules/shows/index.js'), `export * from '${door}'`)
    kernel = await startKernel({ folder })
    await kernel.run(`import { display, update, clear } from 'shows'
      const shows = Symbol.for('Jupyter.display')
      const figure = (name: string, ms = 0) => ({
        [shows]: async () => {
          await new Promise(resolve => setTimeout(resolve, ms))
          return { 'image/svg+xml': name, 'image/png': new Uint8Array([1, 2, 3]), 'text/plain': name }
        },
      })`)
  })
  after(async () => {
    await kernel.stop()
    await rm(folder, { recursive: true })
  })

  it('is what a value does that ends a cell and answers with a bundle', async () => {
    const { of } = await kernel.run(`figure('a')`)
    const data = { 'image/svg+xml': 'a', 'image/png': 'AQID', 'text/plain': 'a' }
    assert.deepEqual(of('execute_result')[0].data, data)
    assert.deepEqual((await kernel.run(`({ [shows]: { 'text/html': '<b>' } })`)).of('execute_result')[0].data, {
      'text/html': '<b>',
    })
  })

  it('tells the front end what rides along with a bundle, such as the size of a picture', async () => {
    const { of } = await kernel.run(`
      const sized = { 'image/png': new Uint8Array([1]), [Symbol.for('Jupyter.metadata')]: { 'image/png': { width: 320 } } }
      display(sized)
      ;({ [shows]: async () => sized })`)
    assert.deepEqual(of('display_data')[0].metadata, { 'image/png': { width: 320 } })
    assert.deepEqual(of('execute_result')[0].metadata, { 'image/png': { width: 320 } })
  })

  it('keeps the order, also where a bundle takes its time, and is done before idle', async () => {
    const { published, result } = await kernel.run(`console.log('before')
      display(figure('slow', 60)); console.log('between'); display({ plain: 1 }); display(figure('fast'))`)
    const shown = published.map(
      ({ content }) => content.text ?? (content.data as Record<string, string>)?.['text/plain'],
    )
    assert.deepEqual(
      shown.filter(each => each !== undefined),
      ['before\n', 'slow', 'between\n', '{ plain: 1 }', 'fast'],
    )
    assert.equal(result, undefined)
    assert.equal(published.at(-1)?.content.execution_state, 'idle')
  })

  it('updates what was shown under an id, and clears', async () => {
    const { of } = await kernel.run(`display('one', { id: 'here' }); update('here', 'two'); clear(true); clear()`)
    assert.deepEqual(of('display_data')[0], {
      data: { 'text/plain': `'one'` },
      metadata: {},
      transient: { display_id: 'here' },
    })
    assert.deepEqual(of('update_display_data')[0], {
      data: { 'text/plain': `'two'` },
      metadata: {},
      transient: { display_id: 'here' },
    })
    assert.deepEqual(of('clear_output'), [{ wait: true }, { wait: false }])
    const later = await kernel.run(`update('here', 'three')`)
    assert.deepEqual(later.of('update_display_data')[0].transient, { display_id: 'here' })
    assert.deepEqual(later.of('display_data'), [])
  })

  it('says what failed: the cell if it is its value, else a line on stderr', async () => {
    const broken = `({ [shows]: async () => { throw new Error('cannot draw') } })`
    assert.equal((await kernel.run(broken)).of('error')[0].evalue, 'cannot draw')
    const { text, reply } = await kernel.run(`display(${broken}); display(1)`)
    assert.match(text('stderr'), /cannot draw/)
    assert.equal(reply.status, 'ok')
  })
})

describe('display without a host', () => {
  it('prints the text; update and clear do nothing', async () => {
    const printed: unknown[] = []
    const { log } = console
    console.log = (...each: unknown[]) => void printed.push(...each)
    display({ a: 1 })
    display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'own' }) })
    update('id', 1)
    clear()
    await new Promise(resolve => setImmediate(resolve))
    console.log = log
    assert.deepEqual(printed, ['{ a: 1 }', 'own'])
  })

  it('gives a host the bundle, its id, and nothing else', () => {
    const calls: unknown[] = []
    const host = {
      display: (...each: unknown[]) => calls.push(['display', ...each]),
      update: (...each: unknown[]) => calls.push(['update', ...each]),
      clear: (...each: unknown[]) => calls.push(['clear', ...each]),
    }
    Object.assign(globalThis, { [hostSymbol]: host })
    try {
      display({ [Symbol.for('Jupyter.display')]: { 'text/plain': 'x' } }, { id: 'a' })
      update('a', 2)
      clear(true)
    } finally {
      Reflect.deleteProperty(globalThis, hostSymbol)
    }
    assert.deepEqual(calls, [
      ['display', { 'text/plain': 'x' }, { id: 'a' }],
      ['update', 'a', { 'text/plain': '2' }],
      ['clear', true],
    ])
  })
})
