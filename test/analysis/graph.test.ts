import assert from 'node:assert/strict'
import { clustering, degrees, pathLength, type Graph } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'

/** A graph from the list of each vertex's targets. */
const graph = (...rows: number[][]): Graph => ({
  offsets: Uint32Array.from([0, ...rows], (_, i) => rows.slice(0, i).reduce((sum, row) => sum + row.length, 0)),
  targets: Uint32Array.from(rows.flat()),
})
const complete = (n: number) =>
  graph(...Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => j).filter(j => j !== i)))
const path = graph([1], [0, 2], [1, 3], [2])
const star = graph([1, 2, 3, 4], [0], [0], [0], [0])
/** A triangle 0 1 2 with a tail 2 - 3. */
const kite = graph([1, 2], [0, 2], [0, 1, 3], [2])

describe('clustering', () => {
  it('is 1 in a complete graph and 0 in a path, a star and a graph without edges', () => {
    assert.equal(clustering(complete(5)), 1)
    assert.equal(clustering(path), 0)
    assert.equal(clustering(star), 0)
    assert.equal(clustering(graph([], [])), 0)
    assert.equal(clustering(graph()), 0)
  })

  it('is the mean of the local values', () => {
    assert.equal(clustering(kite), (1 + 1 + 1 / 3 + 0) / 4)
  })

  it('does not count self-connections or repeated edges', () => {
    assert.equal(clustering(graph([0, 1, 2, 1], [0, 2, 2], [0, 1, 3, 2], [2, 2])), clustering(kite))
  })

  it('counts ordered pairs in a directed graph', () => {
    assert.equal(clustering(graph([1, 2], [2], [])), 1 / 2 / 3)
  })
})

describe('pathLength', () => {
  it('is 1 in a complete graph, (n + 1)/3 in a path and 2(n - 1)/n in a star', () => {
    assert.equal(pathLength(complete(6)), 1)
    assert.equal(pathLength(path), 5 / 3)
    assert.equal(pathLength(star), 8 / 5)
    assert.equal(pathLength(graph([])), 0)
  })

  it('follows the direction of the edges', () => {
    assert.equal(pathLength(graph([1], [2], [0])), 1.5)
  })

  it('is infinite if a vertex cannot be reached', () => {
    assert.equal(pathLength(graph([1], [0], [])), Infinity)
  })

  it('measures from no source twice, so that all of them are the whole', () => {
    const { uniform } = philox(1)
    for (let i = 0; i < 20; i++) assert.equal(pathLength(kite, { sources: 4, random: uniform }), pathLength(kite))
  })

  it('is unbiased from a sample of sources', () => {
    const { uniform } = philox(2)
    let sum = 0
    for (let i = 0; i < 3000; i++) sum += pathLength(path, { sources: 2, random: uniform })
    // Of the six pairs of sources four give 5/3, one 2 and one 4/3: standard deviation .192.
    assert(Math.abs(sum / 3000 - 5 / 3) < (5 * 0.193) / Math.sqrt(3000), `mean ${sum / 3000}, expected 5/3`)
  })

  it('names a wrong number of sources', () => {
    assert.throws(() => pathLength(path, { sources: 5 }), /sources must be a whole number of 1 to 4.*, got 5/)
    assert.throws(() => pathLength(path, { sources: 0 }), /got 0/)
  })
})

describe('degrees', () => {
  it('counts the edges that leave each vertex', () => {
    assert.deepEqual(Array.from(degrees(star)), [4, 1, 1, 1, 1])
    assert.deepEqual(Array.from(degrees(graph())), [])
  })
})
