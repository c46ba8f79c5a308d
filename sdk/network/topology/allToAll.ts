import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Random } from '../../random/index.js'
import { newPairs } from './newPairs.js'
import { inPieces, piece } from './pieces.js'
import type { Edges, Topology } from './topology.js'

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
  const count = (pre: number, post: number, same: boolean) => (same && !self ? pre * (post - 1) : pre * post)
  const pieces = (pre: number, post: number, _random: Random, same: boolean) => {
    const all = count(pre, post, same)
    check(all < 2 ** 32, `allToAll: ${pre} x ${post} neurons would need ${all} synapses, 2^32 or more`)
    return pairs(pre, post, same && !self)
  }

  return {
    name: 'all to all',
    count: (pre, post, same) => ({ synapses: count(pre, post, same), kind: 'exact' }),
    edges: inPieces(pieces, count),
    join: joining => newPairs(joining, self, 1),
    recipe: { make: 'allToAll', args: [options] },
  }
}

function* pairs(pre: number, post: number, without: boolean): Generator<Edges> {
  const { push, full, take } = piece()
  for (let i = 0; i < pre; i++) {
    for (let j = 0; j < post; j++) if (!(without && i === j)) push(i, j)
    if (full()) yield take()
  }
  yield take()
}
