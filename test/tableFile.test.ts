import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTable, saveTable, table } from '../sdk/index.js'

const headOf = (shown: object) =>
  (shown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]()['text/plain'].split('\n')[0]

describe('a table in a file', () => {
  let folder: string
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'table-'))))
  after(() => rm(folder, { recursive: true }))
  const path = (name: string) => join(folder, name)

  const spikes = () =>
    table(
      {
        time: Float64Array.of(0.1 + 0.2, 1e-300, 12345.678),
        neuron: Uint32Array.of(4, 0, 4294967295),
        population: ['exc', 'inh, "quoted"', 'naïve\nline'],
        fired: [true, false, true],
      },
      { units: { time: 'ms' } },
    )

  for (const ending of ['csv', 'json', 'arrow']) {
    it(`as .${ending} comes back with the same columns, and leaves nothing beside`, async () => {
      await saveTable(spikes(), path(`spikes.${ending}`))
      const again = await readTable(path(`spikes.${ending}`), { units: { time: 'ms' } })
      assert.deepEqual(again.columnNames(), ['time', 'neuron', 'population', 'fired'])
      assert.deepEqual(again.objects(), spikes().objects())
      assert.match(headOf(again), /^ *time \(ms\)/)
      assert.deepEqual(
        (await readdir(folder)).filter(name => name.startsWith(`spikes.${ending}.`)),
        [],
      )
    })

    it(`as .${ending} of no rows has its columns still`, async () => {
      await saveTable(table({ a: [1], b: ['x'] }).filter('d => d.a > 5'), path(`none.${ending}`))
      const again = await readTable(path(`none.${ending}`))
      assert.deepEqual([again.columnNames(), again.numRows()], [['a', 'b'], 0])
    })

    it(`as .${ending} holds the rows that a filtered and sorted table shows`, async () => {
      const some = table({ a: [3, 1, 2, 9] })
        .filter('d => d.a < 5')
        .orderby('a')
      await saveTable(some, path(`some.${ending}`))
      assert.deepEqual(Array.from((await readTable(path(`some.${ending}`))).array('a')), [1, 2, 3])
    })
  }

  it('as .arrow keeps units and types', async () => {
    await saveTable(spikes(), path('typed.arrow'))
    const again = await readTable(path('typed.arrow'))
    assert.match(headOf(again), /^ *time \(ms\)/)
    const neuron = again.column('neuron') as unknown as { toArray(): unknown }
    assert(neuron.toArray() instanceof Uint32Array)
  })

  it('as .json has null where there is no number', async () => {
    await saveTable(table({ a: [1, NaN, Infinity] }), path('nan.json'))
    assert.equal(await readFile(path('nan.json'), 'utf8'), '{"a":[1,null,null]}')
  })

  it('names what is wrong', async () => {
    await assert.rejects(
      saveTable(spikes(), path('a.xlsx')),
      /saveTable: ".*a\.xlsx" must end in \.csv, \.json or \.arrow/,
    )
    await assert.rejects(saveTable([1] as never, path('a.csv')), /saveTable: expected a table, .* got an? Array/)
    await assert.rejects(readTable(path('nothing.csv')), /ENOENT.*nothing\.csv/)
    await assert.rejects(readTable(5 as never), /readTable: the number 5 must end in/)
    await writeFile(path('bad.json'), '{"a": [1, 2], "b": [1]}')
    await assert.rejects(
      readTable(path('bad.json')),
      /bad\.json" cannot be read as a table: its columns have 2 and 1 rows/,
    )
    await writeFile(path('word.json'), '"hello"')
    await assert.rejects(
      readTable(path('word.json')),
      /word\.json" cannot be read as a table: expected columns or rows/,
    )
    await writeFile(path('cut.json'), '{"a": [1, ')
    await assert.rejects(readTable(path('cut.json')), /cut\.json" cannot be read as a table: /)
    await writeFile(path('bad.arrow'), 'no arrow at all')
    await assert.rejects(readTable(path('bad.arrow')), /bad\.arrow" cannot be read as a table: /)
    await writeFile(path('empty.csv'), '')
    await assert.rejects(readTable(path('empty.csv')), /empty\.csv" cannot be read as a table: it is empty/)
    await writeFile(path('good.csv'), 'a,b\n1,2\n')
    await assert.rejects(
      readTable(path('good.csv'), { units: { t: 'ms' } }),
      /a unit is given for "t", but the columns are a, b/,
    )
    await assert.rejects(readTable(path('good.csv'), { unit: {} } as never), /readTable: unknown option "unit"/)
  })
})
