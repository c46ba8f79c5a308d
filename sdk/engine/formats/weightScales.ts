import { coded, leastRange, rangesOf, type As } from '../../model/index.js'
import { scaleGroups, type LearnedFormat, type ProjectionDescription } from '../../network/index.js'

type Numbers = Float64Array | Float32Array

/** Where the weights of a projection that learns in a format are, live, and the ranges of their scales. */
export interface WeightsAt {
  /** Values of accumulators. */
  readonly weights: Numbers
  /** The value of the largest code of each group; see `scaleGroups`. */
  readonly ranges: Numbers
  /** As the engine computes. */
  readonly as?: As
}

/** The scales of weights that learn in a format. */
export interface WeightScales {
  /** Has them follow the weights; returns how many moved. @param of only those for which it holds */
  follow(of?: (group: number) => boolean): number
  /** What a synapse transmits, but for efficacies. */
  readonly transmittedBy: (synapse: number) => number
  /** The same of all. */
  transmitted(): Float64Array
  /** Of each synapse its group. */
  readonly groupOf: (synapse: number) => number
}

/** How many scales a projection has; of a neuron's so many as there may be neurons. */
export const scaleCount = ({ format }: LearnedFormat, sizes: { readonly pre: number; readonly post: number }) =>
  format.scale === 'projection' ? 1 : sizes[format.scale]

export function weightScales(
  projection: ProjectionDescription,
  { format, grid }: LearnedFormat,
  { weights, ranges, as }: WeightsAt,
): WeightScales {
  const groupOf = scaleGroups(projection, format).of
  const groups = { count: ranges.length, of: groupOf }
  const least = leastRange(grid, as)
  const transmittedBy = (s: number) => coded(weights[s], ranges[groupOf(s)], grid.codes, as)
  return {
    groupOf,
    transmittedBy,
    follow(of = () => true) {
      let moved = 0
      rangesOf(weights, groups, least).forEach((range, g) => {
        if (range === ranges[g] || !of(g)) return
        ranges[g] = range
        moved++
      })
      return moved
    },
    transmitted: () => Float64Array.from(weights, (_, s) => transmittedBy(s)),
  }
}
