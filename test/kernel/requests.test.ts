import assert from 'node:assert/strict'
import { startKernel, type TestKernel } from './startKernel.js'

describe('a front end', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
  })
  after(() => kernel.stop())

  describe('that completes', () => {
    const complete = (code: string, cursor_pos = Array.from(code).length) =>
      kernel.ask('complete_request', { code, cursor_pos })

    it('gets matches, the range that they replace, and what they are', async () => {
      await kernel.run(
        'class Synapse { weight = 1; decay() {} }; const synapse = new Synapse(); function synchronise() {}',
      )
      const members = await complete('synapse.')
      assert.deepEqual(members.matches, ['decay', 'weight'])
      assert.deepEqual([members.cursor_start, members.cursor_end], [8, 8])
      const { matches, metadata, cursor_start, cursor_end } = await complete('1 + syn')
      assert.deepEqual((matches as string[]).slice(0, 3), ['synapse', 'synchronise', 'Synapse'])
      assert.deepEqual([cursor_start, cursor_end], [4, 7])
      const typed = (metadata as { _jupyter_types_experimental: { text: string; type: string }[] })
        ._jupyter_types_experimental
      const types = Object.fromEntries(typed.map(({ text, type }) => [text, type]))
      assert.deepEqual([types.synapse, types.synchronise, types.Synapse], ['constant', 'function', 'class'])
      assert.deepEqual(typed[0], { text: 'synapse', type: 'constant', start: 4, end: 7 })
    })

    it('is told what imported and re-exported names are', async () => {
      await kernel.run(`import { izhikevich } from 'spikelab'\nimport * as drawn from 'spikelab/plot'`)
      const typesOf = async (code: string) => {
        const { _jupyter_types_experimental: typed } = (await complete(code)).metadata as {
          _jupyter_types_experimental: { text: string; type: string }[]
        }
        return Object.fromEntries(typed.map(({ text, type }) => [text, type]))
      }
      const { raster, trace, Figure } = await typesOf('drawn.')
      assert.deepEqual([raster, trace, Figure], ['function', 'function', 'class'])
      const names = { ...(await typesOf('izh')), ...(await typesOf('dra')) }
      assert.deepEqual([names.izhikevich, names.drawn], ['function', 'module'])
    })

    it('counts in code points, behind emoji and in the middle of a word', async () => {
      const { matches, cursor_start, cursor_end } = await complete(`'🧠🧠'; Math.flo`)
      assert.deepEqual([matches, cursor_start, cursor_end], [['floor'], 11, 14])
      const middle = await complete(`/* 🧠 */ Math.flo + 1`, 16)
      assert.deepEqual([middle.cursor_start, middle.cursor_end], [13, 16])
      assert.deepEqual((await complete('"in a text')).status, 'ok')
    })
  })

  describe('that inspects', () => {
    const inspect = async (code: string, detail_level = 0, cursor_pos = Array.from(code).length) => {
      const { found, data } = await kernel.ask('inspect_request', { code, cursor_pos, detail_level })
      return { found, text: (data as Record<string, string>)['text/plain'] }
    }

    it('sees type and documentation, and with more detail the declaration as it was typed', async () => {
      await kernel.run(
        `/** Fires when v is above. */\nfunction fires(v: number) {\n  return v > 30 // mV\n}\nconst cells = [1, 2]`,
      )
      const brief = await inspect('fires')
      assert.equal(brief.text, 'function fires(v: number): boolean\n\nFires when v is above.')
      const full = await inspect('🧠;fires', 1)
      assert(full.text.startsWith(brief.text))
      assert.match(full.text, /return v > 30 \/\/ mV/)
      assert.match((await inspect('cells', 1)).text, /const cells = \[1, 2\]$/)
      assert.match((await inspect('Math.max', 1)).text, /max\(\.\.\.values: number\[\]\): number;$/)
    })

    it('sees the function that is called within its brackets, where there is nothing else to see', async () => {
      await kernel.run(`import * as lib from 'spikelab'
        class Cell { constructor(size: number) {} }
        function outer(a: unknown, b?: unknown) {}
        const known = 1`)
      const seen = async (marked: string) => {
        const at = marked.indexOf('|')
        const { found, text } = await inspect(marked.replace('|', ''), 0, at)
        return found ? text.split('\n')[0] : undefined
      }
      assert.match(String(await seen('lib.izhikevich(|')), /izhikevich\(/)
      const outer = 'function outer(a: unknown, b?: unknown): void'
      for (const code of [
        'outer(|',
        'outer(|)',
        'outer( | )',
        'outer(1, |',
        'outer(1,\n  |',
        `outer('a|b')`,
        'outer(12|, 3)',
      ])
        assert.equal(await seen(code), outer, code)
      assert.match(String(await seen('outer(new Cell(|))')), /Cell\(size: number\): Cell|class Cell/)
      assert.equal(await seen('outer(Math.max(1, 2), |)'), outer)
      assert.match(String(await seen('outer(Math.max(|))')), /max\(/)
      assert.match(String(await seen('outer(kn|own)')), /const known: 1/)
      for (const code of ['outer(1)\n|', 'outer(() => {\n  |\n})', 'outer(1); |'])
        assert.equal(await seen(code), undefined, code)
    })

    it('is told when nothing is known', async () => {
      assert.deepEqual(await inspect('nowhere + 1', 0, 9), { found: false, text: undefined })
      assert.equal((await inspect('   ')).found, false)
    })
  })

  it('is told whether code is complete, goes on or is wrong', async () => {
    const check = async (code: string) => await kernel.ask('is_complete_request', { code })
    for (const code of ['1 + 1', 'const f = () => {}\r\nf()', '', 'await 1', "'😀'"])
      assert.deepEqual(await check(code), { status: 'complete' }, code)
    assert.deepEqual(await check('function f() {'), { status: 'incomplete', indent: '  ' })
    for (const code of ['[1,\r\n', '`open', 'if (true) {\n  f('])
      assert.equal((await check(code)).status, 'incomplete', code)
    for (const code of ['const = 5', '1 +* 2', ')']) assert.deepEqual(await check(code), { status: 'invalid' }, code)
  })

  it('gets the ports, and is told that there is no debugger', async () => {
    const { shell_port, hb_port } = kernel.connection
    const ports = await kernel.ask('connect_request')
    assert.deepEqual([ports.shell_port, ports.hb_port], [shell_port, hb_port])
    const debug = await kernel.ask(
      'debug_request',
      { seq: 3, type: 'request', command: 'attach' },
      { on: kernel.sockets.control },
    )
    assert.deepEqual([debug.type, debug.request_seq, debug.success, debug.command], ['response', 3, false, 'attach'])
    assert.match(String(debug.message), /no debugger/)
  })

  it('gets an error for a request that makes no sense, and the kernel goes on', async () => {
    assert.equal((await kernel.ask('complete_request', {})).status, 'error')
    for (const type of ['constructor', 'no_such_request']) await kernel.idle(kernel.send(type, {}))
    assert.equal((await kernel.run('1')).result, '1')
    assert.equal((await kernel.run(5 as unknown as string)).reply.status, 'error')
  })

  it('is told after another request that the cell still runs', async () => {
    const cell = kernel.start('await new Promise(resolve => setTimeout(resolve, 300))')
    await kernel.until(() => kernel.published.find(each => each.parent_header.msg_id === cell), 'start')
    await kernel.idle(kernel.send('comm_info_request', {}))
    const states = () => kernel.published.filter(each => each.header.msg_type === 'status')
    await kernel.until(() => (states().at(-1)?.parent_header.msg_id === cell ? true : undefined), 'busy')
    assert.equal(states().at(-1)?.content.execution_state, 'busy')
    await kernel.outcome(cell)
    assert.equal(states().at(-1)?.content.execution_state, 'idle')
  })
})
