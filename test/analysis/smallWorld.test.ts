import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  clustering,
  degreeDistribution,
  degrees,
  inDegrees,
  pathLength,
  pathLengths,
  reciprocity,
  smallWorldIndex,
  transposed,
  type Graph,
} from '../../sdk/analysis/index.js'
import { compressRows, pairwise, smallWorld } from '../../sdk/network/topology/index.js'
import { rewired } from '../../sdk/analysis/rewired.js'
import { philox } from '../../sdk/random/index.js'

const graph = (...rows: number[][]): Graph => ({
  offsets: Uint32Array.from([0, ...rows], (_, i) => rows.slice(0, i).reduce((sum, row) => sum + row.length, 0)),
  targets: Uint32Array.from(rows.flat()),
})
const wattsStrogatz = (n: number, k: number, p: number, seed = 1) =>
  compressRows(smallWorld({ k, p }).edges(n, n, philox(seed), true), n)
const random = (n: number, p: number, seed = 1) => compressRows(pairwise({ p }).edges(n, n, philox(seed), true), n)
const anyGraph = fc
  .array(fc.array(fc.nat(7), { maxLength: 8 }), { minLength: 8, maxLength: 8 })
  .map(rows => graph(...rows))

describe('reciprocity', () => {
  it('is the share of edges that are returned', () => {
    assert.equal(reciprocity(graph([1, 2], [0], [])), 2 / 3)
    assert.equal(reciprocity(graph([1], [2], [0])), 0)
    assert.equal(reciprocity(wattsStrogatz(100, 6, 0.3)), 1)
    assert.equal(reciprocity(graph([], [])), 0)
  })

  it('does not count self-connections, and repeated edges once', () => {
    assert.equal(reciprocity(graph([0, 1, 1, 2], [0], [2])), 2 / 3)
    assert.equal(reciprocity(graph([0])), 0)
  })

  it('of a random graph is the share of pairs connected', () => {
    for (const seed of [1, 2, 3]) assert(Math.abs(reciprocity(random(500, 0.1, seed)) - 0.1) < 0.01)
  })

  it('is the same with every edge turned round', () => {
    fc.assert(fc.property(anyGraph, g => assert.equal(reciprocity(g), reciprocity(transposed(g)))))
  })
})

describe('transposed', () => {
  it('has every edge the other way, and twice is the graph with its rows in order', () => {
    fc.assert(
      fc.property(anyGraph, g => {
        assert.deepEqual(degrees(transposed(g)), inDegrees(g))
        const twice = transposed(transposed(g))
        assert.deepEqual(twice.offsets, g.offsets)
        for (let i = 0; i < 8; i++) {
          const row = g.targets.slice(g.offsets[i], g.offsets[i + 1]).sort()
          assert.deepEqual(twice.targets.slice(g.offsets[i], g.offsets[i + 1]), row)
        }
      }),
    )
  })
})

describe('degreeDistribution', () => {
  it('is the share of the vertices of each degree', () => {
    assert.deepEqual(Array.from(degreeDistribution([2, 0, 2, 3])), [0.25, 0, 0.5, 0.25])
    assert.equal(degreeDistribution([]).length, 0)
    const ring = degreeDistribution(degrees(wattsStrogatz(50, 6, 0)))
    assert.deepEqual(Array.from(ring), [0, 0, 0, 0, 0, 0, 1])
  })

  it('of a random graph is binomial, for in-degrees as for out-degrees', () => {
    const [n, p] = [4000, 0.002]
    for (const of of [degrees, inDegrees]) {
      const share = degreeDistribution(of(random(n, p)))
      let expected = (1 - p) ** (n - 1)
      for (let k = 0; k < 16; k++) {
        assert(Math.abs(share[k] - expected) < 5 * Math.sqrt(expected / n) + 1e-3, `${share[k]} of degree ${k}`)
        expected *= ((n - 1 - k) * p) / ((k + 1) * (1 - p))
      }
    }
  })

  it('names a degree that is none', () => {
    assert.throws(() => degreeDistribution([1, 0.5]), /degree 1 must be a whole number of 0 or more, got 0.5/)
  })
})

describe('pathLengths', () => {
  it('is the path length of a connected graph, without error from all vertices', async () => {
    const g = wattsStrogatz(300, 6, 0.1)
    const { mean, error, reachable } = await pathLengths(g)
    assert.equal(mean, pathLength(g))
    assert.deepEqual([error, reachable], [0, 1])
  })

  it('leaves out pairs without a path, and says how many', async () => {
    // 0 - 1 and 2 - 3 - 4, not connected with each other
    const { mean, reachable } = await pathLengths(graph([1], [0], [3], [2, 4], [3]))
    assert.deepEqual([mean, reachable], [(1 + 1 + 3 + 2 + 3) / 8, 8 / 20])
    assert.deepEqual(await pathLengths(graph([], [])), { mean: NaN, error: 0, reachable: 0 })
  })

  it('is as far from the truth as its error says', async () => {
    const g = wattsStrogatz(500, 6, 0.02)
    const truth = pathLength(g)
    let within = 0
    for (let seed = 1; seed <= 40; seed++) {
      const { mean, error } = await pathLengths(g, { sources: 30, random: philox(seed).uniform })
      if (Math.abs(mean - truth) < 2 * error) within++
    }
    assert(within >= 34, `${within} of 40 within two standard errors`)
  })

  it('may be watched and stopped', async () => {
    const g = wattsStrogatz(20_000, 6, 0.02)
    const seen: number[] = []
    await pathLengths(g, { sources: 200, onProgress: (done, all) => seen.push(done / all) })
    assert.equal(seen.at(-1), 1)
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    )
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('enough')), 60)
    await assert.rejects(pathLengths(g, { signal: stop.signal }), /enough/)
  })

  it('names a wrong number of sources', async () => {
    await assert.rejects(
      pathLengths(graph([1], [0]), { sources: 3 }),
      /pathLengths: sources must be a whole number of 1 to 2/,
    )
  })
})

