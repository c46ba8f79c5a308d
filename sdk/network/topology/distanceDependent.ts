import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { spaceBetween, type Period } from '../positions/index.js'
import { edgeList } from './edgeList.js'
import { nearby } from './nearby.js'
import { newPairs } from './newPairs.js'
import type { Topology } from './topology.js'

export interface DistanceDependentOptions {
  /** Probability that a pair is connected, 0 to 1, from the distance between the two. */
  readonly p: (distance: number) => number
  /** Nothing is connected beyond it, and nothing need be asked: the cost follows the pairs within; default none. */
  readonly radius?: number
  /** Lengths after which space repeats itself (a ring, a torus), one for all dimensions or one for each; default none. */
  readonly periodic?: Period
  /** Whether a neuron may also connect to itself, where a population projects onto itself; default false. */
  readonly self?: boolean
}

/**
 * Every ordered pair is connected with a probability that depends on its distance, independently. Distances are
 * Euclidean, between the `positions` of the populations (default: neuron i at i on a line), in their unit. Ordered by
 * source, then target. Equivalent to NEST's `pairwise_bernoulli` with a spatial `p`, to Brian2's `connect(p=...)`.
 *
 * Around a torus distances are the shorter way, also those given to functions as weight and delay.
 *
 * @throws RangeError for an unknown option, or for a probability outside 0..1
 * @example
 * const sheet = net.population('sheet', 900, izhikevich(), { positions: grid({ rows: 30, columns: 30 }) })
 * const gaussian = distanceDependent({ p: d => 0.8 * Math.exp((-d * d) / (2 * 3 ** 2)), radius: 12, periodic: 30 })
 * net.connect(sheet, sheet, { topology: gaussian, weight: 2, delay: ({ distance }) => 1 + distance / 3 })
 */
export function distanceDependent(options: DistanceDependentOptions): Topology {
  refuseUnknown('distanceDependent', options, ['p', 'radius', 'periodic', 'self'])
  const { p, radius = Infinity, periodic, self = false } = options
  check(typeof p === 'function', `distanceDependent: p must be a function of the distance, got ${String(p)}`)
  check(radius > 0, `distanceDependent: radius must be positive, got ${String(radius)}`)

  return {
    name: 'distance-dependent',
    count: (pre, post, same) => ({ synapses: same && !self ? pre * (post - 1) : pre * post, kind: 'at most' }),
    periodic,
    edges(pre, post, random, same, space) {
      const line = (n: number) => ({ population: 'line', from: 0, to: n })
      const place = space?.() ?? spaceBetween(line(pre), line(post), 'distanceDependent', periodic)
      const all = Uint32Array.from({ length: post }, (_, j) => j)
      const candidates = radius < Infinity ? nearby(place, radius) : () => all
      const { push, edges } = edgeList()
      for (let i = 0; i < pre; i++) {
        for (const j of candidates(i)) {
          if (same && !self && i === j) continue
          const distance = place.distance(i, j)
          if (distance > radius) continue
          const probability = p(distance)
          if (!(probability >= 0 && probability <= 1)) {
            // A message made for every pair would cost more than all else.
            throw new RangeError(`distanceDependent: p(${distance}) must lie in 0..1, got ${String(probability)}`)
          }
          // No number is drawn where there is no doubt, so that a radius beyond which p is 0 changes nothing.
          if (probability === 1 || (probability > 0 && random.uniform() < probability)) push(i, j)
        }
      }
      return edges()
    },
    join(joining) {
      const place = joining.space()
      return newPairs(joining, self, (i, j) => {
        const distance = place.distance(i, j)
        return distance > radius ? 0 : p(distance)
      })
    },
    recipe: { make: 'distanceDependent', args: [options] },
  }
}
