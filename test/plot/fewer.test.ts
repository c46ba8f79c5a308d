import assert from 'node:assert/strict'
import fc from 'fast-check'
import { inBlocks } from '../../sdk/plot/heatmap.js'
import { thinned } from '../../sdk/plot/thinned.js'

const line = (n: number) => Float64Array.from({ length: n }, (_, i) => i)
const numbers = { noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }

describe('a long curve in fewer points', () => {
  it('is left as it is up to 1200', () => {
    assert.deepEqual(Array.from(thinned(line(1200), line(1200))), Array.from(line(1200)))
    assert.deepEqual(Array.from(thinned(line(0), line(0))), [])
  })

  it('has 1200 of its own points, in their order, from its first to its last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1201, max: 5000 }), fc.integer({ min: 1, max: 400 }), (n, period) => {
        const kept = thinned(
          line(n),
          line(n).map(i => Math.sin(i / period)),
        )
        assert.equal(kept.length, 1200)
        assert.deepEqual([kept[0], kept[1199]], [0, n - 1])
        for (let k = 1; k < 1200; k++) assert(kept[k] > kept[k - 1])
      }),
      { numRuns: 30 },
    )
  })

  it('ends where the curve ends, also where the number of points does not divide', () => {
    assert.equal(thinned(line(4847), line(4847).map(Math.sin))[1199], 4846)
  })

  it('keeps the one point that stands out, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9998 }), at => {
        const y = new Float64Array(10_000)
        y[at] = 1
        assert(Array.from(thinned(line(10_000), y)).includes(at))
      }),
      { numRuns: 30 },
    )
  })

  it('stays close to it: a sine of 20,000 points, drawn by 1200, is off by less than a thousandth', () => {
    const y = line(20_000).map(i => Math.sin((2 * Math.PI * i) / 4000))
    const kept = thinned(line(20_000), y)
    for (let k = 1; k < kept.length; k++) {
      const [a, b] = [kept[k - 1], kept[k]]
      for (let i = a; i < b; i++) assert(Math.abs(y[a] + ((y[b] - y[a]) * (i - a)) / (b - a) - y[i]) < 1e-3, `at ${i}`)
    }
  })
})

describe('a large grid in fewer cells', () => {
  const grid = (rows: number, columns: number, value: (i: number, j: number) => number) => ({
    rows,
    columns,
    values: Float64Array.from({ length: rows * columns }, (_, k) => value(Math.floor(k / columns), k % columns)),
  })

  it('is left as it is up to 240 rows and columns', () => {
    const cells = grid(240, 240, (i, j) => i - j)
    assert.equal(inBlocks(cells, 'mean'), cells)
  })

  it('has the mean of each block, or its strongest value with its sign', () => {
    const cells = grid(480, 240, (i, j) => (i % 2 ? -3 : 1) * (j + 1))
    const [mean, strongest] = [inBlocks(cells, 'mean'), inBlocks(cells, 'strongest')]
    assert.deepEqual([mean.rows, mean.columns], [240, 240])
    assert.deepEqual(Array.from(mean.values).slice(0, 3), [-1, -2, -3])
    assert.deepEqual(Array.from(strongest.values).slice(0, 3), [-3, -6, -9])
  })

  it('does not count cells without a value, and a block of nothing has none', () => {
    const cells = grid(480, 1, i => (i < 2 ? NaN : i % 2 ? NaN : 7))
    for (const by of ['mean', 'strongest'] as const) {
      const { values } = inBlocks(cells, by)
      assert(Number.isNaN(values[0]))
      assert.deepEqual(new Set(Array.from(values).slice(1)), new Set([7]))
    }
  })

  it('keeps a single synapse, its weight unchanged, and the extremes of any grid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 241, max: 700 }),
        fc.integer({ min: 1, max: 300 }),
        fc.double(numbers),
        fc.nat(),
        (rows, columns, weight, seed) => {
          const at = seed % (rows * columns)
          const cells = grid(rows, columns, (i, j) => (i * columns + j === at ? weight : 0))
          const strongest = inBlocks(cells, 'strongest')
          assert.equal(
            Array.from(strongest.values).filter(value => value === weight && value !== 0).length,
            weight === 0 ? 0 : 1,
          )
          assert.equal(strongest.values.length, 240 * Math.min(240, columns))
        },
      ),
      { numRuns: 30 },
    )
  })
})
