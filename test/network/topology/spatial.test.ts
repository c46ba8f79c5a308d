import assert from 'node:assert/strict'
import fc from 'fast-check'
import { grid, spaceBetween, type Space } from '../../../sdk/network/index.js'
import { allToAll, distanceDependent, pairwise, type Edges } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { philox } from '../../../sdk/random/index.js'
import { network } from '../../../sdk/simulation/index.js'

const pairs = ({ from, to }: Edges) => Array.from(from, (i, e) => [i, to[e]])

/** The space between two clouds of points in `dimensions`, or of one with itself. */
function cloud(pre: number, post: number, dimensions: number, seed: number, period?: number): Space {
  const random = philox(seed, 'cloud')
  const group = (name: string, size: number) => ({
    population: name,
    from: 0,
    to: size,
    positions: {
      dimensions,
      coordinates: Float64Array.from({ length: size * dimensions }, () => 10 * random.uniform()),
    },
  })
  return spaceBetween(group('a', pre), group('b', post), 'test', period)
}

describe('distance', () => {
  it('is Euclidean, and the shorter way around a torus', () => {
    const at = (...coordinates: number[]) => ({
      population: 'p',
      from: 0,
      to: 1,
      positions: { dimensions: 2, coordinates: Float64Array.from(coordinates) },
    })
    assert.equal(spaceBetween(at(0, 0), at(3, 4), 'test').distance(0, 0), 5)
    assert.equal(spaceBetween(at(0, 0), at(9, 4), 'test', 10).distance(0, 0), Math.hypot(1, 4))
    assert.equal(spaceBetween(at(1, 1), at(9, 29), 'test', [10, 30]).distance(0, 0), Math.hypot(2, 2))
    assert.equal(spaceBetween(at(-1, 0), at(21, 0), 'test', 10).distance(0, 0), 2)
  })

  it('is that of neurons on a line where there are no positions, also for slices', () => {
    const line = (from: number, to: number) => ({ population: 'p', from, to })
    assert.equal(spaceBetween(line(5, 8), line(0, 3), 'test').distance(1, 2), 4)
  })

  it('names the populations that have no common space', () => {
    const net = network()
    const sheet = net.population('sheet', 4, izhikevich(), { positions: grid({ rows: 2, columns: 2 }) })
    const line = net.population('line', 4, izhikevich())
    const topology = distanceDependent({ p: () => 1 })
    const message =
      /connect sheet -> line: there is no distance, population "sheet" has 2 coordinates a neuron, population "line" has 1/
    assert.throws(() => net.connect(sheet, line, { topology }), message)
    assert.throws(() => net.connect(sheet, line, { delay: s => s.distance }), message)
    net.connect(sheet, line, { weight: s => s.pre })
    assert.throws(
      () => net.connect(sheet, sheet, { topology: distanceDependent({ p: () => 1, periodic: [1] }) }),
      /periodic must be a positive length, or 2 of them, got \[1\]/,
    )
  })
})

