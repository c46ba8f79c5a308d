import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  allToAll,
  compressRows,
  distanceDependent,
  fixedInDegree,
  fixedOutDegree,
  oneToOne,
  pairwise,
  smallWorld,
  type Topology,
} from '../../../sdk/network/topology/index.js'
import { philox, type Random } from '../../../sdk/random/index.js'

/** Every topology, for populations that suit it; `self` where it is an option. */
const topologies: [string, (n: number, self: boolean) => Topology, boolean][] = [
  ['allToAll', (_, self) => allToAll({ self }), true],
  ['pairwise', (_, self) => pairwise({ p: 0.3, self }), true],
  ['fixedInDegree', (n, self) => fixedInDegree({ k: Math.floor(n / 3), self }), true],
  ['fixedInDegree with repeats', (n, self) => fixedInDegree({ k: n, self, repeats: true }), true],
  ['fixedOutDegree', (n, self) => fixedOutDegree({ k: Math.floor(n / 3), self }), true],
  ['fixedOutDegree with repeats', (n, self) => fixedOutDegree({ k: n, self, repeats: true }), true],
  ['distanceDependent', (_, self) => distanceDependent({ p: d => Math.exp(-d / 4), self }), true],
  ['distanceDependent on a ring', (n, self) => distanceDependent({ p: d => 1 / (1 + d), radius: 3, periodic: n, self }), true],
  ['smallWorld', () => smallWorld({ k: 2, p: 0.3 }), false],
  ['oneToOne', () => oneToOne(), true],
] // prettier-ignore

describe('every topology', () => {
  for (const [name, of, other] of topologies) {
    it(`${name}: rows are in order, targets exist, no neuron on itself unless asked, the same for the same seed`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 4, max: 40 }), fc.boolean(), fc.boolean(), fc.nat(), (n, self, same, seed) => {
          const recurrent = same || !other
          const build = () => of(n, self).edges(n, n, philox(seed), recurrent)
          const edges = build()
          const { offsets, targets, places } = compressRows(edges, n)
          assert.equal(offsets.length, n + 1)
          assert.equal(offsets[0], 0)
          assert.equal(offsets[n], targets.length)
          for (let i = 0; i < n; i++) {
            assert(offsets[i] <= offsets[i + 1])
            for (let s = offsets[i]; s < offsets[i + 1]; s++) {
              assert(targets[s] < n)
              assert(!recurrent || self || name === 'oneToOne' || targets[s] !== i)
            }
          }
          if (places) assert.deepEqual(places.slice().sort(), Uint32Array.from(places.keys()))
          assert.deepEqual(build(), edges)
          const pieces = of(n, self).edges.pieces!(n, n, philox(seed), recurrent)
          const ends = Array.from(pieces, ({ from, to }) => [Array.from(from), Array.from(to)])
          assert.deepEqual(ends.flatMap(([from]) => from), Array.from(edges.from)) // prettier-ignore
          assert.deepEqual(ends.flatMap(([, to]) => to), Array.from(edges.to)) // prettier-ignore
        }),
      )
    })
  }
})

describe('a fixed degree', () => {
  /** Floyd's algorithm as it is written in Commun ACM 30:754, with a set. */
  function floyd(fixed: number, others: number, k: number, random: Random): number[] {
    return Array.from({ length: fixed }).flatMap(() => {
      const drawn = new Set<number>()
      for (let top = others - k; top < others; top++) {
        const partner = random.integer(top + 1)
        drawn.add(drawn.has(partner) ? top : partner)
      }
      return [...drawn]
    })
  }

  it('is drawn as by Floyd, be it few of many or nearly all', () => {
    for (const [fixed, others, k] of [
      [7, 9, 9],
      [50, 40, 30],
      [300, 5000, 100],
      [2000, 3000, 1],
      [3, 100_000, 30_000],
    ]) {
      // prettier-ignore
      const expected = Uint32Array.from(floyd(fixed, others, k, philox(k, 'degree')))
      assert.deepEqual(fixedOutDegree({ k }).edges(fixed, others, philox(k, 'degree'), false).to, expected)
      assert.deepEqual(fixedInDegree({ k }).edges(others, fixed, philox(k, 'degree'), false).from, expected)
    }
  })
})

describe('fixedOutDegree', () => {
  it('gives each neuron exactly k distinct targets, in order of the sources', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), fc.boolean(), fc.boolean(), (pre, post, k, same, self) => {
        const other = same ? pre : post
        fc.pre(k <= (same && !self ? Math.max(0, other - 1) : other))
        const { from, to } = fixedOutDegree({ k, self }).edges(pre, other, philox(k), same)
        assert.deepEqual(
          from,
          Uint32Array.from({ length: pre * k }, (_, e) => Math.floor(e / k)),
        )
        for (let i = 0; i < pre; i++) assert.equal(new Set(to.subarray(i * k, (i + 1) * k)).size, k)
      }),
    )
  })

  it('draws every target equally often, with and without repeats', () => {
    for (const repeats of [false, true]) {
      const counts = new Float64Array(20)
      const { to } = fixedOutDegree({ k: 5, repeats }).edges(20_000, 20, philox(2), false)
      for (const j of to) counts[j]++
      const variance = repeats ? 5000 * 0.95 : 20_000 * 0.25 * 0.75
      for (const count of counts) assert(Math.abs(count - 5000) < 5 * Math.sqrt(variance), `${count}, expected 5000`)
    }
  })

  it('names what is wrong', () => {
    const random = philox(1)
    assert.throws(() => fixedOutDegree({ k: -1 }), /fixedOutDegree: k must be a whole number of 0 or more, got -1/)
    assert.throws(
      () => fixedOutDegree({ k: 5 }).edges(5, 5, random, true),
      /fixedOutDegree: k = 5 outputs need as many targets, there are 4/,
    )
    assert.throws(() => fixedOutDegree({ k: 1, multapses: true } as never), /it has k, self, repeats/)
  })
})
