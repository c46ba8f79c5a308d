import type { Description } from '../network/index.js'
import type { Refusal } from './engine.js'

/** The refusal of an engine that runs no learning rules; undefined for a network without rules and modulators. */
export function noRules({ projections, modulators = [] }: Description): Refusal | undefined {
  const learning = projections.find(({ rules }) => rules?.length)
  const what = learning
    ? `${learning.pre} -> ${learning.post} learns by rule "${learning.rules![0].model.name}"`
    : modulators.length > 0 && `the network has modulator "${modulators[0].name}"`
  return what ? { reason: `${what}, which this engine cannot run yet; take engine: 'reference'` } : undefined
}
