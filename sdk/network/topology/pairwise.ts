import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { newPairs } from './newPairs.js'
import type { Topology } from './topology.js'

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

  return {
    name: 'pairwise',
    count: (pre, post, same) => ({
      synapses: Math.round(p * pre * (same && !self ? post - 1 : post)),
      kind: p === 0 || p === 1 ? 'exact' : 'expected',
    }),
    edges(pre, post, random, same) {
      const without = same && !self
      const columns = Math.max(0, without ? post - 1 : post)
      const pairs = pre * columns
      // Six standard deviations above the mean: growing is for once in a thousand million networks.
      const room = Math.min(pairs, Math.ceil(pairs * p + 6 * Math.sqrt(pairs * p * (1 - p)) + 16))
      check(room < 2 ** 32, `pairwise: ${pre} x ${post} neurons with p = ${p} would need 2^32 synapses or more`)
      let from = new Uint32Array(p === 0 ? 0 : room)
      let to = new Uint32Array(from.length)
      const logOfMiss = Math.log1p(-p)
      let count = 0
      let row = 0
      let column = -1
      while (p > 0 && pairs > 0) {
        column += 1 + Math.floor(Math.log(1 - random.uniform()) / logOfMiss)
        if (column >= columns) {
          row += Math.floor(column / columns)
          column %= columns
        }
        if (row >= pre) break
        if (count === from.length) {
          from = grown(from)
          to = grown(to)
        }
        from[count] = row
        to[count++] = without && column >= row ? column + 1 : column
      }
      return { from: from.slice(0, count), to: to.slice(0, count) }
    },
    join: joining => newPairs(joining, self, p),
    recipe: { make: 'pairwise', args: [options] },
  }
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(array.length * 1.5) + 16)
  larger.set(array)
  return larger
}
