import type { ModulatorRecording } from './modulatorRecording.js'
import { RateRecording } from './rateRecording.js'
import { SampledRecording } from './sampledRecording.js'
import { SpikeRecording } from './spikeRecording.js'
import type { StateRecording } from './stateRecording.js'
import type { WeightRecording } from './weightRecording.js'

/** What `net.record` returns. */
export type Recording = SpikeRecording | StateRecording | RateRecording | WeightRecording | ModulatorRecording

export const isRecording = (recorder: object): recorder is Recording =>
  recorder instanceof SpikeRecording || recorder instanceof SampledRecording || recorder instanceof RateRecording
