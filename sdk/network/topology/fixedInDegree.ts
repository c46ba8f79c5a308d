import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Random } from '../../random/index.js'
import { drawPartners } from './fixedDegree.js'
import { joinDegree } from './joinDegree.js'
import { inPieces } from './pieces.js'
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

  const pieces = (pre: number, post: number, random: Random, same: boolean) =>
    drawPartners(
      { fixed: post, others: pre, k, withoutSelf: same && !self, repeats },
      random,
      ['fixedInDegree', 'inputs', 'sources'],
      ({ fixed, partners }) => ({ from: partners, to: fixed }),
    )

  return {
    name: 'fixed in-degree',
    count: (_pre, post) => ({ synapses: post * k, kind: 'exact' }),
    edges: inPieces(pieces, (_pre, post) => k * post),
    join: joining => joinDegree(joining, { k, self, repeats, fixed: 'post' }),
    recipe: { make: 'fixedInDegree', args: [options] },
  }
}
