import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Time } from '../../units/index.js'
import { everyOf, positiveTime, within, type Every } from './options.js'
import { mostDraws, Pairs } from './partners.js'
import type { SynapseRule } from './rule.js'

export interface SynaptogenesisOptions extends Every {
  /** How many synapses come; this or `fraction`. */
  count?: number
  /** How many, as a share of those there are. */
  fraction?: number
  /** A pair at distance d is taken with probability exp(-d / distance); default any pair alike. */
  distance?: number
  /**
   * A pair is taken with a probability in proportion to the product of the rates of its two neurons within the window;
   * only where the rule is planned. `true`: a window of 1 s.
   */
  activity?: true | { window: Time }
  /** Weight of the new synapses; default as the projection was connected. */
  weight?: number
}

/**
 * New synapses between neurons that live and are not connected yet: near ones, or those that fire together. Weights and
 * delays are the projection's own, as it was connected.
 *
 * @throws RangeError for an unknown option or a number out of range, both or neither of count and fraction
 * @example
 * await net.grow(projection, { count: 100, distance: 2 })
 * net.plan(synaptogenesis({ fraction: 0.01, activity: true, every: '1 s' }), projection)
 */
export function synaptogenesis(options: SynaptogenesisOptions): SynapseRule {
  refuseUnknown('synaptogenesis', options, ['count', 'fraction', 'distance', 'activity', 'weight', 'every'])
  const { count, fraction, distance, activity, weight } = options
  check(
    (count === undefined) !== (fraction === undefined),
    'synaptogenesis: give either count or fraction, such as { count: 100 }',
  )
  check(
    count === undefined || (Number.isInteger(count) && count >= 0),
    `synaptogenesis: count must be a whole number of 0 or more, got ${String(count)}`,
  )
  within(fraction, 'synaptogenesis: fraction', 0, Infinity)
  check(distance === undefined || distance > 0, `synaptogenesis: distance must be positive, got ${String(distance)}`)
  check(weight === undefined || Number.isFinite(weight), `synaptogenesis: weight must be finite, got ${String(weight)}`)
  const window =
    activity && positiveTime(activity === true ? 1000 : activity.window, 'synaptogenesis: activity: window')
  return {
    name: 'grow',
    on: 'synapses',
    ...everyOf('synaptogenesis', options),
    ...(window && { window }),
    recipe: { make: 'synaptogenesis', args: [options] },
    decide(view) {
      const { random, pre, post } = view
      const pairs = new Pairs(view)
      const wanted = count ?? Math.floor(fraction! * view.from.length)
      const source = activity
        ? inProportion(pre.counts())
        : { most: pre.size, draw: (u: number) => Math.floor(u * pre.size) }
      const target = activity
        ? inProportion(post.counts())
        : { most: post.size, draw: (u: number) => Math.floor(u * post.size) }
      const [from, to]: number[][] = [[], []]
      for (
        let draws = 0;
        from.length < wanted && draws < mostDraws * wanted && source.most * target.most > 0;
        draws++
      ) {
        const [i, j] = [source.draw(random.uniform()), target.draw(random.uniform())]
        if (!pairs.free(i, j)) continue
        if (distance !== undefined && random.uniform() >= Math.exp(-view.distance(i, j) / distance)) continue
        pairs.add(i, j)
        from.push(i)
        to.push(j)
      }
      return { added: { from, to, ...(weight !== undefined && { weights: from.map(() => weight) }) } }
    },
  }
}

/** Draws neurons in proportion to their spikes. */
function inProportion(counts: Uint32Array) {
  const sums = Float64Array.from(counts)
  for (let i = 1; i < sums.length; i++) sums[i] += sums[i - 1]
  const most = sums[sums.length - 1]
  const draw = (u: number) => {
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sums[middle] > u * most) high = middle
      else low = middle + 1
    }
    return low
  }
  return { most, draw }
}
