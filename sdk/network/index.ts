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
export { firstStep } from './firstStep.js'
export {
  isSource,
  poissonSource,
  regularSource,
  spikeSource,
  type BoundSource,
  type RegularSourceOptions,
  type Source,
} from './sources/index.js'
export type { GivenSpikes } from './spikeRows.js'
