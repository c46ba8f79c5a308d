import assert from 'node:assert/strict'
import fc from 'fast-check'
import { collect } from '../../../sdk/network/synapses/collecting.js'
import { placing } from '../../../sdk/network/synapses/placing.js'
import { compressRows, type Edges } from '../../../sdk/network/topology/index.js'

const whole = (size: number) => ({ from: 0, size })

/** Columns of edges brought to their rows, so many edges at a time. */
function placed({ from, to }: Edges, offsets: Uint32Array, size: number) {
  const { next, move } = placing(offsets, size)
  const into = [new Uint32Array(from.length), new Float64Array(from.length), new Uint16Array(from.length)] as const
  for (let e = 0; e < from.length; e += size) {
    next(from.subarray(e, e + size))
    const part = to.subarray(e, e + size)
    move(part, into[0])
    move(Float64Array.from(part, x => x / 2), into[1]) // prettier-ignore
    move(Uint16Array.from(part), into[2])
  }
  return into
}

describe('placing', () => {
  it('brings columns to where compressRows brings edges', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 5000 })
          .chain(n => fc.tuple(fc.constant(n), fc.array(fc.integer({ min: 0, max: n - 1 }), { maxLength: 60 }))),
        fc.integer({ min: 1, max: 70 }),
        ([n, sources], size) => {
          const from = Uint32Array.from(sources)
          const rows = compressRows({ from, to: from.map((_, e) => e) }, n)
          const [indices, numbers, shorts] = placed({ from, to: from.map((_, e) => e) }, rows.offsets, size)
          assert.deepEqual(indices, rows.targets)
          assert.deepEqual(
            numbers,
            Float64Array.from(rows.targets, e => e / 2),
          )
          assert.deepEqual(shorts, Uint16Array.from(rows.targets))
        },
      ),
    )
  })

  it('keeps the order within a row of many edges, over many times', () => {
    const n = 300_000
    const from = Uint32Array.from({ length: n }, (_, e) => (e * 7919) % 4096)
    const to = from.map((_, e) => e)
    const { offsets } = compressRows({ from, to }, 4096)
    const [into] = placed({ from, to }, offsets, 10_000)
    for (let i = 0; i < 4096; i++) {
      for (let s = offsets[i]; s < offsets[i + 1]; s++) {
        if (from[into[s]] !== i || (s > offsets[i] && into[s - 1] >= into[s])) assert.fail(`synapse ${s}`)
      }
    }
  })
})

describe('collect', () => {
  /** The pieces' own arrays are overwritten by the next, as topologies may. */
  function* pieces({ from, to }: Edges, size: number): Generator<Edges> {
    const buffer = { from: new Uint32Array(size), to: new Uint32Array(size) }
    for (let e = 0; e < from.length; e += size) {
      const n = Math.min(size, from.length - e)
      buffer.from.set(from.subarray(e, e + n))
      buffer.to.set(to.subarray(e, e + n))
      yield { from: buffer.from.subarray(0, n), to: buffer.to.subarray(0, n) }
      yield { from: new Uint32Array(0), to: new Uint32Array(0) }
    }
  }
  const collected = (given: Iterable<Edges>, how: Parameters<typeof collect>[1]) => {
    const work = collect(given, how)
    for (;;) {
      const { done, value } = work.next()
      if (done) return value
    }
  }

  it('gives all edges of the pieces, their rows, and whether they were in order, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.nat(14)), { maxLength: 80 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(100),
        (pairs, sorted, size, room) => {
          if (sorted) pairs.sort(([a], [b]) => a - b)
          const from = Uint32Array.from(pairs, ([i]) => i)
          const to = Uint32Array.from(pairs, ([, j]) => j)
          const sides = { pre: { from: 3, size: 10 }, post: { from: 7, size: 15 } }
          const all = collected(pieces({ from, to }, size), { rows: 20, ...sides, room })
          const shifted = from.map(i => i + 3)
          const rows = compressRows({ from: shifted, to }, 20)
          assert.deepEqual(all.offsets, rows.offsets)
          assert.deepEqual(all.to, to.map(j => j + 7)) // prettier-ignore
          assert.deepEqual(all.from && Uint32Array.from(all.from), rows.places && shifted)
        },
      ),
    )
  })

  it('refuses an end that there is not', () => {
    const edges = (from: number[], to: number[]) => [{ from: Uint32Array.from(from), to: Uint32Array.from(to) }]
    const how = { rows: 4, pre: whole(4), post: whole(3), room: 2 }
    assert.throws(() => collected(edges([0, 4], [0, 0]), how), /edge 1 comes from neuron 4, expected 0 to 3/)
    assert.throws(() => collected(edges([0, 3], [0, 3]), how), /edge 1 goes to neuron 3, expected 0 to 2/)
  })
})
