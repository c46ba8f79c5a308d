import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { newPairs } from './newPairs.js'
import type { Topology } from './topology.js'

export interface AllToAllOptions {
  /** Whether a neuron also connects to itself, where a population projects onto itself; default false. */
  readonly self?: boolean
}

/**
 * Every neuron to every neuron, ordered by source, then target.
 *
 * @throws RangeError for 2^32 synapses or more
 * @example
 * net.connect(inhibitory, excitatory, { topology: allToAll(), weight: -2 })
 */
export function allToAll(options: AllToAllOptions = {}): Topology {
  refuseUnknown('allToAll', options, ['self'])
  const { self = false } = options

  return {
    name: 'all to all',
    count: (pre, post, same) => ({ synapses: same && !self ? pre * (post - 1) : pre * post, kind: 'exact' }),
    edges(pre, post, _random, same) {
      const without = same && !self
      const count = without ? pre * (post - 1) : pre * post
      check(count < 2 ** 32, `allToAll: ${pre} x ${post} neurons would need ${count} synapses, 2^32 or more`)
      const from = new Uint32Array(count)
      const to = new Uint32Array(count)
      for (let i = 0, e = 0; i < pre; i++) {
        for (let j = 0; j < post; j++) {
          if (without && i === j) continue
          from[e] = i
          to[e++] = j
        }
      }
      return { from, to }
    },
    join: joining => newPairs(joining, self, 1),
    recipe: { make: 'allToAll', args: [options] },
  }
}