describe('smallWorldIndex', () => {
  it('is above 1 for a small world, and highest between ring and random graph', async () => {
    const sigmas: number[] = []
    for (const p of [0, 0.05, 1]) sigmas.push((await smallWorldIndex(wattsStrogatz(1000, 10, p))).sigma)
    const [ring, small, none] = sigmas
    // Humphries & Gurney 2008, figure 1: tens between, about 1 at p = 1.
    assert(small > 20 && small > 4 * ring, `${sigmas}`)
    // Degrees vary half as much as in a random graph: triangles are a tenth fewer, and they are only some 150.
    assert(Math.abs(none - 0.9) < 0.2, `${none}, expected .9`)
  })

  it('omega goes from -1 (a ring) over 0 to 1 (random)', async () => {
    const omegas: number[] = []
    for (const p of [0, 0.05, 1]) omegas.push((await smallWorldIndex(wattsStrogatz(1000, 10, p))).omega)
    const [ring, small, none] = omegas
    assert(ring < -0.9 && Math.abs(small) < 0.35 && none > 0.9, `${omegas}`)
  })

  it('is the quotient of its parts', async () => {
    const g = wattsStrogatz(400, 8, 0.1)
    const found = await smallWorldIndex(g)
    assert.equal(found.clustering, clustering(g))
    assert.equal(found.pathLength, pathLength(g))
    assert.equal(found.latticeClustering, 9 / 14)
    assert.equal(found.randomClustering, 8 / 399)
    assert.equal(found.sigma, found.clustering / found.randomClustering / (found.pathLength / found.randomPathLength))
  })

  it('has references by formula that sampled random graphs confirm', async () => {
    const g = wattsStrogatz(1000, 10, 0.1)
    const [formula, sampled] = [await smallWorldIndex(g), await smallWorldIndex(g, { samples: 3 })]
    assert(Math.abs(sampled.randomPathLength / formula.randomPathLength - 1) < 0.03, `${sampled.randomPathLength}`)
    // One edge more or less at every vertex: fewer triangles than in a graph of binomial degrees.
    assert(Math.abs(sampled.randomClustering / formula.randomClustering - 1) < 0.2, `${sampled.randomClustering}`)
    assert.deepEqual(sampled, await smallWorldIndex(g, { samples: 3 }), 'the same seed gives the same')
  })

  it('counts all of its graphs as progress, and may be stopped', async () => {
    const seen: [number, number][] = []
    await smallWorldIndex(wattsStrogatz(200, 6, 0.1), { samples: 2, onProgress: (done, all) => seen.push([done, all]) })
    assert.deepEqual(seen.at(-1), [600, 600])
    await assert.rejects(
      smallWorldIndex(wattsStrogatz(200, 6, 0.1), { signal: AbortSignal.abort(new Error('no')) }),
      /no/,
    )
  })

  it('names graphs of which it says nothing', async () => {
    await assert.rejects(smallWorldIndex(graph([1], [0])), /a graph of 2 vertices is no world; at least 4/)
    await assert.rejects(smallWorldIndex(graph([1], [2], [3], [0])), /mean degree must be above 1, got 1/)
    await assert.rejects(smallWorldIndex(wattsStrogatz(50, 4, 0), { samples: -1 }), /samples must be a whole number/)
  })
})

describe('rewired', () => {
  it('keeps every degree, adds no self-connection and repeats no edge', async () => {
    for (const [g, undirected] of [
      [wattsStrogatz(300, 6, 0.1), true],
      [random(300, 0.03), false],
    ] as const) {
      // prettier-ignore
      const other = await rewired(g, undirected, philox(5))
      assert.deepEqual(degrees(other), degrees(g))
      assert.deepEqual(inDegrees(other), inDegrees(g))
      assert.notDeepEqual(other, g)
      for (let i = 0; i < 300; i++) {
        const row = other.targets.slice(other.offsets[i], other.offsets[i + 1])
        assert.equal(new Set(row).size, row.length)
        assert(!row.includes(i))
      }
      if (undirected) assert.equal(reciprocity(other), 1)
      assert(clustering(other) < 0.06)
    }
  })

  it('leaves alone what cannot change', async () => {
    assert.deepEqual(await rewired(graph([1], [0]), true, philox(1)), graph([1], [0]))
    assert.deepEqual(await rewired(graph([], []), false, philox(1)), graph([], []))
  })
})
