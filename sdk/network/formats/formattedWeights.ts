import {
  coded,
  gridOf,
  largestCode,
  leastRange,
  onGrid,
  rangesOf,
  statementsOf,
  type FixedPoint,
  type Grid,
} from '../../model/index.js'
import type { ProjectionDescription } from '../description.js'
import { scaleGroups } from './scaleGroups.js'

type Weights = ProjectionDescription['weights']

/** Weights that rules change, in a format. */
export interface LearnedFormat {
  readonly format: FixedPoint
  readonly grid: Grid
}

/** The format of weights that rules change; undefined where they are plain numbers, or no rule changes them. */
export function learnedFormat({ formats, bounds, ...rest }: ProjectionDescription): LearnedFormat | undefined {
  const format = formats?.w
  return format && bounds && learnsWeights(rest) ? { format, grid: gridOf(format, bounds) } : undefined
}

/** Whether a rule changes weights; others see to variables of their own alone. */
export const learnsWeights = ({ rules = [] }: Pick<ProjectionDescription, 'rules'>): boolean =>
  rules.some(({ model }) => statementsOf(model).some(({ variable }) => variable === 'w'))

/**
 * Weights as the description of a projection holds them: of those that learn the values of accumulators, else what is
 * transmitted, code by scale.
 *
 * @param given one for all, or one a synapse, of the projection as it is
 */
export function keptWeights(projection: ProjectionDescription, given: Weights): Weights {
  const format = projection.formats?.w
  if (!format) return given
  const learned = learnedFormat(projection)
  if (learned) return mapped(given, w => onGrid(learned.grid, w))
  // One for all is the largest code.
  return typeof given === 'number' ? given : inCodes(projection, format, given)
}

/** What is transmitted of weights that the description holds. */
export function transmittedWeights(projection: ProjectionDescription, kept: Weights): Weights {
  const learned = learnedFormat(projection)
  if (!learned || typeof kept === 'number') return kept
  const { format, grid } = learned
  const groups = scaleGroups(projection, format)
  const ranges = rangesOf(kept, groups, leastRange(grid))
  return kept.map((w, s) => coded(w, ranges[groups.of(s)], grid.codes))
}

/**
 * The weights after synapses came, whose own are brought into the format; all others stay. What is larger than the range
 * of its group widens that for those who come.
 *
 * @param order for each synapse a negative number if it is new
 */
export function withNewcomers(projection: ProjectionDescription, order: Int32Array): Weights {
  const { weights, formats } = projection
  if (!formats || typeof weights === 'number' || !order.some(s => s < 0)) return weights
  const kept = keptWeights(projection, weights) as Float64Array
  return weights.map((w, s) => (order[s] < 0 ? kept[s] : w))
}

function inCodes(projection: ProjectionDescription, format: FixedPoint, weights: Float64Array): Float64Array {
  const groups = scaleGroups(projection, format)
  const ranges = rangesOf(weights, groups, 0)
  const codes = largestCode(format, weights)
  return weights.map((w, s) => coded(w, ranges[groups.of(s)], codes))
}

const mapped = (weights: Weights, of: (w: number) => number): Weights =>
  typeof weights === 'number' ? of(weights) : weights.map(of)
