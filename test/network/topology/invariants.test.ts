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
import { philox } from '../../../sdk/random/index.js'

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
        }),
      )
    })
  }
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
