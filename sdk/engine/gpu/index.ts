export { gpu, type GpuOptions } from './gpuEngine.js'
export { gpuStep } from './kernels.js'
