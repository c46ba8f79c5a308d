import assert from 'node:assert/strict'
import { jumps, seedsOf, seedsPerNoise } from '../../../sdk/engine/gpu/wichmannHill.js'
import { neuron } from '../../../sdk/model/index.js'
import { philox } from '../../../sdk/random/index.js'
import { network } from '../../../sdk/simulation/index.js'
import { engines, quietly } from '../engines.js'

describe('the random numbers of kernels', () => {
  it('jump to where the congruences of AS 183 come step by step', () => {
    const moduli = [30_269, 30_307, 30_323]
    let [x, y, z] = [1, 1, 1]
    for (let step = 0; step <= 3000; step++) {
      const parts = jumps(step)
      assert.deepEqual(
        moduli.map((_, c) => 128 * parts[2 * c] + parts[2 * c + 1]),
        [x, y, z],
      )
      ;[x, y, z] = [(171 * x) % 30_269, (172 * y) % 30_307, (170 * z) % 30_323]
    }
    // Fermat: a^(m - 1) = 1 mod m.
    assert.deepEqual(jumps(30_268).slice(0, 2), [0, 1])
  })

  it('never start a congruence at 0, where it would stay', () => {
    for (const u of [0, 0.5, 1 - 2 ** -53]) for (const seed of seedsOf(() => u)) assert(seed >= 1 && seed <= 30_322)
    assert.equal(seedsOf(philox(1, 'x').uniform).length, seedsPerNoise)
  })
})

/** Draws of `n` neurons over so many steps: x of step k is the k-th number of the noise. */
async function drawn(engine: (typeof engines)[number]['engine'], n: number, steps: number, seed = 1) {
  const net = network({ dt: 1, seed, engine })
  const cells = net.population('cells', n, neuron({ equations: 'dx/dt = -x + xi', method: 'euler-maruyama' }))
  const x = net.record(cells, 'x')
  await quietly(() => net.run(steps))
  return Array.from({ length: steps - 1 }, (_, k) => Array.from({ length: n }, (_, i) => x.values[(k + 1) * n + i]))
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const correlation = (a: readonly number[], b: readonly number[]) => average(a.map((x, j) => x * b[j]))

for (const { name, engine } of engines.filter(({ name }) => name.startsWith('gpu'))) {
  describe(`noise in equations on ${name}`, () => {
    it('is normal, and independent from neuron to neuron and from step to step', async () => {
      const rows = await drawn(engine, 400, name.includes('webasm') ? 101 : 33)
      const all = rows.flat()
      const n = all.length
      const moments = [1, 2, 3, 4].map(k => average(all.map(x => x ** k)))
      const error = 4.5 / Math.sqrt(n)
      ;[0, 1, 0, 3].forEach((expected, k) =>
        assert(Math.abs(moments[k] - expected) < error * [1, 1.42, 3.9, 9.8][k], `moment ${k + 1}: ${moments[k]}`),
      )
      const largest = kolmogorovSmirnov(all)
      assert(largest * Math.sqrt(n) < 1.95, `Kolmogorov-Smirnov ${largest * Math.sqrt(n)}`) // p = .001
      const neighbours = rows.flatMap(row => row.slice(1).map((x, i) => x * row[i]))
      const successive = rows.slice(1).flatMap((row, k) => row.map((x, i) => x * rows[k][i]))
      for (const products of [neighbours, successive])
        assert(Math.abs(average(products)) < error, `${average(products)}`)
      const squares = all.map(x => x * x - 1)
      assert(Math.abs(correlation(squares.slice(1), squares.slice(0, -1))) < 2 * error)
    })

    it('is the same for the same seed, and another for another', async () => {
      const [a, b, c] = [await drawn(engine, 5, 5, 7), await drawn(engine, 5, 5, 7), await drawn(engine, 5, 5, 8)]
      assert.deepEqual(a, b)
      a.flat().forEach((x, j) => assert.notEqual(x, c.flat()[j]))
    })
  })
}

/** The largest distance between the empirical distribution and the normal one. */
function kolmogorovSmirnov(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.reduce((most, x, j) => {
    const p = normalBelow(x)
    return Math.max(most, Math.abs(p - j / sorted.length), Math.abs((j + 1) / sorted.length - p))
  }, 0)
}

/** The normal distribution function (Abramowitz & Stegun 26.2.17, within 7.5e-8). */
function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const above = (series * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
  return x >= 0 ? 1 - above : above
}
