export { amplitudeRule, type AmplitudeStep } from './amplitudeRule.js'
export { evenAmplitudes, type Amplitudes } from './amplitudes.js'
export { scaledGradient, type GradientScale } from './gradientScale.js'
export type { Learner } from './learner.js'
export { levelValues, type Levels } from './levels.js'
export { bornLevels, collapseTo, likeliestLevels } from './measurement.js'
export { entropies, means, variances } from './moments.js'
export { quantised, rounded, type RoundedOptions } from './rounded.js'
export { straightThrough, type StraightThroughOptions } from './straightThrough.js'
export {
  superposed,
  type CollapseOptions,
  type Superposed,
  type SuperposedOptions,
  type SuperposedState,
} from './superposed.js'
export { superposition, type Superposition, type SuperpositionOptions } from './superposition.js'
export { waveFunction, type WaveFunction, type WaveFunctionOptions } from './waveFunction.js'
export { weightChain, type Potential, type WeightChain } from './weightChain.js'
