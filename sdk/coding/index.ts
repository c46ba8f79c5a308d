export { latency, type LatencyCode, type LatencyOptions, type SpikeColumns } from './latency.js'
