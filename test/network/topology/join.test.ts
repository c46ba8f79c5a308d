import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  allToAll,
  distanceDependent,
  fixedInDegree,
  fixedOutDegree,
  fromArrays,
  oneToOne,
  pairwise,
  smallWorld,
  topologyFrom,
  type Joining,
  type Topology,
} from '../../../sdk/network/topology/index.js'
import { spaceBetween } from '../../../sdk/network/index.js'
import { philox } from '../../../sdk/random/index.js'

const topologies: readonly [string, Topology, alone?: boolean][] = [
  ['allToAll', allToAll()],
  ['pairwise', pairwise({ p: 0.3 })],
  ['fixedInDegree', fixedInDegree({ k: 4 })],
  ['fixedOutDegree', fixedOutDegree({ k: 4 })],
  ['distanceDependent', distanceDependent({ p: d => Math.exp(-d / 4), radius: 9 })],
  ['smallWorld', smallWorld({ k: 4, p: 0.3 }), true],
  ['oneToOne', oneToOne()],
  ['fromArrays', fromArrays({ from: [0], to: [1] })],
]

/** Newborns of one population that projects onto itself. */
function joining(n: number, born: number, seed: number, dead: readonly number[] = []): Joining {
  const lives = (i: number) => !dead.includes(i)
  const living = n + born - dead.length
  const line = { population: 'line', from: 0, to: n + born }
  return {
    ...{ pre: n + born, post: n + born, firstPre: n, firstPost: n, random: philox(seed), same: true },
    ...{ livingPre: living, livingPost: living, livesPre: lives, livesPost: lives },
    space: () => spaceBetween(line, line, 'test'),
  }
}

describe('newborns join', () => {
  for (const [name, topology] of topologies) {
    it(`${name}: every synapse has a newborn in it, none a dead neuron, none is there twice; the same for the same seed`, () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 12, max: 40 }),
          fc.integer({ min: 1, max: 6 }),
          fc.uniqueArray(fc.nat(11), { maxLength: 4 }),
          fc.nat(),
          (n, born, dead, seed) => {
            const { from, to } = topology.join!(joining(n, born, seed, dead))
            const pairs = new Set<number>()
            for (const [e, i] of from.entries()) {
              const j = to[e]
              assert(i < n + born && j < n + born && (i >= n || j >= n))
              assert(name === 'oneToOne' || i !== j)
              assert(!dead.includes(i) && !dead.includes(j))
              pairs.add(i * 1000 + j)
            }
            assert.equal(pairs.size, from.length)
            assert.deepEqual(topology.join!(joining(n, born, seed, dead)), { from, to })
          },
        ),
      )
    })

    it(`${name}: comes back from its recipe`, () => {
      const again = topologyFrom(topology.recipe!)
      assert.equal(again.name, topology.name)
      assert.deepEqual(again.join!(joining(20, 3, 7)), topology.join!(joining(20, 3, 7)))
    })
  }

  const degrees = (topology: Topology, n: number, born: number) => {
    const { from, to } = topology.join!(joining(n, born, 3))
    const count = (ends: Uint32Array, i: number) => ends.filter(x => x === i).length
    return Array.from({ length: born }, (_, k) => [count(to, n + k), count(from, n + k)])
  }

  it('with the degrees of their rule', () => {
    assert.deepEqual(degrees(allToAll(), 20, 1), [[20, 20]])
    for (const [inputs] of degrees(fixedInDegree({ k: 4 }), 50, 5)) assert.equal(inputs, 4)
    for (const [, outputs] of degrees(fixedOutDegree({ k: 4 }), 50, 5)) assert.equal(outputs, 4)
    for (const [inputs, outputs] of degrees(smallWorld({ k: 6, p: 0 }), 50, 1))
      assert.deepEqual([inputs, outputs], [6, 6])
    const [[inputs, outputs]] = degrees(pairwise({ p: 0.1 }), 10_000, 1)
    for (const found of [inputs, outputs]) assert(Math.abs(found - 1000) < 5 * 30, `${found}, expected 1000`)
  })

  it('a ring in a gap: neighbours in a row, wherever it is, around the dead', () => {
    const gaps = new Set<number>()
    for (let seed = 0; seed < 60; seed++) {
      const { from, to } = smallWorld({ k: 4, p: 0 }).join!(joining(10, 1, seed, [5]))
      const partners = [...to.filter((_, e) => from[e] === 10)]
      const ring = [0, 1, 2, 3, 4, 6, 7, 8, 9]
      const first = ring.findIndex((_, k) => [0, 1, 2, 3].every(d => partners.includes(ring[(k + d) % 9])))
      assert(first >= 0, `${partners.join(' ')} are no neighbours`)
      gaps.add(first)
    }
    assert.equal(gaps.size, 9)
  })

  it('refuses a rule that too few are left for', () => {
    const dead = Array.from({ length: 9 }, (_, i) => i)
    assert.throws(() => fixedInDegree({ k: 4 }).join!(joining(12, 1, 1, dead)), /needs 4 partners, and 3 live/)
    assert.throws(() => smallWorld({ k: 4, p: 0 }).join!(joining(12, 1, 1, dead)), /needs 4 neighbours, and 3 live/)
  })
})
