/**
 * spikelab: spiking neural networks, from a cell of a notebook to a figure.
 *
 * @packageDocumentation
 */
export * from './analysis/index.js'
/** Ready networks from the literature: `circuits.cuba(net)`. */
export * as circuits from './circuits/index.js'
export * from './coding/index.js'
export * from './data/index.js'
export { DivergenceError, PlasticityError } from './engine/index.js'
export {
  alpha,
  conductance,
  EquationError,
  exponential,
  fixedPoint,
  neuron,
  nmda,
  synapse,
  type ConductanceOptions,
  type FixedPoint,
  type FixedPointOptions,
  type Method,
  type ModulatorOptions,
  type Neuron,
  type NeuronModel,
  type NeuronOptions,
  type NeuronSettings,
  type NmdaOptions,
  type Receptor,
  type Rule,
  type RuleSettings,
  type SynapseModel,
  type SynapseOptions,
} from './model/index.js'
export {
  clipped,
  current,
  exponentialDistribution,
  grid,
  lognormal,
  normal,
  ornsteinUhlenbeck,
  poisson,
  poissonSource,
  randomPositions,
  regularSource,
  sine,
  spikeSource,
  spikeTimes,
  uniform,
  uniformNoise,
  whiteNoise,
  type Course,
  type CurrentInput,
  type CurrentDescription,
  type Description,
  type Distribution,
  type Formats,
  type GridOptions,
  type InputDescription,
  type ModulatorDescription,
  type OrnsteinUhlenbeckOptions,
  type PoissonDescription,
  type PoissonOptions,
  type Period,
  type Placement,
  type PopulationDescription,
  type Positions,
  type ProjectionDescription,
  type RandomPositionsOptions,
  type RegularSourceOptions,
  type RuleDescription,
  type SineOptions,
  type Source,
  type Space,
  type Spread,
  type SourceDescription,
  type SpikeTimesDescription,
  type Stimulus,
  type UniformNoiseOptions,
  type WhiteNoiseOptions,
} from './network/index.js'
export * from './network/topology/index.js'
export * from './neurons/index.js'
export * from './plasticity/index.js'
export { philox, type Random } from './random/index.js'
export * from './simulation/index.js'
export { loadTables, table, type TableOptions } from './table.js'
export { readTable, saveTable } from './tableFile.js'
export {
  Hz,
  ms,
  mV,
  seconds,
  type AnyQuantity,
  type Conductance,
  type Current,
  type Frequency,
  type Time,
  type Voltage,
} from './units/index.js'
