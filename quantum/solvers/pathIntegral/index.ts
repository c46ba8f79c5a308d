export { pathIntegral, type Measured, type PathIntegralOptions } from './pathIntegral.js'
export { simulatedQuantumAnnealing, type SimulatedQuantumAnnealingOptions } from './simulatedQuantumAnnealing.js'
export { sliceCoupling } from './sliceCoupling.js'
export type { Move } from './worldlines.js'
