export { learnPatterns, type LearnedPatterns, type LearnPatternsOptions } from './learnPatterns.js'
export { randomPatterns, wrongPatterns, type Patterns } from './randomPatterns.js'
export { learnDigits, type LabelledImages, type LearnDigitsOptions, type LearnedDigits } from './learnDigits.js'
export { spikingTrials, type SpikingLayers, type SpikingTrials, type TrialDraws } from './spikingTrial.js'
