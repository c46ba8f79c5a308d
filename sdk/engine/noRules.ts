import type { Description } from '../network/index.js'
import type { Refusal } from './engine.js'

/** The refusal of an engine that runs no learning rules; undefined for a network without. */
export function noRules({ projections }: Description): Refusal | undefined {
  const learning = projections.find(({ rules }) => rules?.length)
  return (
    learning && {
      reason:
        `${learning.pre} -> ${learning.post} learns by rule "${learning.rules![0].model.name}", ` +
        "which this engine cannot run yet; take engine: 'reference'",
    }
  )
}
