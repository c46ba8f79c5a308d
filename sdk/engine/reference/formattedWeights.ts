import { nearest, stochastic, valueOf } from '../../model/index.js'
import type { LearnedFormat, ProjectionDescription } from '../../network/index.js'
import { streamKey, uniformAt, type StreamKey } from '../../random/index.js'
import { roundingNumbers, roundingSums, weightScales, type RoundingSums } from '../formats/index.js'
import type { Carry, Entry } from '../structure/index.js'
import type { Moment } from './interpretedRule.js'

/** What the weights of a projection with a format are set in. */
export interface FormatSite {
  readonly seed: number
  /** Index of the projection in the description. */
  readonly index: number
  readonly weights: Float64Array
  readonly moment: Moment
  /** ms */
  readonly dt: number
  /** How many scales there are, and what they belong to. */
  readonly scales: { readonly count: number; readonly axis: Entry['axis'] }
}

/** Weights that learn in a format: what rules make of them is rounded, and what is transmitted is a code. */
export function formattedWeights(
  projection: ProjectionDescription,
  learned: LearnedFormat,
  { seed, index, weights, moment, dt, scales }: FormatSite,
) {
  const { format, grid } = learned
  const ranges = new Float64Array(scales.count)
  const sums = new Float64Array(roundingNumbers)
  const own = weightScales(projection, learned, { weights, ranges })
  own.follow()
  const period = Math.round(format.rescale / dt)
  const keys = new Map<string, StreamKey>()
  const keyOf = (at: readonly (string | number)[]): StreamKey => {
    const name = at.join(' ')
    if (!keys.has(name)) keys.set(name, streamKey(seed, 'rounding', index, ...at))
    return keys.get(name)!
  }

  return {
    ...own,
    /** Stores a weight that rules have set. @param was before; @param at what numbers the stream of its rounding */
    store(s: number, was: number, at: readonly (string | number)[]): void {
      const { perUnit, least, most } = grid
      const asked = (weights[s] - was) * perUnit
      const steps =
        format.rounding === 'nearest'
          ? nearest(asked)
          : stochastic(asked, uniformAt(keyOf(at), s, moment.step, moment.rewards * 65_536))
      const before = nearest(was * perUnit)
      const after = Math.min(Math.max(before + steps, least), most)
      weights[s] = valueOf(grid, after)
      if (asked === 0) return
      const done = after - before
      sums[0]++
      sums[1] += Math.abs(asked)
      sums[2] += asked > 0 ? done : -done
      sums[3] += (done - asked) ** 2
    },
    /** Scales follow what was learned, at intervals. */
    interval(): void {
      if (moment.step > 0 && moment.step % period === 0) sums[4] += own.follow()
    },
    /** Scales of those who have come and have nobody of before beside them. */
    welcome({ orders }: Carry): void {
      const order = orders[index]
      if (!order) return
      const known = new Set<number>()
      order.forEach((from, s) => from >= 0 && known.add(own.groupOf(s)))
      own.follow(g => !known.has(g))
    },
    sums: (): RoundingSums => roundingSums(sums),
    entries: (): Entry[] => [
      { name: `projection ${index} ranges`, values: ranges, axis: scales.axis },
      { name: `projection ${index} rounding`, values: sums, axis: { each: 'other' } },
    ],
  }
}
