export { amplitudeRule, type AmplitudeStep } from './amplitudeRule.js'
export { evenAmplitudes, type Amplitudes } from './amplitudes.js'
export { scaledGradient, type GradientScale } from './gradientScale.js'
export { collapseProjection, type CollapseProjectionOptions, type LearningProjection } from './collapseProjection.js'
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
export { superposition, type Superposition } from './superposition.js'
export { superposedOn, type DeviceSuperposed, type DeviceSuperposedOptions } from './superposedOn.js'
export type { SuperpositionOptions } from './superpositionOptions.js'
export { waveFunction, type WaveFunction, type WaveFunctionOptions } from './waveFunction.js'
export { weightChain, type Potential, type WeightChain } from './weightChain.js'