describe('distanceDependent', () => {
  it('is complete where p is 1, and every pair at most once', () => {
    const all = distanceDependent({ p: () => 1 })
    assert.deepEqual(all.edges(7, 7, philox(1), true), allToAll().edges(7, 7, philox(1), true))
    assert.deepEqual(all.edges(3, 7, philox(1), false), allToAll().edges(3, 7, philox(1), false))
    assert.equal(distanceDependent({ p: () => 1, self: true }).edges(7, 7, philox(1), true).from.length, 49)
    assert.equal(distanceDependent({ p: () => 0 }).edges(7, 7, philox(1), true).from.length, 0)
  })

  it('is what p is of distance', () => {
    const sigma = 2
    const p = (d: number) => 0.7 * Math.exp((-d * d) / (2 * sigma ** 2))
    const bins = Array.from({ length: 16 }, () => ({ pairs: 0, expected: 0, variance: 0, found: 0 }))
    for (const seed of [1, 2, 3]) {
      const space = cloud(300, 400, 2, seed)
      const bin = (d: number) => bins[Math.min(15, Math.floor(2 * d))]
      for (let i = 0; i < 300; i++) {
        for (let j = 0; j < 400; j++) {
          const d = space.distance(i, j)
          const b = bin(d)
          b.pairs++
          b.expected += p(d)
          b.variance += p(d) * (1 - p(d))
        }
      }
      const { from, to } = distanceDependent({ p }).edges(300, 400, philox(seed), false, () => space)
      from.forEach((i, e) => bin(space.distance(i, to[e])).found++)
    }
    for (const { expected, variance, found } of bins) {
      assert(Math.abs(found - expected) <= 5 * Math.sqrt(variance) + 1e-9, `${found}, expected ${expected}`)
    }
    assert(bins[0].found > 100 && bins[8].found > 10)
  })

  it('with a radius beyond which p is 0 is the same, bit for bit: cells only save looking', () => {
    const size = fc.integer({ min: 0, max: 60 })
    const radius = fc.double({ min: 0.05, max: 15, noNaN: true })
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 1, max: 3 }),
        radius,
        fc.boolean(),
        fc.nat(),
        (pre, post, dimensions, r, torus, seed) => {
          const space = cloud(pre, post, dimensions, seed, torus ? 10 : undefined)
          const p = (d: number) => (d > r ? 0 : 0.5)
          const build = (options: object) =>
            distanceDependent({ p, ...options }).edges(pre, post, philox(seed), false, () => space)
          assert.deepEqual(build({ radius: r }), build({}))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('finds neighbours at exactly the radius, on a grid and around its torus', () => {
    for (const [rows, columns] of [
      [6, 7],
      [3, 3],
      [2, 5],
      [1, 9],
    ]) {
      // prettier-ignore
      for (const [periodic, expected] of [
        [undefined, 2 * (rows * (columns - 1) + columns * (rows - 1))],
        [[columns, rows], undefined],
      ] as const) {
        const net = network()
        const sheet = net.population('sheet', rows * columns, izhikevich(), { positions: grid({ rows, columns }) })
        const topology = distanceDependent({ p: () => 1, radius: 1, periodic })
        const { synapses } = net.connect(sheet, sheet, { topology })
        // On a torus every neuron has its four neighbours; where a side is 2 long two of them are one, where 1 none.
        const along = (n: number) => (n > 2 ? 2 : n - 1)
        assert.equal(synapses, expected ?? rows * columns * (along(rows) + along(columns)))
      }
    }
  })

  it('gives its periods to functions of distance', () => {
    const net = network({ dt: 1 })
    const ring = net.population('ring', 10, izhikevich())
    net.connect(ring, ring, { topology: distanceDependent({ p: () => 1, periodic: 10 }), delay: s => s.distance })
    const { delays } = net.describe().projections[0]
    assert.equal(Math.max(...(delays as Uint16Array)), 5)
    assert.equal((delays as Uint16Array).filter(d => d === 1).length, 20)
  })

  it('is deterministic, and another for another seed', () => {
    const build = (seed: number) => distanceDependent({ p: d => 1 / (1 + d) }).edges(50, 50, philox(seed), true)
    assert.deepEqual(build(4), build(4))
    assert.notDeepEqual(pairs(build(4)), pairs(build(5)))
  })

  it('names what is wrong', () => {
    assert.throws(() => distanceDependent({ p: 0.5 as never }), /distanceDependent: p must be a function of the distance, got 0\.5/)
    assert.throws(() => distanceDependent({ p: () => 1, radius: 0 }), /radius must be positive, got 0/)
    assert.throws(() => distanceDependent({ p: () => 1, sigma: 2 } as never), /distanceDependent: unknown option "sigma"; it has p, radius, periodic, self/)
    assert.throws(() => distanceDependent({ p: d => d }).edges(5, 5, philox(1), true), /distanceDependent: p\(2\) must lie in 0\.\.1, got 2/)
  }) // prettier-ignore
})

describe('a constant p of distance', () => {
  it('connects as often as pairwise does', () => {
    const count = (topology: ReturnType<typeof pairwise>) => topology.edges(300, 300, philox(3), true).from.length
    const [expected, sd] = [300 * 299 * 0.1, Math.sqrt(300 * 299 * 0.09)]
    for (const topology of [pairwise({ p: 0.1 }), distanceDependent({ p: () => 0.1 })]) {
      assert(Math.abs(count(topology) - expected) < 5 * sd)
    }
  })
})
