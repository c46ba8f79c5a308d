import assert from 'node:assert/strict'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startKernel, type TestKernel } from './startKernel.js'

describe('import in a cell', () => {
  let kernel: TestKernel
  let root: string
  let folder: string

  async function write(path: string, content: string | object) {
    const file = join(root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  }

  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-modules-')))
    folder = join(root, 'notebooks')
    // A project that has its own copy of spikelab, and packages of each kind.
    await write('node_modules/spikelab/package.json', {
      name: 'spikelab',
      type: 'module',
      exports: {
        '.': { types: './index.d.ts', default: './index.js' },
        './plot': { types: './index.d.ts', default: './index.js' },
      },
    })
    await write('node_modules/spikelab/index.js', 'export const which = "the project\'s own"')
    await write('node_modules/spikelab/index.d.ts', 'export const which: string')
    await write('node_modules/exports-only/package.json', { type: 'module', exports: { import: './lib.js' } })
    await write('node_modules/exports-only/lib.js', 'export const answer = await Promise.resolve(42)')
    // A type that the door does not name, as an inferred type of a later cell.
    await write('node_modules/deep/package.json', {
      type: 'module',
      exports: './lib/index.js',
      types: './lib/index.d.ts',
    })
    await write('node_modules/deep/lib/index.js', 'export const make = () => [{ depth: 3 }]')
    await write(
      'node_modules/deep/lib/index.d.ts',
      "import type { Inner } from './inner/index.js'\nexport function make(): Inner[]",
    )
    await write('node_modules/deep/lib/inner/index.d.ts', 'export interface Inner { readonly depth: number }')
    await write('node_modules/old/package.json', { main: 'old.js' })
    await write('node_modules/old/old.js', 'const all = {}; all["dy" + "namic"] = 1; module.exports = all')
    await write('notebooks/data.json', { points: [1, 2, 3] })
    await write('lib/shared.ts', 'export const shared: number = 5')
    await write(
      'notebooks/helper.ts',
      `import { shared } from '../lib/shared.js'
       import { answer } from 'exports-only'
       import { odd } from './circle'
       import type { Nothing } from './circle'
       const later: number = await Promise.resolve(1)
       export default function sum(...values: number[]): number {
         return values.reduce((a, b) => a + b, shared + answer + later)
       }
       export const even = (n: number): boolean => n === 0 || odd(n - 1)
       export const fail = (o?: { x: Nothing }) =>
         o!.x`,
    )
    await write(
      'notebooks/circle.ts',
      `import { even } from './helper'
       export type Nothing = number
       export const odd = (n: number): boolean => n !== 0 && even(n - 1)`,
    )
    kernel = await startKernel({ folder })
  })
  after(async () => {
    await kernel.stop()
    await rm(root, { recursive: true })
  })

  const value = async (code: string) => {
    const { result, of } = await kernel.run(code)
    assert.deepEqual(of('error'), [])
    return result
  }

  it("finds spikelab from the notebook's folder upward first", async () => {
    assert.equal(await value(`import { which } from 'spikelab'; which`), `"the project's own"`)
    assert.equal(await value(`import * as plot from 'spikelab/plot'; plot.which.length`), '17')
  })

  it("then in the kernel's own installation, code and types", async () => {
    assert.equal(await value(`import * as Plot from '@observablehq/plot'; typeof Plot.dot`), `'function'`)
    assert.equal(await value(`import { table } from 'arquero'; table({ a: [1, 2] }).numRows()`), '2')
    const { of } = await kernel.run(`import { nonsense } from 'arquero'`)
    assert.match(String(of('error')[0].evalue), /TS2305|TS2724/)
  })

  it('takes ES modules that await, packages with only exports, and CommonJS', async () => {
    assert.equal(await value(`import * as vega from 'vega'; typeof vega.View`), `'function'`)
    assert.equal(await value(`import { answer } from 'exports-only'; answer`), '42')
    assert.equal(await value(`import { dynamic } from 'old'; import old from 'old'; dynamic + old.dynamic`), '2')
    assert.equal(await value(`const { answer: again } = await import('exports-only'); again`), '42')
    assert.equal(await value(`require('old').dynamic`), '1')
  })

  it('takes a value whose type the package does not export, which a later cell then does not check', async () => {
    assert.equal(await value(`import { make } from 'deep'; const made = make(); made.length`), '1')
    assert.equal(await value('made[0].depth'), '3')
    const { of } = await kernel.run(`const wrong: string = make()[0].depth`)
    assert.match(String(of('error')[0].evalue), /Type 'number' is not assignable to type 'string'/)
  })

  it('takes JSON', async () => {
    assert.equal(await value(`import data, { points } from './data.json'; data.points.length + points[2]`), '6')
  })

  it('takes modules beside the notebook, also in a circle and from folders above, and names their lines', async () => {
    assert.equal(await value(`import sum, { even } from './helper'; [sum(1, 1), even(10)].join()`), `'50,true'`)
    assert.equal(await value(`import { shared } from '../lib/shared.ts'; shared`), '5')
    const { of } = await kernel.run(`import { fail } from './helper'; fail()`)
    assert.match((of('error')[0].traceback as string[]).join('\n'), /helper\.ts:11:13/)
  })

  it('sees changes of a module beside the notebook', async () => {
    await write('notebooks/changing.ts', `export const state = 'before'`)
    assert.equal(await value(`import { state } from './changing'; state`), `'before'`)
    await write('notebooks/changing.ts', `export const state = 'after it'`)
    await new Promise(resolve => setTimeout(resolve, 600))
    assert.equal(await value(`import { state } from './changing'; state`), `'after it'`)
  })

  it('finds a package installed while the notebook is open', async () => {
    const missing = await kernel.run(`import { fresh } from 'fresh'`)
    assert.match(String(missing.of('error')[0].evalue), /Cannot find module 'fresh'/)
    await write('node_modules/fresh/package.json', {
      type: 'module',
      exports: { types: './index.d.ts', default: './index.js' },
    })
    await write('node_modules/fresh/index.js', 'export const fresh = 1')
    await write('node_modules/fresh/index.d.ts', 'export const fresh: number')
    assert.equal(await value(`import { fresh } from 'fresh'; fresh`), '1')
  })

  it('says where it looked for a package that is nowhere', async () => {
    const { of } = await kernel.run(`await import('nowhere' + '-at-all')`)
    assert.match(String(of('error')[0].evalue), /'nowhere-at-all' from .*notebooks upward, nor in the kernel's/)
  })

  it('knows where it is', async () => {
    assert.equal(await value('import.meta.dirname === process.cwd() && import.meta.url.startsWith("file:")'), 'true')
  })

  describe('the compiler', () => {
    it('completes names of earlier cells, counted in code points', async () => {
      await kernel.run('const spikingNeuron = { threshold: 30, reset: -65 }')
      const code = `'🧠🧠'; spikingNeuron.thr`
      const { matches, cursor_start, cursor_end } = await kernel.ask('complete_request', {
        code,
        cursor_pos: [...code].length,
      })
      assert.deepEqual(matches, ['threshold'])
      assert.deepEqual([cursor_start, cursor_end], [20, 23])
      const globals = await kernel.ask('complete_request', { code: 'spikingN', cursor_pos: 8 })
      assert((globals.matches as string[]).includes('spikingNeuron'))
    })

    it('tells the type and documentation of a name', async () => {
      const at = { code: 'Math.max(1)', cursor_pos: 6, detail_level: 0 }
      const { found, data } = await kernel.ask('inspect_request', at)
      assert.equal(found, true)
      assert.match(
        (data as Record<string, string>)['text/plain'],
        /Math\.max\(\.\.\.values: number\[\]\): number\n\nReturns the larger/,
      )
      assert.equal((await kernel.ask('inspect_request', { code: '  ', cursor_pos: 1 })).found, false)
    })

    it('knows whether code is complete', async () => {
      const status = async (code: string) => (await kernel.ask('is_complete_request', { code })).status
      for (const code of ['1', 'const f = () => {}', 'for (;;) { }', '`a`'])
        assert.equal(await status(code), 'complete', code)
      for (const code of ['f(', 'if (x) {', '`a', '/* a', '1 +']) assert.equal(await status(code), 'incomplete', code)
      for (const code of ['a b c', 'const s = "a', 'let 5 = 1']) assert.equal(await status(code), 'invalid', code)
      assert.equal((await kernel.ask('is_complete_request', { code: 'if (x) {' })).indent, '  ')
    })
  })
})
