export { distanceMatrix } from './distanceMatrix.js'
export { matchSpikes, type SpikeMatching } from './matchSpikes.js'
export { vanRossum, type VanRossumOptions } from './vanRossum.js'
export { victorPurpura, type VictorPurpuraOptions } from './victorPurpura.js'
