import assert from 'node:assert/strict'
import fc from 'fast-check'
import { show } from '../../kernel/session/show/index.js'
import { installPlainPromises } from '../../kernel/session/plainPromises.js'
import { table } from '../../sdk/table.js'
import { startKernel, type TestKernel } from './startKernel.js'

const text = (value: unknown, signature?: string) => String(show(value, signature)['text/plain'])

describe('what is shown of', () => {
  before(installPlainPromises) // as a session does

  it('a long typed array: length, type, range, its first and last values; a short one whole', () => {
    const wave = Float64Array.from({ length: 1000 }, (_, i) => i / 8)
    assert.equal(
      text(wave),
      'Float64Array(1000) from 0 to 124.875 [ 0, 0.125, 0.25, 0.375, 0.5, …, 124.375, 124.5, 124.625, 124.75, 124.875 ]',
    )
    assert.match(text({ wave }), /^\{\n {2}wave: Float64Array\(1000\) from 0/)
    assert.equal(text(Float32Array.of(1, 2.5)), 'Float32Array(2) [ 1, 2.5 ]')
    assert.match(text(new Uint8Array(50)), /^Uint8Array\(50\) all 0 \[/)
    assert.match(text(BigInt64Array.from({ length: 30 }, (_, i) => BigInt(i))), /^BigInt64Array\(30\) from 0n to 29n/)
    assert.match(text(new Float64Array(30).fill(NaN, 1)), /^Float64Array\(30\) all 0, 29 NaN/)
    assert.match(text(new Float64Array(30).fill(NaN)), /^Float64Array\(30\) all NaN \[/)
    assert.equal(text(Buffer.from('ab')), '<Buffer 61 62>')
  })

  it('an array of objects: a table with its shape, numbers to the right', () => {
    const rows = [
      { name: 'thalamus', rate: 12.3456789, when: new Date(0) },
      { name: '日本', rate: 5, extra: [1] },
    ]
    assert.equal(
      text(rows),
      [
        '   name        rate  when                      extra',
        '0  thalamus  12.346  1970-01-01T00:00:00.000Z',
        '1  日本       5.000                            [ 1 ]',
        '2 rows × 4 columns',
      ].join('\n'),
    )
    const html = String(show([{ a: '<b>', n: 1 }])['text/html'])
    assert.match(html, /<td style="text-align:left[^>]*>&lt;b&gt;<\/td><td style="text-align:right[^>]*>1</)
  })

  it('many rows or columns: head, tail and how many there are', () => {
    const lines = text(Array.from({ length: 12_345 }, (_, i) => ({ i }))).split('\n')
    assert.equal(lines.length, 1 + 5 + 1 + 5 + 1)
    assert.deepEqual([lines[6].trim(), lines.at(-1)], ['⋮       ⋮', '12,345 rows × 1 column'])
    assert.equal(lines.at(-2), '12344  12,344')
    const wide = text([Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, i]))])
    assert.match(wide, /1 row × 30 columns, 10 not shown$/)
    assert.doesNotMatch(wide, /c20/)
    assert(text([{ long: 'x'.repeat(500) }]).length < 200)
  })

  it('rows that are no plain values, or none at all: what Node prints', () => {
    for (const value of [[], [{}], [{ a: 1 }, 2], [new Map()], [{ a: { b: 1 } }]])
      assert.equal(show(value)['text/html'], undefined)
    assert.equal(text([{ a: { b: 1 } }]), '[ { a: { b: 1 } } ]')
  })

  it("a table that behaves as Arquero's: the rows that are left, in their order", () => {
    const like = {
      numRows: () => 2,
      columnNames: () => ['time'],
      get: (_column: string, row: number) => [1.5, 3][row],
    }
    assert.equal(text(like), 'time\n 1.5\n 3.0\n2 rows × 1 column')
  })

  it('columns of numbers: as the tables of the SDK show them, in length and in decimals', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.double({ min: -10, max: 10 }), fc.constant(null))
    const cells = (html: unknown) =>
      [...String(html).matchAll(/<td [^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell.replace(/<.*?>/g, ''))
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 40 }), x => {
        const theirs = table({ x }) as unknown as Record<symbol, () => Record<string, string>>
        const own = cells(show(x.map(x => ({ x })))['text/html'])
        // Ours have their indices before them.
        assert.deepEqual(
          own.filter((_, j) => j % 2),
          cells(theirs[Symbol.for('Jupyter.display')]()['text/html']),
        )
      }),
    )
  })

  it('a promise: its state, and what to write for its value', () => {
    assert.equal(text(new Promise(() => undefined)), 'Promise { <pending> } (write await before it to see its value)')
    assert.equal(text(Promise.resolve(5)), 'Promise { 5 }')
  })

  it('a function: how it is called; a class: how to make one', () => {
    assert.equal(
      text(Math.max, 'function max(...values: number[]): number'),
      'function max(...values: number[]): number',
    )
    assert.equal(
      text((a: number, b = ')', { c }: { c: number }) => [a, b, c]),
      'function (a,b=")",{c})',
    )
    assert.equal(text(Object.assign((a: number) => a, { k: 1 })).replace(/^.*\)/, ''), ' { k: 1 }')
    assert.equal(text(Math.max), '[Function: max]')
    assert.equal(text(class A extends Map {}, 'new A(): A'), '[class A extends Map]\nnew A(): A')
  })

  it('instances, maps, sets, circles and errors: what Node prints', () => {
    class Neuron {
      v = -65
    }
    assert.equal(text(new Neuron()), 'Neuron { v: -65 }')
    assert.equal(text(new Map([[1, new Set(['a'])]])), "Map(1) { 1 => Set(1) { 'a' } }")
    const circle: Record<string, unknown> = {}
    circle.self = circle
    assert.equal(text(circle), '<ref *1> { self: [Circular *1] }')
    assert.match(text(new RangeError('too far', { cause: 'wind' })), /^RangeError: too far\n[^]*\[cause\]: 'wind'/)
    assert.deepEqual([text(null), text(5n), text('a')], ['null', '5n', "'a'"])
  })

  it('anything huge: cut, with a count of what is missing', () => {
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i]))
    assert.match(text(keys), /key99: 99\n\} … 4,900 more keys$/)
    assert.match(text(Array.from({ length: 500 }, (_, i) => i)), /\.\.\. 400 more items\n\]$/)
    const deep = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ['a long text'.repeat(5)]))
    assert.match(text(deep), /\n… [\d,]+ more characters$/)
    assert(text(deep).length < 21_000)
    assert.match(text('x'.repeat(1e6)), /\.\.\. 990000 more characters$/)
  })

  it('an element of a page: its drawing or its HTML', () => {
    const svg = { nodeType: 1, localName: 'svg', outerHTML: '<svg width="1"></svg>' }
    assert.deepEqual(show(svg), {
      'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg" width="1"></svg>',
      'text/plain': '<svg> of 21 characters',
    })
    assert.equal(show({ nodeType: 1, localName: 'b', outerHTML: '<b></b>' })['text/html'], '<b></b>')
  })

  it('a value whose own way of printing fails: what it is, and why', () => {
    const broken = {
      [Symbol.for('nodejs.util.inspect.custom')]() {
        throw new Error('not today')
      },
    }
    assert.equal(text(broken), '[object Object] (its own way of printing fails: not today)')
  })
})

