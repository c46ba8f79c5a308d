import { namesIn, statementsOf, type Formula, type SynapseModel } from '../../../model/index.js'

/** All formulas of a rule that kernels compute. */
export const formulasOf = (model: SynapseModel): Formula[] => [
  ...statementsOf(model),
  ...(model.efficacy ? [model.efficacy] : []),
]

/** The names that a formula and its reductions mention. */
export const namesOf = ({ value, reductions }: Formula): string[] =>
  [value, ...reductions.map(reduction => reduction.value)].flatMap(namesIn)
