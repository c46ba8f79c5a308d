export type {
  CurrentDescription,
  CurrentValue,
  Description,
  InputDescription,
  ModulatorDescription,
  PoissonDescription,
  PopulationDescription,
  ProjectionDescription,
  RuleDescription,
  SourceDescription,
  SpikeTimesDescription,
  Target,
} from './description.js'
export {
  current,
  ornsteinUhlenbeck,
  poisson,
  sine,
  spikeTimes,
  uniformNoise,
  whiteNoise,
  type Binding,
  type Course,
  type CurrentInput,
  type EventOptions,
  type OrnsteinUhlenbeckOptions,
  type PoissonOptions,
  type SineOptions,
  type Stimulus,
  type UniformNoiseOptions,
  type WhiteNoiseOptions,
} from './inputs/index.js'
export {
  formatsFor,
  formatted,
  keptWeights,
  learnedFormat,
  rms,
  scaleGroups,
  transmittedWeights,
  type Formats,
  type LearnedFormat,
  type ScaleGroups,
} from './formats/index.js'
export { firstStep } from './firstStep.js'
export { coupling } from './coupling.js'
export { quantityOf } from './quantityOf.js'
export { rulesFor, type RuleSite } from './rules.js'
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
export {
  clipped,
  distributionFrom,
  draw,
  exponentialDistribution,
  filling,
  lognormal,
  normal,
  uniform,
  type Distribution,
  type Drawing,
  type Filling,
  type Spread,
} from './distributions/index.js'
export {
  grid,
  placed,
  randomPositions,
  spaceBetween,
  type Coordinates,
  type GridOptions,
  type Period,
  type Placed,
  type Placement,
  type Positions,
  type RandomPositionsOptions,
  type Space,
} from './positions/index.js'
export {
  concatenated,
  absentIn,
  bornOf,
  edited,
  editedPopulations,
  editedColumn,
  Evolution,
  editedRows,
  lives,
  livingIn,
  ones,
  origins,
  reordered,
  longestDelay,
  type AddedSynapses,
  type Births,
  type Deaths,
  type Edited,
  type EditedRows,
  type Order,
  type Room,
  type StructuralChange,
  type SynapseChange,
} from './structure/index.js'
export { sourcesOf } from './sourcesOf.js'
export { drawSynapses, type Side, type SynapseColumns, type SynapsePlan } from './synapses/index.js'
export type { Recipe } from './recipe.js'
