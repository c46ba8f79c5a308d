export {
  gpuKernels,
  type GpuArray,
  type GpuHandle,
  type GpuKernel,
  type GpuKernels,
  type GpuKernelSettings,
  type GpuPlan,
} from './gpuKernels.js'
export { wasmKernels, type WasmInstance, type WasmKernels, type WasmKernelsOptions } from './wasmKernels.js'
/** Words for the text of {@link wasmKernels}: `wat.lanes('single').add('$x', '$y')`. */
export * as wat from './wat.js'
/** Random numbers for {@link gpuKernels}: `wichmannHill.uniformLines`. */
export * as wichmannHill from '../gpu/wichmannHill.js'
