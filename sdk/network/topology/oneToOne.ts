import { check } from '../../check.js'
import { inPieces, piece } from './pieces.js'
import type { Edges, Topology } from './topology.js'

/**
 * Neuron i to neuron i, between populations of one size.
 *
 * @throws RangeError if the sizes differ
 * @example
 * net.connect(retina, lgn, { topology: oneToOne(), weight: 20 })
 */
export function oneToOne(): Topology {
  const pieces = (pre: number, post: number) => {
    check(pre === post, `oneToOne: both sides must have one size, got ${pre} and ${post} neurons`)
    return diagonal(pre)
  }
  return {
    name: 'one to one',
    count: pre => ({ synapses: pre, kind: 'exact' }),
    edges: inPieces(pieces, pre => pre),
    join({ pre, post, firstPre, firstPost }) {
      const first = Math.min(firstPre, firstPost)
      const from = Uint32Array.from({ length: Math.min(pre, post) - first }, (_, k) => first + k)
      return { from, to: from.slice() }
    },
    recipe: { make: 'oneToOne', args: [] },
  }
}

function* diagonal(n: number): Generator<Edges> {
  const { push, full, take } = piece()
  for (let i = 0; i < n; i++) {
    push(i, i)
    if (full()) yield take()
  }
  yield take()
}
