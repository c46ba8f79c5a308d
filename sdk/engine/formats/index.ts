export { roundingNumbers, roundingSums, type RoundingSums } from './rounding.js'
export { scaleCount, weightScales, type WeightScales, type WeightsAt } from './weightScales.js'
