export { backends, type Backend } from './backend.js'
export { gpu, type GpuOptions } from './gpuEngine.js'
export { gpuStep } from './kernels.js'
