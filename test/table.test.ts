import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { loadTables, table } from '../sdk/table.js'

type Shown = { 'text/html': string; 'text/plain': string }
const display = (shown: object) => (shown as Record<symbol, () => Shown>)[Symbol.for('Jupyter.display')]()

describe('a table', () => {
  const spikes = () =>
    table(
      {
        time: Float64Array.from({ length: 2134 }, (_, i) => i / 4),
        neuron: Uint32Array.from({ length: 2134 }, (_, i) => i % 10),
      },
      { units: { time: 'ms' } },
    )

  it('shows its first and last rows, its units and their count', () => {
    assert.equal(
      display(spikes())['text/plain'],
      [
        'time (ms)  neuron',
        '     0.00       0',
        '     0.25       1',
        '     0.50       2',
        '     0.75       3',
        '     1.00       4',
        '        ⋮       ⋮',
        '   532.25       9',
        '   532.50       0',
        '   532.75       1',
        '   533.00       2',
        '   533.25       3',
        '2,134 rows × 2 columns',
      ].join('\n'),
    )
  })

  it('shows the same as HTML, in the colours of the page', () => {
    const html = display(spikes())['text/html']
    assert.equal(html.match(/<tr/g)?.length, 1 + 5 + 1 + 5)
    assert.match(html, /time <span[^>]*>\(ms\)<\/span>/)
    assert.doesNotMatch(html, /color:(?!inherit)|<style|background:(?!none)/)
  })

  it('shows every row where there are few', () => {
    assert.equal(display(table({ a: [1, 2], b: ['x', null] }))['text/plain'], 'a  b\n1  x\n2\n2 rows × 2 columns')
    assert.equal(display(table({ a: [] }))['text/plain'], 'a\n0 rows × 1 column')
  })

  it('keeps its units where two copies of the package teach one Arquero', async () => {
    const before = spikes()
    const copy = (await import(new URL('../sdk/table.ts?copy', import.meta.url).href)) as { table: typeof table }
    assert.notEqual(copy.table, table)
    assert.match(display(copy.table({ v: [1] }, { units: { v: 'mV' } }))['text/plain'], /^v \(mV\)/)
    for (const shown of [before, spikes()]) assert.match(display(shown)['text/plain'], /^time \(ms\)/)
  })

  it('that a verb makes displays itself too, and knows the units of what is left', () => {
    const text = display(spikes().filter('d => d.time < 1').groupby('neuron'))['text/plain']
    assert.match(text, /^time \(ms\)/)
    assert.match(text, /4 rows × 2 columns, grouped by neuron$/)
    assert.match(display(spikes().groupby('neuron').count())['text/plain'], /^neuron {2}count\n/)
  })

  it('is a table of the same Arquero that a notebook imports', () => {
    // Asked of Node itself: what runs the tests keeps two copies of a module that is both required and imported.
    const same = `import('arquero').then(one => process.exit(one.ColumnTable === require('arquero').ColumnTable ? 0 : 1))`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', same], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    assert.equal(stderr, '')
  })

  it('can be made after loadTables where nothing can be loaded synchronously', async () => {
    await loadTables()
    assert.match(display(table({ a: [1] }))['text/plain'], /1 row × 1 column/)
  })

  it('shows as many decimals as its numbers need', () => {
    const column = (values: number[]) =>
      display(table({ x: values }))
        ['text/plain'].split('\n')
        .slice(1, -1)
        .map(s => s.trim())
    assert.deepEqual(column([1.5, -2, 3]), ['1.5', '−2.0', '3.0'])
    assert.deepEqual(column([Math.PI, 100 * Math.PI]), ['3.14', '314.16'])
    assert.deepEqual(column([12_345, 1]), ['12,345', '1'])
    assert.deepEqual(column([1e-7, 2]), ['0', '2'])
    assert.deepEqual(column([1e-7]), ['1.000e−7'])
    assert.deepEqual(column([NaN, Infinity, 1]), ['NaN', 'Infinity', '1'])
  })

  it('escapes what it shows', () => {
    assert.match(display(table({ 'a<b': ['<script>'] }))['text/html'], /a&lt;b[^]*&lt;script&gt;/)
  })

  it('names what is wrong', () => {
    assert.throws(() => table({ a: [1, 2], b: [1] }), /table: column "b" has 1 rows, "a" has 2; all must have the same/)
    assert.throws(() => table({ a: 5 as never }), /table: column "a" must be an array or a typed array, got 5/)
    assert.throws(
      () => table({ a: [1] }, { units: { time: 'ms' } }),
      /a unit is given for "time", but the columns are a/,
    )
    assert.throws(
      () => table({ a: [1] }, { unit: {} } as never),
      /table: unknown option "unit".*did you mean "units"\?/,
    )
  })
})
