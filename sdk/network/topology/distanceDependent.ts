import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { philox, type Random } from '../../random/index.js'
import { spaceBetween, type Period, type Space } from '../positions/index.js'
import { nearby } from './nearby.js'
import { newPairs } from './newPairs.js'
import { inPieces, piece, pieceSize } from './pieces.js'
import type { Edges, Topology } from './topology.js'

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

/** Pairs that are all looked at rather than a sample of them. */
const fewPairs = 2 ** 20
/** Pairs of a sample, at most; fewer where so many synapses are expected among them: then it is right to some percents. */
const mostSampled = 2 ** 20
const enough = 2000

/**
 * Every ordered pair is connected with a probability that depends on its distance, independently. Distances are
 * Euclidean, between the `positions` of the populations (default: neuron i at i on a line), in their unit. Ordered by
 * source, then target. Equivalent to NEST's `pairwise_bernoulli` with a spatial `p`, to Brian2's `connect(p=...)`.
 *
 * Around a torus distances are the shorter way, also those given to functions as weight and delay.
 *
 * How many synapses there will be is estimated beforehand from a million of the pairs, so that what cannot fit is refused
 * before it is drawn: to some percents, where one pair in ten thousand is connected to a tenth.
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

  const spaceOf = (pre: number, post: number, space?: () => Space) => {
    const line = (n: number) => ({ population: 'line', from: 0, to: n })
    return space?.() ?? spaceBetween(line(pre), line(post), 'distanceDependent', periodic)
  }
  /** Of a pair. @throws RangeError for what is no probability */
  const probability = (distance: number): number => {
    if (distance > radius) return 0
    const chance = p(distance)
    if (!(chance >= 0 && chance <= 1)) {
      // A message made for every pair would cost more than all else.
      throw new RangeError(`distanceDependent: p(${distance}) must lie in 0..1, got ${String(chance)}`)
    }
    return chance
  }
  function* visited(pre: number, post: number, place: Space, without: boolean, { uniform }: Random): Generator<Edges> {
    const all = Uint32Array.from({ length: post }, (_, j) => j)
    const candidates = radius < Infinity ? nearby(place, radius) : () => all
    const { push, full, take } = piece()
    for (let i = 0, asked = 0; i < pre; i++) {
      const others = candidates(i)
      for (const j of others) {
        if (without && i === j) continue
        const chance = probability(place.distance(i, j))
        // No number is drawn where there is no doubt, so that a radius beyond which p is 0 changes nothing.
        if (chance === 1 || (chance > 0 && uniform() < chance)) push(i, j)
      }
      asked += others.length
      if (!full() && asked < pieceSize) continue
      asked = 0
      yield take()
    }
    yield take()
  }
  /** Of some pairs, the same every time: the mean probability, and the share that lies within the radius. */
  function sampled(pre: number, post: number, place: Space, without: boolean) {
    const { integer } = philox(1, 'distanceDependent', pre, post)
    let [asked, chance, near] = [0, 0, 0]
    while (asked < mostSampled && chance < enough) {
      const [i, j] = [integer(pre), integer(post)]
      if (without && i === j) continue
      const distance = place.distance(i, j)
      if (distance <= radius) near++
      chance += probability(distance)
      asked++
    }
    return { chance: chance / asked, near: near / asked }
  }
  const pieces = (pre: number, post: number, random: Random, same: boolean, space?: () => Space) =>
    visited(pre, post, spaceOf(pre, post, space), same && !self, random)

  return {
    name: 'distance-dependent',
    count(pre, post, same, space) {
      const pairs = same && !self ? pre * (post - 1) : pre * post
      if (pairs <= fewPairs) return { synapses: pairs, kind: 'at most' }
      const { chance, near } = sampled(pre, post, spaceOf(pre, post, space), same && !self)
      return { synapses: Math.round(pairs * chance), kind: 'expected', pairs: Math.round(pairs * near) }
    },
    periodic,
    edges: inPieces(pieces),
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
