import assert from 'node:assert/strict'
import fc from 'fast-check'
import { clustering, degrees, pathLength } from '../../../sdk/analysis/index.js'
import { compressRows, smallWorld } from '../../../sdk/network/topology/index.js'
import { philox } from '../../../sdk/random/index.js'

describe('smallWorld', () => {
  const build = (n: number, k: number, p: number, seed = 1) => smallWorld({ k, p }).edges(n, n, philox(seed), true)
  const graph = (n: number, k: number, p: number, seed = 1) => compressRows(build(n, k, p, seed), n)
  const between = (value: number, low: number, high: number, what: string) => {
    assert(value >= low && value <= high, `${what} ${value}, expected ${low} to ${high}`)
  }

  it('without rewiring is the ring: every neuron with its k nearest, once per direction', () => {
    const { offsets, targets } = graph(11, 4, 0)
    for (let i = 0; i < 11; i++) {
      const row = Array.from(targets.subarray(offsets[i], offsets[i + 1])).sort((a, b) => a - b)
      const expected = [-2, -1, 1, 2].map(d => (i + d + 11) % 11).sort((a, b) => a - b)
      assert.deepEqual(row, expected)
    }
  })

  it('without rewiring has the clustering 3(k-2) / 4(k-1) and the path length of the ring', () => {
    const ring = graph(1000, 10, 0)
    between(clustering(ring), 2 / 3 - 1e-12, 2 / 3 + 1e-12, 'clustering')
    // From each neuron: 10 others at each distance of 1 to 99, and 9 at 100.
    assert.equal(pathLength(ring), (10 * ((99 * 100) / 2) + 9 * 100) / 999)
  })

  it('keeps nk/2 edges, each once per direction, and no self-connection or duplicate, whatever p is', () => {
    const size = fc.integer({ min: 7, max: 200 })
    const p = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(1))
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 3 }), p, fc.nat(), (n, half, p, seed) => {
        const { from, to } = build(n, 2 * half, p, seed)
        const pairs = new Set(Array.from(from, (i, e) => i * n + to[e]))
        assert.equal(from.length, 2 * n * half)
        assert.equal(pairs.size, from.length)
        from.forEach((i, e) => {
          assert(i !== to[e] && i < n && to[e] < n)
          assert(pairs.has(to[e] * n + i))
        })
      }),
    )
  })

  it('leaves a complete graph complete', () => {
    assert.deepEqual(degrees(graph(7, 6, 1)), new Uint32Array(7).fill(6))
    assert.equal(clustering(graph(7, 6, 1)), 1)
  })

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(build(100, 4, 0.1, 7), build(100, 4, 0.1, 7))
    assert.notDeepEqual(degrees(graph(100, 4, 0.1, 7)), degrees(graph(100, 4, 0.1, 8)))
  })

  it('names what is wrong', () => {
    assert.throws(() => smallWorld({ k: 5, p: 0.1 }), /k must be an even whole number, got 5/)
    assert.throws(() => smallWorld({ k: -2, p: 0.1 }), /k must be an even whole number, got -2/)
    assert.throws(() => smallWorld({ k: 4, p: 1.5 }), /p must lie in 0\.\.1, got 1\.5/)
    assert.throws(() => smallWorld({ k: 4, p: NaN }), /p must lie in 0\.\.1, got NaN/)
    assert.throws(() => smallWorld({ k: 4, q: 1 } as never), /smallWorld: unknown option "q"/)
    assert.throws(() => build(6, 6, 0), /k = 6 needs more than 6 neurons, got 6/)
    const between = () => smallWorld({ k: 4, p: 0 }).edges(10, 20, philox(1), false)
    assert.throws(between, /connects a population with itself, got two \(of 10 and 20 neurons\)/)
  })
})
