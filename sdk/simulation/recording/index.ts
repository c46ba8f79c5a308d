export { bytesOf, checkHeld, checkRoom, type Bytes } from './limit.js'
export { ModulatorRecording } from './modulatorRecording.js'
export { RateRecording } from './rateRecording.js'
export {
  groupRecording,
  modulatorRecording,
  projectionRecording,
  type RecordContext,
  type RecordOptions,
  type WeightRecordingOptions,
} from './record.js'
export { RecordedRates } from './recordedRates.js'
export { RecordedSamples } from './recordedSamples.js'
export { RecordedSpikes } from './recordedSpikes.js'
export type { Recorder } from './recorder.js'
export { isRecording, type Recording } from './recording.js'
export { SampledRecording } from './sampledRecording.js'
export type { Selection } from './selection.js'
export { SpikeRecording } from './spikeRecording.js'
export { StateRecording } from './stateRecording.js'
export { WeightRecording } from './weightRecording.js'
