export { death, type DeathOptions } from './death.js'
export { neurogenesis, parametersOf, type NeurogenesisOptions } from './neurogenesis.js'
export { prune, type PruneOptions } from './prune.js'
export { structuralRuleFrom } from './revived.js'
export { rewire, type RewireOptions } from './rewire.js'
export type {
  Memory,
  NeuronDecision,
  NeuronRule,
  NeuronView,
  Newborns,
  Side,
  StructuralRule,
  SynapseDecision,
  SynapseRule,
  SynapseView,
} from './rule.js'
export { synaptogenesis, type SynaptogenesisOptions } from './synaptogenesis.js'
