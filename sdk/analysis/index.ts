export type { Spikes } from './spikes.js'
export type { Trace } from './trace.js'
export type { BinnedRate } from './binnedRate.js'
export { during } from './during.js'
export { trains } from './trains.js'
export { cv } from './cv.js'
export { cv2 } from './cv2.js'
export { fanoFactor, fanoFactors, type FanoFactorsOptions } from './fanoFactor.js'
export { firstSpikes } from './firstSpikes.js'
export {
  instantaneousRate,
  instantaneousRates,
  type InstantaneousRateOptions,
  type InstantaneousRates,
} from './instantaneousRate.js'
export { intervals, type Intervals } from './intervals.js'
export { localVariation, type LocalVariationOptions } from './localVariation.js'
export { populationRate, type PopulationRate, type PopulationRateOptions } from './populationRate.js'
export { rates } from './rates.js'
export type { KernelName } from './smoothing.js'
export { spikeCounts, type SpikeCounts, type SpikeCountsOptions } from './spikeCounts.js'
export {
  spikeTriggeredAverage,
  type SpikeTriggeredAverage,
  type SpikeTriggeredAverageOptions,
} from './spikeTriggeredAverage.js'
export { fiCurve, type FiCurve, type FiCurveOptions, type FiCurvePoint } from './fiCurve.js'
export { compare, type CompareOptions, type Comparison, type Differences } from './compare.js'
export * from './correlation/index.js'
export * from './distance/index.js'
export * from './phase/index.js'
export * from './spectrum/index.js'
export type { Graph } from './graph.js'
export type { Watch } from './breather.js'
export { clustering } from './clustering.js'
export { degreeDistribution } from './degreeDistribution.js'
export { degrees } from './degrees.js'
export { inDegrees } from './inDegrees.js'
export { pathLength, type PathLengthOptions } from './pathLength.js'
export { pathLengths, type PathLengths, type PathLengthsOptions } from './pathLengths.js'
export { reciprocity } from './reciprocity.js'
export { smallWorldIndex, type SmallWorldIndex, type SmallWorldIndexOptions } from './smallWorldIndex.js'
export { siegertRate, type SiegertOptions } from './siegertRate.js'
export { transposed } from './transposed.js'
