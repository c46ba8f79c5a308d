import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Random } from '../../random/index.js'
import { newPairs } from './newPairs.js'
import { inPieces, piece } from './pieces.js'
import type { Edges, Topology } from './topology.js'

export interface PairwiseOptions {
  /** Probability that an ordered pair is connected, 0 to 1. */
  readonly p: number
  /** Whether a neuron may also connect to itself, where a population projects onto itself; default false. */
  readonly self?: boolean
}

/**
 * Every ordered pair of neurons is connected with probability p, independently: a random graph (Gilbert 1959,
 * Ann Math Stat 30:1141), so that in- and out-degrees are binomial. Ordered by source, then target.
 *
 * Cost follows the synapses, not the pairs: the gap to the next synapse is drawn from its geometric distribution
 * (Batagelj & Brandes 2005, Phys Rev E 71:036113). Equivalent to NetworkX's `fast_gnp_random_graph(directed=True)`.
 *
 * @throws RangeError if `p` is outside 0..1, or for 2^32 synapses or more
 * @example
 * net.connect(cells, cells, { topology: pairwise({ p: 0.02 }) })
 */
export function pairwise(options: PairwiseOptions): Topology {
  refuseUnknown('pairwise', options, ['p', 'self'])
  const { p, self = false } = options
  check(p >= 0 && p <= 1, `pairwise: p must lie in 0..1, got ${p}`)

  const columnsOf = (post: number, without: boolean) => Math.max(0, without ? post - 1 : post)
  // Six standard deviations above the mean: growing is for once in a thousand million networks.
  const room = (pre: number, post: number, same: boolean) => {
    const pairs = pre * columnsOf(post, same && !self)
    return p === 0 ? 0 : Math.min(pairs, Math.ceil(pairs * p + 6 * Math.sqrt(pairs * p * (1 - p)) + 16))
  }
  const pieces = (pre: number, post: number, random: Random, same: boolean) => {
    const enough = room(pre, post, same) < 2 ** 32
    check(enough, `pairwise: ${pre} x ${post} neurons with p = ${p} would need 2^32 synapses or more`)
    const without = same && !self
    return chosen(pre, columnsOf(post, without), p, without, random)
  }

  return {
    name: 'pairwise',
    count: (pre, post, same) => ({
      synapses: Math.round(p * pre * (same && !self ? post - 1 : post)),
      kind: p === 0 || p === 1 ? 'exact' : 'expected',
    }),
    edges: inPieces(pieces, room),
    join: joining => newPairs(joining, self, p),
    recipe: { make: 'pairwise', args: [options] },
  }
}

/** Visits pairs row by row, from one chosen to the next. */
function* chosen(pre: number, columns: number, p: number, without: boolean, { uniform }: Random): Generator<Edges> {
  const { push, full, take } = piece()
  const logOfMiss = Math.log1p(-p)
  let row = 0
  let column = -1
  /** Until there are enough for a piece, or none is left. */
  const visit = () => {
    while (!full()) {
      column += 1 + Math.floor(Math.log(1 - uniform()) / logOfMiss)
      if (column >= columns) {
        row += Math.floor(column / columns)
        column %= columns
      }
      if (row >= pre) return
      push(row, without && column >= row ? column + 1 : column)
    }
  }
  while (p > 0 && columns > 0 && row < pre) {
    visit()
    yield take()
  }
}
