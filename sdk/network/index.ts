export type {
  CurrentDescription,
  CurrentValue,
  Description,
  InputDescription,
  PoissonDescription,
  PopulationDescription,
  ProjectionDescription,
  Receptor,
  SpikeTimesDescription,
  Target,
} from './description.js'
export { draw, uniform, type Distribution, type Spread } from './distribution.js'
export { current, poisson, spikeTimes, type Course, type Stimulus } from './inputs.js'
