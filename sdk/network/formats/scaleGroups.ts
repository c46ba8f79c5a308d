import type { FixedPoint } from '../../model/index.js'
import type { ProjectionDescription } from '../description.js'
import { sourcesOf } from '../sourcesOf.js'

/** Which synapses share a scale. */
export interface ScaleGroups {
  readonly count: number
  readonly of: (synapse: number) => number
}

/** The groups of a projection by what its format says; of `post` and `pre` one a neuron. */
export function scaleGroups(
  { offsets, targets }: Pick<ProjectionDescription, 'offsets' | 'targets'>,
  { scale }: FixedPoint,
): ScaleGroups {
  if (scale === 'projection') return { count: 1, of: () => 0 }
  if (scale === 'post') return { count: targets.reduce((most, j) => Math.max(most, j + 1), 0), of: s => targets[s] }
  const source = sourcesOf(offsets)
  return { count: offsets.length - 1, of: s => source[s] }
}
