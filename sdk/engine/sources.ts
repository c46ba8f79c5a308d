import type { Description, PopulationDescription } from '../network/index.js'

/** The neurons of a source that fire at a step, in order; the same on every engine, in whatever order steps are asked for. */
export type SourceSpikes = (step: number) => ArrayLike<number>

/** The function that a source is. */
export function sourceSpikes(population: PopulationDescription, description: Description): SourceSpikes | undefined {
  void description
  if (!population.source) return undefined
  throw new RangeError(`population "${population.name}": sources do not exist yet`)
}
