import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Topology } from './topology.js'

export interface FixedInDegreeOptions {
  /** Inputs of each neuron of the target population. */
  readonly k: number
  /** Whether a neuron may be among its own inputs, where a population projects onto itself; default false. */
  readonly self?: boolean
  /** Whether one source may be drawn more than once for a neuron; default false. */
  readonly repeats?: boolean
}

/**
 * Each neuron receives from exactly k sources, drawn uniformly, as in the networks of Brunel 2000
 * (J Comput Neurosci 8:183). Ordered by target. Equivalent to NEST's `fixed_indegree` (with `repeats`: its default,
 * `allow_multapses`).
 *
 * @throws RangeError if `k` is no whole number, or above the number of possible sources
 * @example
 * net.connect(excitatory, all, { topology: fixedInDegree({ k: 1000 }), weight: 0.1, delay: '1.5 ms' })
 */
export function fixedInDegree(options: FixedInDegreeOptions): Topology {
  refuseUnknown('fixedInDegree', options, ['k', 'self', 'repeats'])
  const { k, self = false, repeats = false } = options
  check(Number.isInteger(k) && k >= 0, `fixedInDegree: k must be a whole number of 0 or more, got ${k}`)

  return {
    name: 'fixed in-degree',
    edges(pre, post, random, same) {
      const without = same && !self
      const sources = without ? pre - 1 : pre
      const most = repeats && sources > 0 ? Infinity : sources
      check(k <= most, `fixedInDegree: k = ${k} inputs need as many sources, there are ${Math.max(sources, 0)}`)
      check(k * post < 2 ** 32, `fixedInDegree: ${k} x ${post} would need ${k * post} synapses, 2^32 or more`)
      const from = new Uint32Array(k * post)
      const to = new Uint32Array(k * post)
      // The last target, plus one, that a source was drawn for: a set that need not be emptied.
      const drawnFor = new Uint32Array(Math.max(sources, 0))
      for (let j = 0, e = 0; j < post; j++) {
        for (let top = sources - k; e < k * (j + 1); top++, e++) {
          // Floyd's sampling without replacement (Bentley & Floyd 1987, Commun ACM 30:754): k draws, never a retry.
          let source = random.integer(repeats ? sources : top + 1)
          if (!repeats && drawnFor[source] === j + 1) source = top
          drawnFor[source] = j + 1
          from[e] = without && source >= j ? source + 1 : source
          to[e] = j
        }
      }
      return { from, to }
    },
  }
}
