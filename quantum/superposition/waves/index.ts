export { gpuWaves, type GpuWaves } from './gpuWaves.js'
export { wasmWaves } from './wasmWaves.js'
export { plainWaves, type LevelScale, type Waves, type WavesOptions } from './waves.js'
