/**
 * spikelab/quantum: spins, tunnelling and exact quantum mechanics, simulated on an ordinary machine.
 *
 * @packageDocumentation
 */
export {
  barrier,
  bitsOf,
  graphOf,
  ising,
  maxCut,
  objective,
  perceptron,
  qubo,
  randomPerceptron,
  readGset,
  spins,
  toQubo,
  writeGset,
  type BarrierOptions,
  type Couplings,
  type Dense,
  type Edge,
  type Graph,
  type Ising,
  type IsingOptions,
  type Perceptron,
  type Problem,
  type Qubo,
  type Spins,
  type Walker,
} from './ising/index.js'
export {
  amplitudeRule,
  collapseProjection,
  levelValues,
  rounded,
  straightThrough,
  superposed,
  superposedOn,
  superposition,
  waveFunction,
  weightChain,
  type AmplitudeStep,
  type Amplitudes,
  type CollapseOptions,
  type CollapseProjectionOptions,
  type DeviceSuperposed,
  type DeviceSuperposedOptions,
  type Learner,
  type LearningProjection,
  type Levels,
  type Potential,
  type RoundedOptions,
  type StraightThroughOptions,
  type Superposed,
  type SuperposedOptions,
  type SuperposedState,
  type Superposition,
  type SuperpositionOptions,
  type WaveFunction,
  type WaveFunctionOptions,
  type WeightChain,
} from './superposition/index.js'
export * from './tasks/index.js'
export * from './mechanics/index.js'
export * from './solvers/index.js'
export { anneal, type AnnealableProjection, type Annealed, type AnnealOptions } from './annealing/index.js'
export {
  bell,
  concurrence,
  entangle,
  ghz,
  vonNeumannEntropy,
  wState,
  type DensityMatrix,
  type Entangled,
  type EntangleOptions,
  type GroupObjective,
  type SynapseGroup,
  type Term,
} from './entanglement/index.js'
/** Figures of weights, groups and waves: `figures.amplitudes(history)`. */
export * as figures from './plot/index.js'
