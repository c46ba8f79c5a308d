import type { FixedPoint } from '../../model/index.js'
import type { ProjectionDescription } from '../description.js'

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
  const source = new Uint32Array(targets.length)
  for (let i = 0; i + 1 < offsets.length; i++) source.fill(i, offsets[i], offsets[i + 1])
  return { count: offsets.length - 1, of: s => source[s] }
}
