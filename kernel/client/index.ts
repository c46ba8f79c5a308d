export { connectionFile, type ConnectionFile } from './connectionFile.js'
export {
  KernelClient,
  type Answer,
  type ExecuteOptions,
  type ExecuteReply,
  type KernelInfo,
  type Published,
} from './kernelClient.js'
export { KernelEnded, startKernel, type KernelOptions, type RunningKernel } from './startKernel.js'
