import assert from 'node:assert/strict'
import { startKernel, type TestKernel } from './startKernel.js'

describe('the language of a cell', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
  })
  after(() => kernel.stop())

  const value = async (code: string) => {
    const { result, of } = await kernel.run(code)
    assert.deepEqual(of('error'), [])
    return result
  }
  const refusal = async (code: string) => String((await kernel.run(code)).of('error')[0]?.evalue)

  describe('checks types', () => {
    it('but not where a directive says that an error is expected, which must then be one', async () => {
      assert.equal(await value(`// @ts-expect-error\nconst expected: number = 'text'; expected`), `'text'`)
      assert.equal(await value(`// @ts-ignore\nconst ignored: number = 'text'; ignored`), `'text'`)
      assert.match(await refusal('1\n// @ts-expect-error\nconst right: number = 1'), /^2:1 - TS2578: Unused/)
    })

    it('not in a cell that begins with // @types off, nor after %types off, until %types on', async () => {
      assert.equal(await value(`// @types off\nconst once: number = 'text'; once`), `'text'`)
      const wrong = `const wrong: number = 'text'; wrong`
      assert.match(await refusal(wrong), /TS2322/)
      assert.equal(await value(`// impatient\n%types off\n${wrong}`), `'text'`)
      assert.equal(await value(wrong), `'text'`)
      assert.equal(await refusal('const = 5').then(each => /TS1/.test(each)), true)
      await value('%types on')
      assert.match(await refusal(wrong), /^1:7 - TS2322/)
    })

    it('strictly after %strict on, until %strict off', async () => {
      const loose = 'function any(x) { return x }; any(1)'
      assert.equal(await value(loose), '1')
      assert.match(await refusal(`%strict on\n${loose}`), /^2:14 - TS7006/)
      assert.match(await refusal('let maybe: string | undefined; maybe = process.env.X; maybe.length'), /TS18048/)
      assert.equal(await value(`%strict off;\n${loose}`), '1')
    })

    it('and names the magics that there are; % within code is a remainder', async () => {
      assert.match(await refusal('%matplotlib inline'), /^1:1 - There is no magic %matplotlib; .*%types on\|off/)
      assert.match(await refusal('\n%%types maybe'), /^2:1 - %types takes on or off, not 'maybe'/)
      assert.equal(await value('7\n% 4'), '3')
    })

    it('and shows what follows from what, ten errors at most', async () => {
      const nested = await refusal(
        `interface Cell { size: { width: number } }\nconst cell: Cell = { size: { width: 'wide' as string } } as { size: { width: string } }`,
      )
      assert.match(nested, /^2:7 - TS2322: Type '{ size: { width: string; }; }' is not assignable to type 'Cell'\./)
      assert.match(nested, /\n {6,}Type 'string' is not assignable to type 'number'\.$/)
      const missing = await refusal('function take(count: number) {}\ntake()')
      assert.match(missing, /^2:1 - TS2554: Expected 1 arguments, but got 0\.\n +An argument for 'count' .* \(1:15\)$/)
      const many = await refusal(Array.from({ length: 14 }, (_, i) => `const n${i}: number = 'x'`).join('\n'))
      assert.match(many, /\n10:7 - TS2322[^\n]*\n… and 4 more$/)
    })

    it('and says what to do', async () => {
      const hints = {
        'const rate = 1; rate.toFixd()': /Did you mean 'toFixed'\?$/,
        "import a from '@scope/nowhere/deep'": /Hint: npm install @scope\/nowhere, in the folder/,
        "import b from './nowhere'": /Hint: no such file/,
        document: /Hint: cells run in Node, which has no page/,
        nowhere: /Hint: no cell that has run in this session declares nowhere/,
        'let two = 1\nlet two = 2': /Hint: a later cell may declare it anew/,
        'const open = { a: 1 }\n[open].length': /Hint: a line that begins with \[ goes on with the one before/,
      }
      for (const [code, hint] of Object.entries(hints)) assert.match(await refusal(code), hint)
    })

    it('and tells those who write JSX what to do instead', async () => {
      assert.match(
        await refusal('const page = 1\nconst element = <b>bold</b>'),
        /^2:17 - JSX is off in notebooks: .*text\/html/,
      )
      assert.equal(await value('const same = <T,>(x: T) => x; same(1)'), '1')
    })
  })

  it('has an object where a cell is nothing but braces, and blocks elsewhere', async () => {
    assert.equal(await value('{ a: 1, b: [2] }'), '{ a: 1, b: [ 2 ] }')
    assert.equal(await value('// shown\n{ a: 1 }'), '{ a: 1 }')
    assert.equal(await value('{ const inner = 1; inner }'), undefined)
    assert.match(await refusal('{ a: 1, b: nothing }'), /^1:12 - TS2304/)
    const { of } = await kernel.run(`{ a: 1, b: (null as any).x }`)
    assert.match(plain(of('error')[0].traceback), /> 1 \| \{ a: 1, b: \(null as any\)\.x \}\n {4}\| {26}\^/)
  })

  it('has decorators', async () => {
    const code = `function twice(method: (x: number) => number, { name }: ClassMethodDecoratorContext) {
        return (x: number) => 2 * method(x)
      }
      class Neuron { @twice respond(x: number) { return x } }
      new Neuron().respond(5)`
    assert.equal(await value(code), '10')
  })

  it('has import.meta, __dirname and __filename, which a cell may declare itself', async () => {
    const { folder } = kernel
    assert.equal(await value('[import.meta.dirname, __dirname].every(each => each === process.cwd())'), 'true')
    assert.equal(
      await value('[import.meta.filename, __filename].join()'),
      `'${folder}/notebook.ts,${folder}/notebook.ts'`,
    )
    assert.equal(await value(`import.meta.resolve('./data.json')`), `'file://${folder}/data.json'`)
    assert.equal(
      await value(`import { fileURLToPath } from 'node:url'
        const __dirname = fileURLToPath(new URL('.', import.meta.url)), ___deep = 1, _one = 2; __dirname.length > 0`),
      'true',
    )
    assert.equal(await value('const changes = () => ___deep + _one; __dirname.endsWith("/") && changes()'), '3')
    assert.equal(await value('var ___deep = 10; changes()'), '12')
  })

  it('keeps for later cells what declares globals and modules, and what stands in loops and blocks', async () => {
    await value(`declare global { interface Array<T> { second(): T } }
      declare module 'virtual-one' { export const size: number }
      Array.prototype.second = function () { return this[1] }`)
    assert.equal(
      await value(`import type { size } from 'virtual-one'\nconst typed: typeof size = [1, 2].second(); typed`),
      '2',
    )
    await value('if (true) { var within = 5 }\nfor (var turn = 0; turn < 3; turn++) { var square = turn * turn }')
    assert.equal(await value('within + turn + square'), '12')
    assert.match(await refusal('within.length'), /does not exist on type 'number'/)
    await value('namespace Space { export const depth = 3 }')
    await value('1')
    assert.equal(await value('Space.depth'), '3')
  })

  it('disposes what a cell is using at its end', async () => {
    const { text } = await kernel.run(`using file = { [Symbol.dispose]: () => console.log('closed') }
      await using link = { [Symbol.asyncDispose]: async () => console.log('hung up') }
      console.log('used')`)
    assert.equal(text('stdout'), 'used\nhung up\nclosed\n')
  })

  it('knows each cause of an error, with its own lines', async () => {
    const { of } = await kernel.run(`function inner() {
  throw new TypeError('inner', { cause: { code: 5 } })
}
try { inner() } catch (cause) { throw new Error('outer', { cause }) }`)
    const traceback = plain(of('error')[0].traceback)
    assert.match(traceback, /^Error: outer\n[^]*> 4 \| try[^]*\ncaused by TypeError: inner\n[^]*> 2 \| {3}throw/)
    assert.match(traceback, /at inner \(cell \[\d+\]:2:9\)\n[^]*\ncaused by \{ code: 5 \}$/)
    const circle = await kernel.run(
      `const one = new Error('one'); one.cause = new Error('two', { cause: one }); throw one`,
    )
    assert.match(
      plain(circle.of('error')[0].traceback),
      /caused by Error: two\n[^]*caused by an error that is shown above$/,
    )
    const several = await kernel.run(`await Promise.any([1, 2].map(async n => { throw new RangeError('no ' + n) }))`)
    assert.match(
      plain(several.of('error')[0].traceback),
      /one of them RangeError: no 1\n[^]*one of them RangeError: no 2/,
    )
  })

  it('speaks of no frames of Node or of ours, and of a frame that repeats once', async () => {
    const refused = await kernel.run(`await fetch('http://127.0.0.1:1/')`)
    assert.match(plain(refused.of('error')[0].traceback), /^TypeError: fetch failed\n[^]*caused by Error: bad port/)
    const deep = await kernel.run('function deep(): number { return deep() + 1 }\ndeep()')
    for (const { of } of [refused, deep])
      assert.doesNotMatch(plain(of('error')[0].traceback), /node:|session|spikelab:|\$\$/)
    assert.match(plain(deep.of('error')[0].traceback), /at deep \(cell \[\d+\]:1:\d+\) \(\d+ times\)$/)
  })

  it('prints promises without what Node keeps on them', async () => {
    assert.equal(await value('new Promise(() => {})'), 'Promise { <pending> } (write await before it to see its value)')
    const { text } = await kernel.run('console.log([Promise.resolve({ a: 1 })])')
    assert.equal(text('stdout'), '[ Promise { { a: 1 } } ]\n')
  })
})

/** Lines without their colours. */
const plain = (lines: unknown) => (lines as string[]).join('\n').replace(/\u001b\[\d+m/g, '')
