export { fixedPoint, isFixedPoint, type FixedPoint, type FixedPointOptions } from './fixedPoint.js'
export {
  coded,
  gridOf,
  halfway,
  largestCode,
  leastRange,
  nearest,
  onGrid,
  rangesOf,
  stochastic,
  valueOf,
  type As,
  type Grid,
} from './grid.js'
