import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Random } from '../../random/index.js'
import { drawPartners } from './fixedDegree.js'
import { joinDegree } from './joinDegree.js'
import { inPieces } from './pieces.js'
import type { Topology } from './topology.js'

export interface FixedOutDegreeOptions {
  /** Targets of each neuron of the source population. */
  readonly k: number
  /** Whether a neuron may be among its own targets, where a population projects onto itself; default false. */
  readonly self?: boolean
  /** Whether one target may be drawn more than once for a neuron; default false. */
  readonly repeats?: boolean
}

/**
 * Each neuron sends to exactly k targets, drawn uniformly. Ordered by source. Equivalent to NEST's `fixed_outdegree`
 * (with `repeats`: its default, `allow_multapses`).
 *
 * @throws RangeError if `k` is no whole number, or above the number of possible targets
 * @example
 * net.connect(cells, cells, { topology: fixedOutDegree({ k: 100 }), weight: 0.5 })
 */
export function fixedOutDegree(options: FixedOutDegreeOptions): Topology {
  refuseUnknown('fixedOutDegree', options, ['k', 'self', 'repeats'])
  const { k, self = false, repeats = false } = options
  check(Number.isInteger(k) && k >= 0, `fixedOutDegree: k must be a whole number of 0 or more, got ${k}`)

  const pieces = (pre: number, post: number, random: Random, same: boolean) =>
    drawPartners(
      { fixed: pre, others: post, k, withoutSelf: same && !self, repeats },
      random,
      ['fixedOutDegree', 'outputs', 'targets'],
      ({ fixed, partners }) => ({ from: fixed, to: partners }),
    )

  return {
    name: 'fixed out-degree',
    count: pre => ({ synapses: pre * k, kind: 'exact' }),
    edges: inPieces(pieces, pre => k * pre),
    join: joining => joinDegree(joining, { k, self, repeats, fixed: 'pre' }),
    recipe: { make: 'fixedOutDegree', args: [options] },
  }
}
