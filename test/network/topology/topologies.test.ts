import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  allToAll,
  compressRows,
  fixedInDegree,
  fromArrays,
  oneToOne,
  pairwise,
  type Edges,
} from '../../../sdk/network/topology/index.js'
import { philox } from '../../../sdk/random/index.js'

const pairs = ({ from, to }: Edges) => Array.from(from, (i, e) => [i, to[e]])
const distinct = (edges: Edges) => new Set(pairs(edges).map(pair => pair.join())).size
const random = philox(1)

describe('allToAll', () => {
  it('connects every pair, and a neuron to itself only if asked to or if it is another population', () => {
    assert.deepEqual(pairs(allToAll().edges(2, 2, random, false)), [[0, 0], [0, 1], [1, 0], [1, 1]]) // prettier-ignore
    assert.deepEqual(pairs(allToAll().edges(2, 2, random, true)), [[0, 1], [1, 0]]) // prettier-ignore
    assert.equal(allToAll({ self: true }).edges(5, 5, random, true).from.length, 25)
    assert.equal(allToAll().edges(3, 7, random, false).from.length, 21)
    assert.equal(allToAll().edges(0, 7, random, false).from.length, 0)
  })

  it('refuses more synapses than an index can count', () => {
    assert.throws(() => allToAll().edges(100_000, 100_000, random, true), /100000 x 100000 neurons would need/)
  })
})

describe('oneToOne', () => {
  it('connects each neuron with its like', () => {
    assert.deepEqual(pairs(oneToOne().edges(3, 3, random, false)), [[0, 0], [1, 1], [2, 2]]) // prettier-ignore
  })

  it('refuses populations of two sizes', () => {
    assert.throws(() => oneToOne().edges(3, 4, random, false), /got 3 and 4 neurons/)
  })
})

describe('pairwise', () => {
  const size = fc.nat(40)
  const probability = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1))

  it('connects a pair at most once, in order of source and target, without self-connections unless asked to', () => {
    fc.assert(
      fc.property(size, size, probability, fc.boolean(), fc.boolean(), fc.nat(), (pre, post, p, same, self, seed) => {
        const other = same ? pre : post
        const { from, to } = pairwise({ p, self }).edges(pre, other, philox(seed), same)
        from.forEach((i, e) => {
          assert(i < pre && to[e] < other)
          assert(!same || self || i !== to[e])
          if (e > 0) assert(i * other + to[e] > from[e - 1] * other + to[e - 1])
        })
      }),
    )
  })

  it('is complete at p = 1 and empty at p = 0', () => {
    assert.deepEqual(pairwise({ p: 1 }).edges(9, 9, random, true), allToAll().edges(9, 9, random, true))
    assert.deepEqual(pairwise({ p: 1 }).edges(4, 9, random, false), allToAll().edges(4, 9, random, false))
    assert.equal(pairwise({ p: 0 }).edges(9, 9, random, true).from.length, 0)
    assert.equal(pairwise({ p: 5e-324 }).edges(9, 9, random, true).from.length, 0)
  })

  it('ends with nothing where there is no pair', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const [pre, post, same] of [
        [0, 0, true],
        [1, 1, true],
        [0, 3, false],
        [3, 0, false],
      ] as const) {
        assert.equal(pairwise({ p: 0.05 }).edges(pre, post, philox(seed), same).from.length, 0)
      }
    }
  })

  it('has a binomial number of synapses, and every pair equally often', () => {
    const [n, p, draws] = [30, 0.1, 2000]
    const counts = new Float64Array(n * n)
    let total = 0
    for (let seed = 0; seed < draws; seed++) {
      const { from, to } = pairwise({ p }).edges(n, n, philox(seed, 'pairwise'), true)
      total += from.length
      for (let e = 0; e < from.length; e++) counts[from[e] * n + to[e]]++
    }
    const trials = draws * n * (n - 1)
    assert(Math.abs(total - trials * p) < 5 * Math.sqrt(trials * p * (1 - p)), `${total} synapses of ${trials} pairs`)
    let chi = 0
    counts.forEach((count, pair) => {
      if (pair % (n + 1) !== 0) chi += (count - draws * p) ** 2 / (draws * p * (1 - p))
    })
    const freedom = n * (n - 1)
    assert(Math.abs(chi - freedom) < 5 * Math.sqrt(2 * freedom), `chi-square ${chi}, expected ${freedom}`)
  })

  it('names what is wrong', () => {
    assert.throws(() => pairwise({ p: -0.1 }), /pairwise: p must lie in 0\.\.1, got -0\.1/)
    assert.throws(() => pairwise({ p: 0.5 }).edges(1e5, 1e5, random, true), /100000 x 100000 neurons with p = 0\.5/)
  })
})

