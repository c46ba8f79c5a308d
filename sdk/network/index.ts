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
export {
  current,
  ornsteinUhlenbeck,
  poisson,
  sine,
  spikeTimes,
  whiteNoise,
  type Binding,
  type Course,
  type CurrentInput,
  type EventOptions,
  type OrnsteinUhlenbeckOptions,
  type PoissonOptions,
  type SineOptions,
  type Stimulus,
  type WhiteNoiseOptions,
} from './inputs/index.js'
export { firstStep } from './firstStep.js'
export { receptorOf, type Receptor } from './receptor.js'
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
