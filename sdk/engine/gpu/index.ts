export { gpu, type GpuOptions } from './gpuEngine.js'
