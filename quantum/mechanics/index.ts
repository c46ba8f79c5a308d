export {
  gapCurve,
  quantumAnnealing,
  type AnnealingSchedule,
  type GapCurve,
  type QuantumAnnealing,
  type QuantumAnnealingOptions,
} from './annealing.js'
export { diagonalAverage, squaredMagnetization, transverseAverage } from './averages.js'
export { evolve, type Complex, type Evolved, type EvolveOptions } from './evolve.js'
export { isingChain, type IsingChain, type IsingChainOptions } from './freeFermions.js'
export { landauZener, type LandauZener, type LandauZenerOptions } from './landauZener.js'
export { combination, type MovingOperator, type Operator } from './operator.js'
export { adiabaticSearch, grover, type AdiabaticSearchOptions } from './search.js'
export { spectrum, type Spectrum, type SpectrumOptions } from './spectrum.js'
export { thermalAverages, trotterAverages, type ThermalAverages } from './thermal.js'
export { diagonal, transverse, transverseIsing, type TransverseIsing } from './transverseIsing.js'
export { tridiagonalEigenvalues } from './tridiagonal.js'
