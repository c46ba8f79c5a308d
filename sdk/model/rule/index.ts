export { closedForm, elapsed, stepOf } from './flow.js'
export { modulatorLaw, type ModulatorOptions } from './modulatorLaw.js'
export { synapse, type Rule, type RuleSettings } from './synapse.js'
export type { SynapseOptions } from './synapseOptions.js'
export {
  atEnd,
  indexed,
  isDraw,
  statementsOf,
  type Formula,
  type ModulatorLaw,
  type Reduction,
  type Scope,
  type Statement,
  type SynapseModel,
  type SynapseVariable,
} from './synapseModel.js'
