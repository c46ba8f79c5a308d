import { isDraw, type SynapseModel } from '../../../model/index.js'
import { formulasOf, namesOf } from './formulas.js'

/** Whether a rule mentions what all synapses share in a step: the time, modulators, where its draws go on. */
export const needsShared = (model: SynapseModel): boolean =>
  formulasOf(model)
    .flatMap(namesOf)
    .some(name => name === 't' || name === 'reward' || Object.hasOwn(model.modulators, name) || isDraw(name))
