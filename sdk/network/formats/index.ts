export {
  keptWeights,
  learnedFormat,
  learnsWeights,
  transmittedWeights,
  withNewcomers,
  type LearnedFormat,
} from './formattedWeights.js'
export { formatsFor, type Formats } from './formatsFor.js'
export { scaleGroups, type ScaleGroups } from './scaleGroups.js'
export { formatted, rms } from './formatted.js'
