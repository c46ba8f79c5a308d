import { variablesOf } from '../../model/index.js'
import { longestDelay, type Description } from '../../network/index.js'
import { projectionName, summed, type MemoryItem } from '../memory.js'
import { rowsOf } from './rows.js'

/** What a network takes on the device: each state twice, since a kernel does not write to what it reads. */
export function gpuMemory({ dt, populations, projections }: Description): MemoryItem[] {
  return summed([
    ...populations.flatMap(({ name, size, model }): MemoryItem[] => {
      const longest = projections.filter(({ pre, continuous }) => pre === name && !continuous).map(longestDelay)
      const rows = rowsOf(model, dt, Math.max(0, ...longest)).count
      const targets = [...variablesOf(model), 'I'].filter(variable =>
        projections.some(projection => projection.post === name && projection.variable === variable),
      )
      const own = Object.values(model.parameters).filter(value => typeof value !== 'number')
      return [
        { part: 'population', name, bytes: 4 * size * (2 * rows + own.length) },
        { part: 'arrivals', name, bytes: 4 * size * targets.length },
      ]
    }),
    ...projections.map((projection): MemoryItem => {
      const { targets, weights, delays, post } = projection
      const { size } = populations.find(({ name }) => name === post)!
      const columns = 1 + (typeof weights === 'number' ? 0 : 1) + (typeof delays === 'number' ? 0 : 2)
      return {
        part: 'projection',
        name: projectionName(projection),
        bytes: 4 * (size + 1) + 4 * columns * targets.length,
      }
    }),
  ])
}
