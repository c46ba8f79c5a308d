import { check } from '../../check.js'
import type { Topology } from './topology.js'

/**
 * Neuron i to neuron i, between populations of one size.
 *
 * @throws RangeError if the sizes differ
 * @example
 * net.connect(retina, lgn, { topology: oneToOne(), weight: 20 })
 */
export function oneToOne(): Topology {
  return {
    name: 'one to one',
    count: pre => ({ synapses: pre, kind: 'exact' }),
    edges(pre, post) {
      check(pre === post, `oneToOne: both sides must have one size, got ${pre} and ${post} neurons`)
      const from = Uint32Array.from({ length: pre }, (_, i) => i)
      return { from, to: from.slice() }
    },
    join({ pre, post, firstPre, firstPost }) {
      const first = Math.min(firstPre, firstPost)
      const from = Uint32Array.from({ length: Math.min(pre, post) - first }, (_, k) => first + k)
      return { from, to: from.slice() }
    },
    recipe: { make: 'oneToOne', args: [] },
  }
}
