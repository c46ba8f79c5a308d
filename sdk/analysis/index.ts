export type { Spikes } from './spikes.js'
export type { Trace } from './trace.js'