describe('a cell shows', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
  })
  after(() => kernel.stop())

  const data = async (code: string) =>
    (await kernel.run(code)).of('execute_result')[0]?.data as Record<string, string> | undefined

  it('functions with their types, every way of calling them', async () => {
    await kernel.run(`interface Options { gain?: number }
      function respond(input: number[], { gain = 1 }: Options = {}): number { return gain * input.length }
      class Cell { constructor(readonly size: number) {} }`)
    const { 'text/plain': first } = (await data('respond'))!
    assert.equal(first, 'function respond(input: number[], { gain }?: Options): number')
    assert.equal((await data('(x: number) => String(x)'))!['text/plain'], 'function (x: number): string')
    assert.equal((await data('Cell'))!['text/plain'], '[class Cell]\nnew Cell(size: number): Cell')
    assert.match((await data('JSON.parse'))!['text/plain'], /^function parse\(text: string, reviver\?: /)
    assert.equal((await data('process.nextTick; 5'))!['text/plain'], '5')
  })

  it('tables, also those that are displayed', async () => {
    assert.match((await data('[{ a: 1 }, { a: 2 }]'))!['text/html'], /2 rows × 1 column/)
    const { of } = await kernel.run(
      `(globalThis as any)[Symbol.for('Jupyter.host')].display((globalThis as any)[Symbol.for('Jupyter.host')].show([{ a: 1 }]))`,
    )
    assert.match((of('display_data')[0].data as Record<string, string>)['text/plain'], /1 row × 1 column/)
    assert.match((await data(`import { table } from 'arquero'; table({ a: [1, 2] })`))!['text/html'], /2 rows × 1 col/)
  })

  it('with console as Node does: tables, times, counts, groups, assertions', async () => {
    const { text } = await kernel.run(`
      console.table([{ a: 1, b: 'x' }, { a: 20, b: 'y' }])
      console.time('t'); console.timeEnd('t')
      console.count(); console.count()
      console.group('outer'); console.log('inner'); console.groupEnd()
      console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })
      console.assert(1 > 2, 'wrong'); console.error('an error'); console.warn('a warning'); console.info('at the end')`)
    const out = text('stdout')
    assert.match(out, /│ \(index\) │ a {2}│ b {3}│\n/)
    assert.match(out, /t: [\d.]+m?s\ndefault: 1\ndefault: 2\nouter\n {2}inner\n\{ a: \[Object\] \}\nat the end\n$/)
    assert.equal(text('stderr'), 'Assertion failed: wrong\nan error\na warning\n')
    const traced = await kernel.run(`const f = () => console.trace('here')\nf()`)
    assert.match(traced.text('stderr'), /^Trace: here\n {4}at f \(cell \[\d+\]:1:25\)\n {4}at cell \[\d+\]:2:\d\n$/)
  })
})