describe('fixedInDegree', () => {
  it('gives each neuron exactly k distinct sources, never itself unless asked to', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), fc.boolean(), fc.boolean(), (pre, post, k, same, self) => {
        const other = same ? pre : post
        const sources = same && !self ? pre - 1 : pre
        fc.pre(k <= sources)
        const edges = fixedInDegree({ k, self }).edges(pre, other, philox(k), same)
        const inputs = new Uint32Array(other)
        pairs(edges).forEach(([i, j]) => {
          assert(i < pre && (!same || self || i !== j))
          inputs[j]++
        })
        assert(inputs.every(count => count === k))
        assert.equal(distinct(edges), edges.from.length)
      }),
    )
  })

  it('draws every source equally often, with and without repeats', () => {
    for (const repeats of [false, true]) {
      const counts = new Float64Array(20)
      const { from } = fixedInDegree({ k: 5, repeats }).edges(20, 20_000, philox(2), false)
      for (const i of from) counts[i]++
      const variance = repeats ? 5000 * 0.95 : 20_000 * 0.25 * 0.75
      for (const count of counts) assert(Math.abs(count - 5000) < 5 * Math.sqrt(variance), `${count}, expected 5000`)
    }
  })

  it('may draw more inputs than there are sources if repeats are allowed', () => {
    const edges = fixedInDegree({ k: 10, repeats: true }).edges(3, 2, random, false)
    assert.equal(edges.from.length, 20)
    assert(edges.from.every(i => i < 3))
  })

  it('names what is wrong', () => {
    assert.throws(() => fixedInDegree({ k: 1.5 }), /k must be a whole number of 0 or more, got 1\.5/)
    assert.throws(
      () => fixedInDegree({ k: 5 }).edges(5, 5, random, true),
      /k = 5 inputs need as many sources, there are 4/,
    )
    assert.throws(() => fixedInDegree({ k: 1, repeats: true }).edges(0, 5, random, false), /there are 0/)
  })
})

describe('fromArrays', () => {
  it('gives back the synapses given, as copies', () => {
    const from = Uint32Array.of(2, 0, 2)
    const topology = fromArrays({ from, to: [1, 1, 1] })
    from[0] = 7
    const edges = topology.edges(3, 2, random, false)
    assert.deepEqual(pairs(edges), [[2, 1], [0, 1], [2, 1]]) // prettier-ignore
    edges.from[0] = 9
    assert.equal(topology.edges(3, 2, random, false).from[0], 2)
  })

  it('names what is wrong', () => {
    assert.throws(() => fromArrays({ from: [1], to: [] }), /one length, got 1 and 0/)
    assert.throws(() => fromArrays({ from: [0, -1], to: [0, 0] }), /from\[1\] must be the index of a neuron, got -1/)
    assert.throws(() => fromArrays({ from: [0, 0], to: [0, NaN] }), /to\[1\] must be the index of a neuron, got NaN/)
    assert.throws(() => fromArrays({ from: 3 as never, to: [] }), /from must be an array of whole numbers, got number/)
    const wide = fromArrays({ from: [0, 3], to: [0, 5] })
    assert.throws(() => wide.edges(3, 6, random, false), /from\[1\] must be one of 3 neurons, 0 to 2, got 3/)
    assert.throws(() => wide.edges(4, 5, random, false), /to\[1\] must be one of 5 neurons, 0 to 4, got 5/)
  })
})

describe('compressRows', () => {
  it('sorts by source and keeps the order within a row', () => {
    const rows = compressRows({ from: Uint32Array.of(2, 0, 2, 2), to: Uint32Array.of(5, 1, 3, 5) }, 4)
    assert.deepEqual(Array.from(rows.offsets), [0, 1, 1, 4, 4])
    assert.deepEqual(Array.from(rows.targets), [1, 5, 3, 5])
    assert.deepEqual(Array.from(rows.places!), [1, 0, 2, 3])
  })

  it('leaves in their places edges that come in order of their sources', () => {
    const to = Uint32Array.of(5, 1, 3)
    const rows = compressRows({ from: Uint32Array.of(0, 0, 2), to }, 3)
    assert.deepEqual(rows, { offsets: Uint32Array.of(0, 2, 2, 3), targets: to })
  })

  it('is the stable sort of any edges', () => {
    const edge = fc.tuple(fc.nat(9), fc.nat(9))
    fc.assert(
      fc.property(fc.array(edge), list => {
        const from = Uint32Array.from(list, ([i]) => i)
        const to = Uint32Array.from(list, ([, j]) => j)
        const { offsets, targets, places } = compressRows({ from, to }, 10)
        const expected = list.map((_, e) => e).sort((a, b) => from[a] - from[b])
        expected.forEach((e, place) => assert.equal(places ? places[e] : e, place))
        assert.deepEqual(Array.from(targets), expected.map(e => to[e])) // prettier-ignore
        for (let i = 0; i < 10; i++) assert.equal(offsets[i + 1] - offsets[i], list.filter(([s]) => s === i).length)
      }),
    )
  })

  it('names an edge from nowhere', () => {
    const edges = { from: Uint32Array.of(0, 4), to: Uint32Array.of(0, 0) }
    assert.throws(() => compressRows(edges, 4), /edge 1 comes from neuron 4, expected 0 to 3/)
  })
})
