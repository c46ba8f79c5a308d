export { connectionFile, type ConnectionFile } from './connectionFile.js'
export { KernelClient, type ExecuteReply, type KernelInfo } from './kernelClient.js'
export { KernelEnded, startKernel, type KernelOptions, type RunningKernel } from './startKernel.js'
