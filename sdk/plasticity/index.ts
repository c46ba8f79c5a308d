export { bcm } from './bcm.js'
export { clopath } from './clopath.js'
export { dopamineStdp } from './dopamineStdp.js'
export { multiplicativeStdp } from './multiplicativeStdp.js'
export { nearestStdp } from './nearestStdp.js'
export { normalization } from './normalization.js'
export { oja } from './oja.js'
export { powerLawStdp } from './powerLawStdp.js'
export { scaling } from './scaling.js'
export { shortTerm } from './shortTerm.js'
export { stdp } from './stdp.js'
export {
  death,
  neurogenesis,
  prune,
  rewire,
  synaptogenesis,
  type DeathOptions,
  type Memory,
  type NeurogenesisOptions,
  type NeuronDecision,
  type NeuronRule,
  type NeuronView,
  type Newborns,
  type PruneOptions,
  type RewireOptions,
  type Side,
  type StructuralRule,
  type SynapseDecision,
  type SynapseRule,
  type SynapseView,
  type SynaptogenesisOptions,
} from './structure/index.js'
export { fullTripletStdp, tripletStdp } from './tripletStdp.js'
export { vogels } from './vogels.js'
