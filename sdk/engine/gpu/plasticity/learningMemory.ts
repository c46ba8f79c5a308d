import { isDraw } from '../../../model/index.js'
import type { ProjectionDescription } from '../../../network/index.js'
import { formulasOf, namesOf } from './formulas.js'
import { learningRows } from './learningRows.js'

/**
 * What the rules of a projection take on the device: its state twice, targets and seeds of draws, and what is on its way
 * on dendrites. In bytes.
 *
 * @param size of the population of its targets
 */
export function learningMemory(
  { rules = [], targets, dendriticDelay = 0 }: ProjectionDescription,
  size: number,
): number {
  const models = rules.map(({ model }) => model)
  const draws = models.map(model => new Set(formulasOf(model).flatMap(namesOf).filter(isDraw)).size)
  const rows = 2 * learningRows(models).count + 1 + draws.reduce((sum, count) => sum + 3 * count, 0)
  return 4 * rows * targets.length + (dendriticDelay ? 8 * (dendriticDelay + 1) * size : 0)
}
