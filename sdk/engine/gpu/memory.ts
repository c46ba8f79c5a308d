import { variablesOf } from '../../model/index.js'
import type { Description } from '../../network/index.js'
import { projectionName, summed, type MemoryItem } from '../memory.js'
import { learningMemory } from './plasticity/index.js'
import { rememberedSteps, rowsOf } from './rows.js'

/** What a network takes on the device: each state twice, since a kernel does not write to what it reads. */
export function gpuMemory({ dt, populations, projections }: Description): MemoryItem[] {
  return summed([
    ...populations.flatMap(({ name, size, model }): MemoryItem[] => {
      const rows = rowsOf(model, dt, rememberedSteps(projections, name)).count
      const targets = [...variablesOf(model), 'I'].filter(variable =>
        projections.some(projection => projection.post === name && projection.variable === variable),
      )
      const own = Object.values(model.parameters).filter(value => typeof value !== 'number')
      return [
        { part: 'population', name, bytes: 4 * size * (2 * rows + own.length) },
        { part: 'arrivals', name, bytes: 4 * size * targets.length },
      ]
    }),
    ...projections.flatMap((projection): MemoryItem[] => {
      const { targets, weights, delays, post } = projection
      const { size } = populations.find(({ name }) => name === post)!
      const learns = (projection.rules?.length ?? 0) > 0
      const columns = 1 + (learns || typeof weights === 'number' ? 0 : 1) + (typeof delays === 'number' ? 0 : 2)
      const name = projectionName(projection)
      const learning = learns ? learningMemory(projection, size) : 0
      return [
        { part: 'projection', name, bytes: 4 * (size + 1) + 4 * columns * targets.length },
        { part: 'learning', name, bytes: learning },
      ]
    }),
  ])
}
