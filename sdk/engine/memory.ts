import { longestDelay, type Description, type ProjectionDescription } from '../network/index.js'

/** What something of a network takes in memory. */
export interface MemoryItem {
  /** What it is; `learning` is what rules keep, `exchange` what engines need besides: lists of spikes, random numbers. */
  readonly part: 'population' | 'projection' | 'arrivals' | 'learning' | 'exchange'
  /** Of which population or projection; `network` of all. */
  readonly name: string
  readonly bytes: number
}

/** Synapses that are not drawn yet. */
export interface PlannedSynapses {
  readonly sources: number
  readonly count: number
  /** Whether each has its own. */
  readonly weights: boolean
  readonly delays: boolean
}

export const projectionName = ({ pre, post }: Pick<ProjectionDescription, 'pre' | 'post'>) => `${pre} -> ${post}`

/** Items of one part and name as one. */
export function summed(items: readonly MemoryItem[]): MemoryItem[] {
  const sums = new Map<string, MemoryItem>()
  for (const item of items) {
    const key = `${item.part} ${item.name}`
    sums.set(key, { ...item, bytes: item.bytes + (sums.get(key)?.bytes ?? 0) })
  }
  return [...sums.values()].filter(({ bytes }) => bytes > 0)
}

/** What a description takes by itself: all that is one number a neuron or a synapse. */
export function descriptionMemory({ populations, projections }: Description): MemoryItem[] {
  const own = (values: object) =>
    Object.values(values).reduce((sum: number, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0)
  return summed([
    ...populations.map(({ name, model, positions }): MemoryItem => {
      const coordinates = positions?.coordinates.byteLength ?? 0
      return { part: 'population', name, bytes: own(model.parameters) + own(model.initial) + coordinates }
    }),
    ...projections.map((projection): MemoryItem => ({
      part: 'projection',
      name: projectionName(projection),
      bytes: own(projection),
    })),
  ])
}

/** Bytes of synapses in a description that are planned, and what drawing them takes besides, for a while. */
export function plannedDescription({ sources, count, weights, delays }: PlannedSynapses) {
  return {
    kept: 4 * (sources + 1) + count * (4 + (weights ? 8 : 0) + (delays ? 2 : 0)),
    drawing: count * 8,
  }
}

/** What the reference takes: one double each. Its weights are copies; sources and targets are those of the description. */
export function referenceMemory({ populations, projections }: Description): MemoryItem[] {
  return summed([
    ...populations.flatMap(({ name, size, model }): MemoryItem[] => {
      const variables = model.equations.map(({ variable }) => variable)
      const targets = [...variables, ...(model.takesCurrent ? ['I'] : [])]
      const rows = targets.map(variable => {
        const onto = projections.filter(x => x.post === name && x.variable === variable && !x.continuous)
        return 2 + onto.reduce((most, projection) => Math.max(most, longestDelay(projection)), 0)
      })
      const columns = variables.length + 2 + model.noises.length
      return [
        { part: 'population', name, bytes: size * (8 * columns + 4) },
        { part: 'arrivals', name, bytes: 8 * size * rows.reduce((a, b) => a + b, 0) },
      ]
    }),
    ...projections.map((projection): MemoryItem => ({
      part: 'projection',
      name: projectionName(projection),
      bytes: typeof projection.weights === 'number' ? 0 : projection.weights.byteLength,
    })),
  ])
}
