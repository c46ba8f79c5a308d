export { kernelsFolder, type Place } from './dataFolder.js'
export { installKernelspec, type InstallOptions } from './installKernelspec.js'
export { uninstallKernelspec } from './uninstallKernelspec.js'
export { findKernelspecs, kernelsFolders, type FoundKernelspec } from './findKernelspecs.js'
