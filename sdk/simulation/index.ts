export type { ConnectOptions } from './connect.js'
export type { Synapse } from './synapse.js'
export type { EngineChoice } from './engineOption.js'
export {
  EventDispatcher,
  type EventTypes,
  type NetworkEvent,
  type LifeEvent,
  type NeuronEvent,
  type SpikeEvent,
  type SynapseEvent,
} from './events.js'
export { Group } from './group.js'
export type { Live, LiveView } from './live.js'
export { load } from './load.js'
export { Modulator } from './modulator.js'
export { network, Network, type NetworkOptions } from './network.js'
export type { PopulationOptions } from './population.js'
export { Projection } from './projection.js'
export type { BirthOptions, Changes, Plan } from './structure/index.js'
export {
  ModulatorRecording,
  RateRecording,
  RecordedRates,
  RecordedSamples,
  RecordedSpikes,
  SpikeRecording,
  StateRecording,
  WeightRecording,
  type Bytes,
  type RecordOptions,
  type Recording,
  type Selection,
  type WeightRecordingOptions,
} from './recording/index.js'
export type { Rounding } from './rounding.js'
export type { RunOptions } from './run.js'
export type { Input } from './stimulate.js'
export { sweep, type Parameters, type SweepOptions, type SweepRun } from './sweep.js'
export { NetworkSummary } from './summary.js'
