import assert from 'node:assert/strict'
import { startKernel, type TestKernel } from './startKernel.js'

describe('a cell', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
  })
  after(() => kernel.stop())

  const types = (published: { header: { msg_type: string } }[]) => published.map(each => each.header.msg_type)

  it('is echoed, gives its value, and is framed by busy and idle', async () => {
    const { reply, published, of } = await kernel.run('6 * 7')
    assert.deepEqual(types(published), ['status', 'execute_input', 'execute_result', 'status'])
    assert.deepEqual(
      of('status').map(each => each.execution_state),
      ['busy', 'idle'],
    )
    assert.equal(reply.status, 'ok')
    assert.deepEqual(of('execute_input'), [{ code: '6 * 7', execution_count: reply.execution_count }])
    assert.deepEqual(of('execute_result')[0], {
      execution_count: reply.execution_count,
      data: { 'text/plain': '42' },
      metadata: {},
    })
  })

  it('has no result if it ends with a declaration or undefined', async () => {
    for (const code of ['const unshown = 1', 'undefined', '', '// only a comment'])
      assert.equal((await kernel.run(code)).result, undefined)
  })

  it('counts, unless it is silent or not to be stored; a silent one shows nothing', async () => {
    const { reply } = await kernel.run('1')
    const count = reply.execution_count as number
    const silent = await kernel.run('console.log(1); 2', { silent: true })
    assert.deepEqual(types(silent.published), ['status', 'status'])
    const unstored = await kernel.run('3', { store_history: false })
    assert.equal(unstored.result, '3')
    assert.equal((await kernel.run('4')).reply.execution_count, count + 1)
  })

  it('gives the values of user expressions with its reply, or why they have none', async () => {
    const expressions = {
      sum: 'one + 1',
      later: 'await Promise.resolve([one])',
      nothing: 'undefined',
      thrown: `(() => { throw new RangeError('too far') })()`,
      mistyped: 'one.length',
      declaring: 'const hidden = 5; hidden',
    }
    const { reply, published } = await kernel.run('const one = 1; one', { user_expressions: expressions })
    const values = reply.user_expressions as Record<string, Record<string, unknown>>
    assert.deepEqual(values.sum, { status: 'ok', data: { 'text/plain': '2' }, metadata: {} })
    assert.deepEqual(values.later.data, { 'text/plain': '[ 1 ]' })
    assert.deepEqual(values.nothing.data, { 'text/plain': 'undefined' })
    assert.deepEqual(
      [values.thrown.status, values.thrown.ename, values.thrown.evalue],
      ['error', 'RangeError', 'too far'],
    )
    assert.equal(values.mistyped.ename, 'TypeScriptError')
    assert.deepEqual(types(published), ['status', 'execute_input', 'execute_result', 'status'])
    assert.equal((await kernel.run('typeof hidden')).reply.status, 'error')
    assert.deepEqual((await kernel.run('throw 1', { user_expressions: expressions })).reply.user_expressions, {})
  })

  it('may fill the pager', async () => {
    const { reply, of } = await kernel.run(`import { page } from 'spikelab/kernel'; page({ 'text/plain': 'long' })`)
    assert.deepEqual(reply.payload, [{ source: 'page', data: { 'text/plain': 'long' }, start: 0 }])
    assert.deepEqual(of('display_data'), [])
  })

  it('may hold emoji and lines that end as in Windows', async () => {
    const { result, text } = await kernel.run(`const brain = '🧠'\r\nconsole.log(brain)\r\nArray.from(brain).length`)
    assert.deepEqual([result, text('stdout')], ['1', '🧠\n'])
    const { of } = await kernel.run(`'🧠'\r\nconst wrong: number = '🧠'`)
    assert.match(String(of('error')[0].evalue), /^2:7 - TS2322/)
  })

  it('says much in few messages, and a text of 5 MB whole, all before idle', async () => {
    const lines = await kernel.run('for (let i = 0; i < 5000; i++) console.log("line", i)')
    assert.equal(lines.text('stdout').split('\n').length, 5001)
    assert(lines.of('stream').length <= 500, `${lines.of('stream').length} messages`)
    const long = await kernel.run(`console.log('x'.repeat(5_000_000)); process.stdout.write('end')`)
    assert.equal(long.text('stdout').length, 5_000_004)
    assert.equal(long.published.at(-1)?.content.execution_state, 'idle')
    const shown = await kernel.run(
      `import { display } from 'spikelab/kernel'; display({ 'text/plain': 'y'.repeat(5_000_000) })`,
    )
    assert.equal((shown.of('display_data')[0].data as Record<string, string>)['text/plain'].length, 5_000_000)
  })

  it('awaits at its top level', async () => {
    const { result } = await kernel.run(`
      const later = <T>(value: T) => new Promise<T>(resolve => setTimeout(resolve, 5, value))
      let sum = await later(1)
      for (const value of [2, 3]) sum += await later(value)
      for await (const value of [later(4)]) sum += value
      try { await Promise.reject(new Error('caught')) } catch { sum += 100 }
      const { a, b: [c] } = await later({ a: 1000, b: [2000] })
      sum + a + c`)
    assert.equal(result, '3110')
  })

  it('is told of a rejection once, where it awaits it, however long it has run', async () => {
    const { text, result } = await kernel.run(`const end = Date.now() + 80; while (Date.now() < end);
      try { await Promise.reject(new Error('awaited')) } catch { 'caught' }`)
    assert.deepEqual([text('stderr'), result], ['', undefined])
  })

  it('keeps the order of its streams and gathers what comes at once', async () => {
    const { of, text, published } = await kernel.run(`
      for (let i = 0; i < 1000; i++) console.log(i)
      console.error('wrong')
      console.log('end')`)
    assert.equal(text('stdout'), [...Array(1000).keys(), 'end', ''].join('\n'))
    assert.equal(text('stderr'), 'wrong\n')
    assert.equal(of('stream').at(-1)?.name, 'stdout')
    assert(of('stream').length < 50, `${of('stream').length} messages for 1,002 lines`)
    assert.equal(types(published).at(-1), 'status')
  })

  it('shows what its child processes write, before idle', async () => {
    const { text } = await kernel.run(`
      import { spawnSync } from 'node:child_process'
      spawnSync(process.execPath, ['-e', 'console.log("child äöü"); console.error("its error")'], { stdio: 'inherit' })
      0`)
    assert.equal(text('stdout'), 'child äöü\n')
    assert.equal(text('stderr'), 'its error\n')
  })

  it('owns what its timers say later', async () => {
    const late = kernel.start(`setTimeout(() => console.log('late'), 150); 0`)
    await kernel.outcome(late)
    await kernel.run('await new Promise(resolve => setTimeout(resolve, 250))')
    assert.equal((await kernel.outcome(late)).text('stdout'), 'late\n')
  })

  it('shows what a forgotten promise throws, and the session goes on', async () => {
    await kernel.run('const survivor = 1')
    const id = kernel.start(`setTimeout(() => { throw new Error('in a timer') }, 1)
      void Promise.reject(new Error('forgotten')); await new Promise(resolve => setTimeout(resolve, 50))`)
    const { text } = await kernel.outcome(id)
    assert.match(text('stderr'), /in a timer/)
    assert.match(text('stderr'), /forgotten/)
    assert.equal((await kernel.run('survivor')).result, '1')
  })

  describe('that throws', () => {
    it('names the error and the lines that were typed, without frames of ours', async () => {
      await kernel.run(
        'interface Long {\n  name: string\n}\nfunction fail(x?: { y: { z: number } }) {\n  return x!.y.z\n}',
      )
      const { reply, of } = await kernel.run('const before: Long = { name: "a" }\nfail()')
      const [error] = of('error')
      assert.equal(reply.status, 'error')
      assert.equal(error.ename, 'TypeError')
      assert.equal(error.evalue, "Cannot read properties of undefined (reading 'y')")
      const traceback = plain(error.traceback as string[])
      assert.match(traceback, /> 5 \|   return x!\.y\.z/)
      assert.match(traceback, /at fail \(cell \[\d+\]:5:13\)/)
      assert.match(traceback, /at cell \[\d+\]:2:5/)
      assert.doesNotMatch(traceback, /session|node:|\$\$/)
      assert.match((error.traceback as string[]).join(), /\u001b\[31m/)
    })

    it('speaks of variables by their names', async () => {
      const { of } = await kernel.run('let nothing: any\nnothing()')
      assert.equal(of('error')[0].evalue, 'nothing is not a function')
    })

    it('may throw anything', async () => {
      assert.equal((await kernel.run(`throw 'text'`)).of('error')[0].evalue, "'text'")
      assert.equal((await kernel.run('throw undefined')).of('error')[0].evalue, 'undefined')
    })

    it('aborts the cells behind it, unless told otherwise', async () => {
      const first = kernel.start(`await new Promise(resolve => setTimeout(resolve, 50)); throw new Error('first')`)
      const [second, third] = [kernel.start('2'), kernel.start('3')]
      assert.equal((await kernel.outcome(first)).reply.status, 'error')
      for (const id of [second, third]) {
        const { reply, of } = await kernel.outcome(id)
        assert.equal(reply.status, 'aborted')
        assert.deepEqual(of('execute_input'), [])
      }
      const going = kernel.start(`throw new Error('first')`, { stop_on_error: false })
      const next = kernel.start('2')
      await kernel.outcome(going)
      assert.equal((await kernel.outcome(next)).result, '2')
    })

    it('aborts only what is queued: not other requests, not later cells, and not when it is silent', async () => {
      const failing = kernel.start(`await new Promise(resolve => setTimeout(resolve, 50)); throw new Error('first')`)
      const queued = kernel.start('1')
      const beside = kernel.ask('comm_info_request')
      assert.equal((await beside).status, 'ok')
      await kernel.outcome(failing)
      assert.equal((await kernel.run('2')).result, '2')
      assert.equal((await kernel.outcome(queued)).reply.status, 'aborted')
      const silent = kernel.start('throw new Error()', { silent: true })
      const next = kernel.start('3')
      assert.equal((await kernel.outcome(silent)).reply.status, 'error')
      assert.equal((await kernel.outcome(next)).result, '3')
    })

    it('may overflow the stack, and nothing is lost', async () => {
      await kernel.run('const safe = 1; function deep(): number { return 1 + deep() }')
      assert.equal((await kernel.run('deep()')).of('error')[0].ename, 'RangeError')
      assert.equal((await kernel.run('safe')).result, '1')
    })

    it('declares what it had declared before', async () => {
      await kernel.run(`const reached = 1\nthrow new Error('half-way')\nconst unreached = 2`)
      assert.equal((await kernel.run('reached')).result, '1')
      assert.match(String((await kernel.run('unreached')).of('error')[0].evalue), /unreached has no value/)
    })
  })

  describe('with a type error', () => {
    it('does not run, and shows line, column, code and the line itself', async () => {
      const { of, text, reply } = await kernel.run(`console.log('must not run')\nconst count: number = 'three'`)
      const [error] = of('error')
      assert.equal(text('stdout'), '')
      assert.equal(reply.ename, 'TypeScriptError')
      assert.match(String(error.evalue), /^2:7 - TS2322: Type 'string' is not assignable to type 'number'/)
      const traceback = plain(error.traceback as string[])
      assert.match(traceback, /> 2 \| const count: number = 'three'\n {4}\| {7}\^{5}/)
    })

    it('or a syntax error says so, only at its own lines', async () => {
      const { of } = await kernel.run('const = 5')
      assert.equal(of('error')[0].ename, 'SyntaxError')
      assert.doesNotMatch(String(of('error')[0].evalue), /^2:/m)
    })
  })

  describe('after another', () => {
    it('may redeclare anything; closures of earlier cells see it', async () => {
      await kernel.run(`const rate = 1; let list = [1]; function f() { return 'old' } class C { m() { return 'old' } }
        const all = () => [rate, list.length, f(), new C().m()].join()`)
      assert.equal((await kernel.run('all()')).result, `'1,1,old,old'`)
      await kernel.run(`const rate = 2; let list = [1, 2]; const f = () => 'new'; class C { m() { return 'new' } }`)
      assert.equal((await kernel.run('all()')).result, `'2,2,new,new'`)
      await kernel.run(`list.push(3); list = [...list, 4]`)
      assert.equal((await kernel.run('all()')).result, `'2,4,new,new'`)
      await kernel.run(`let rate = 'a text now'`)
      assert.equal((await kernel.run('rate.length')).result, '10')
    })

    it('sees its types, enums, namespaces, destructured and imported names', async () => {
      await kernel.run(`type Pair = [number, number]; interface Named { name: string }
        enum Colour { red = 1, blue } ; namespace Space { export const depth = 3 }
        var { x = 1, ...others } = { x: 5, y: 6 }, [first, , third = 9] = [7, 8]
        import { basename as nameOf } from 'node:path'
        import os, * as everything from 'node:os'`)
      const { result } = await kernel.run(`const pair: Pair = [1, 2]; const named: Named = { name: 'n' }
        for (var i = 0, j = 10; i < 3; i++) j--;
        ({ x, first } = { x: 50, first: 70 });
        [x, nameOf('/a/b'), others.y, first, third, Colour.blue, Colour[1], Space.depth, i, j, typeof os.cpus,
          os.EOL === everything.EOL, pair.length, { named, x }.x].join()`)
      assert.equal(result, `'50,b,6,70,9,2,red,3,3,7,function,true,2,50'`)
    })

    it('takes code with export, which is of no use here', async () => {
      await kernel.run(
        'export const exported = 1\nexport function double(x: number) { return 2 * x }\nexport { exported }',
      )
      assert.equal((await kernel.run('double(exported)')).result, '2')
    })

    it('keeps the names of functions and calls them without this', async () => {
      await kernel.run('const arrow = () => 1; function plain(this: unknown) { return this }; const K = class {}')
      assert.equal(
        (await kernel.run('[arrow.name, plain.name, K.name, plain()]')).result,
        `[ 'arrow', 'plain', 'K', undefined ]`,
      )
    })
  })
})

/** A traceback without its colours. */
const plain = (traceback: string[]) => traceback.join('\n').replace(/\u001b\[\d+m/g, '')
