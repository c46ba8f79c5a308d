export type {
  CurrentDescription,
  CurrentValue,
  Description,
  InputDescription,
  PoissonDescription,
  PopulationDescription,
  ProjectionDescription,
  SourceDescription,
  SpikeTimesDescription,
  Target,
} from './description.js'
export { draw, uniform, type Distribution, type Spread } from './distribution.js'
export { current, poisson, spikeTimes, type Binding, type Course, type Stimulus } from './inputs.js'
