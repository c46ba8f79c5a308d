export { concurrence, spectrum, vonNeumannEntropy, type DensityMatrix } from './densityMatrix.js'
export { entangle, type Entangled, type EntangleOptions, type SynapseGroup } from './entangle.js'
export type { GroupObjective, Term } from './objective.js'
export { bell, ghz, wState } from './states.js'
