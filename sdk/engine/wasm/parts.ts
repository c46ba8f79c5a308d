import type { PopulationDescription } from '../../network/index.js'

/** Neurons `from .. to - 1` of a population: what one thread computes. */
export interface Part {
  readonly from: number
  readonly to: number
}

/** Parts begin at multiples of it, so that a byte of flags, or of bits of vectors, belongs to one part. */
const grain = 32

/** The neurons of a population that each thread computes, in order; a source is computed by the first. */
export function partsOf({ size, source }: PopulationDescription, threads: number): Part[] {
  const share = source ? size : grain * Math.ceil(size / threads / grain)
  return Array.from({ length: threads }, (_, t) => ({
    from: Math.min(size, t * share),
    to: Math.min(size, (t + 1) * share),
  }))
}

/** A part of a population, as a population. */
export function partOf(population: PopulationDescription, { from, to }: Part): PopulationDescription {
  const { size, model, life } = population
  if (from === 0 && to === size) return population
  const cut = <V>(values: Readonly<Record<string, V>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        value instanceof Float64Array ? value.subarray(from, to) : value,
      ]),
    ) as Readonly<Record<string, V>>
  return {
    ...population,
    size: to - from,
    model: { ...model, parameters: cut(model.parameters), initial: cut(model.initial) },
    ...(life && {
      life: { born: Math.max(from, Math.min(to, life.born)) - from, living: life.living.subarray(from, to) },
    }),
  }
}
