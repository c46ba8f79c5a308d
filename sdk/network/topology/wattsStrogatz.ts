import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Random } from '../../random/index.js'
import { joinRing } from './joinRing.js'
import { inPieces, piece, pieceSize } from './pieces.js'
import type { Edges, Topology } from './topology.js'

export interface SmallWorldOptions {
  /** Neighbours of each neuron on the ring; even, below the size of the population. */
  readonly k: number
  /** Probability that an edge is rewired, 0 (a ring) to 1 (a random graph). */
  readonly p: number
}

/**
 * A small world: a ring of neighbours with a few long shortcuts, so that clustering stays high
 * while paths become short (Watts & Strogatz 1998, Nature 393:440).
 *
 * Edges are undirected; each becomes two synapses, one per direction. Their number, `n k / 2`, does not depend on `p`;
 * there are no self-connections and no duplicates. Equivalent to NetworkX's `watts_strogatz_graph`. For a population
 * onto itself. 100,000 neurons with k = 6 and p = .02 take some 50 ms; the cost of a rewired edge grows with k.
 *
 * @throws RangeError if `k` is odd, negative or not below `n`, if `p` is outside 0..1, or between two populations.
 * @example
 * net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }) })
 */
export function smallWorld(options: SmallWorldOptions): Topology {
  refuseUnknown('smallWorld', options, ['k', 'p'])
  const { k, p } = options
  check(Number.isInteger(k) && k >= 0 && k % 2 === 0, `smallWorld: k must be an even whole number, got ${k}`)
  check(p >= 0 && p <= 1, `smallWorld: p must lie in 0..1, got ${p}`)
  const half = k / 2
  const pieces = (n: number, post: number, random: Random, same: boolean) => {
    check(same && n === post, `smallWorld: connects a population with itself, got two (of ${n} and ${post} neurons)`)
    check(k < n, `smallWorld: k = ${k} needs more than ${k} neurons, got ${n}`)
    return ring(n, half, p, random)
  }

  return {
    name: 'small world',
    count: n => ({ synapses: n * k, kind: 'exact' }),
    edges: inPieces(pieces, n => n * k),
    join: joining => joinRing(joining, half, p),
    recipe: { make: 'smallWorld', args: [options] },
  }
}

function* ring(n: number, half: number, p: number, random: Random): Generator<Edges> {
  // Edge (i, lap) keeps its end i for ever; its other end lies at ends[i * half + lap]. So the neighbours of i and j
  // can be compared in these two rows alone, and no set of edges is needed.
  const ends = new Uint32Array(n * half)
  const degree = new Uint32Array(n).fill(2 * half)
  for (let i = 0; i < n; i++) {
    for (let lap = 0; lap < half; lap++) ends[i * half + lap] = (i + lap + 1) % n
  }
  const connected = (i: number, j: number) => {
    for (let a = i * half, b = j * half, stop = a + half; a < stop; a++, b++) {
      if (ends[a] === j || ends[b] === i) return true
    }
    return false
  }
  const rewire = (lap: number, begin: number, end: number) => {
    for (let i = begin; i < end; i++) {
      if (random.uniform() >= p || degree[i] === n - 1) continue // a neighbour of all has nowhere to go
      let j: number
      do j = random.integer(n)
      while (j === i || connected(i, j))
      const e = i * half + lap
      degree[ends[e]]--
      degree[j]++
      ends[e] = j
    }
  }
  const { push, full, take } = piece()
  // Lap by lap, as the paper does: near neighbours first.
  for (let lap = 0; lap < half; lap++) {
    for (let i = 0; i < n; i += pieceSize) {
      rewire(lap, i, Math.min(n, i + pieceSize))
      yield take()
    }
  }
  for (let i = 0; i < n; i++) {
    for (let e = i * half; e < (i + 1) * half; e++) {
      push(i, ends[e])
      push(ends[e], i)
    }
    if (full()) yield take()
  }
  yield take()
}
