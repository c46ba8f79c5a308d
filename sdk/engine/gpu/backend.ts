import type { GPU as GPUClass } from 'gpu.js'
import { check } from '../../check.js'
import type { Limits } from './kernels.js'

export const backends = ['webgpu', 'webasm', 'cpu'] as const
export type Backend = (typeof backends)[number]

/** gpu.js and the back end it will compute with. */
export interface Chosen extends Limits {
  readonly GPU: typeof GPUClass
  readonly backend: Backend
  /** Why not a better one; empty for WebGPU or where the back end was asked for. */
  readonly because: string
  /** Whether states stay on the device between calls; default by the size of the network. */
  readonly resident?: boolean
}

/**
 * The best back end there is: `webgpu` where an adapter exists, else `webasm`, else `cpu`.
 *
 * @param wanted takes this one or throws
 */
export async function chooseBackend(wanted?: Backend): Promise<Chosen> {
  check(
    wanted === undefined || backends.includes(wanted),
    `gpu: unknown back end "${wanted}"; there are ${backends.join(', ')}`,
  )
  const { default: gpujs } = await import('gpu.js')
  const { GPU } = gpujs
  const onHost = { GPU, widest: Infinity, largest: 2 ** 32 } as const
  if (wanted === 'cpu' || wanted === 'webasm') return { ...onHost, backend: wanted, because: '' }

  const present = await provideWebGPU()
  const limits = present && (await adapterLimits())
  if (limits) {
    // Kernels with rows have groups of 8 by 8 threads.
    const widest = 8 * limits.maxComputeWorkgroupsPerDimension
    const largest = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)
    return { GPU, backend: 'webgpu', because: '', widest, largest }
  }
  const because = present ? 'WebGPU finds no adapter' : 'no WebGPU; in Node it comes with `npm install webgpu`'
  check(wanted !== 'webgpu', `gpu: back end "webgpu" is not to be had: ${because}`)
  return { ...onHost, backend: GPU.isWebAssemblySupported ? 'webasm' : 'cpu', because }
}

interface AdapterLimits {
  readonly maxComputeWorkgroupsPerDimension: number
  readonly maxStorageBufferBindingSize: number
  readonly maxBufferSize: number
}

/** What the adapter of WebGPU can do; undefined where there is none. */
async function adapterLimits(): Promise<AdapterLimits | undefined> {
  const { gpu } = navigator as unknown as {
    gpu: { requestAdapter(): Promise<{ readonly limits: AdapterLimits } | null> }
  }
  return (await gpu.requestAdapter())?.limits
}

interface WebGPUPackage {
  readonly create: (options: string[]) => unknown
  readonly globals: object
}

/**
 * Makes `navigator.gpu`, where gpu.js looks for WebGPU: there already in a browser; in Node from the package `webgpu`,
 * if the user installed one, in the working folder or in the folder that `SPIKELAB_WEBGPU` names.
 */
async function provideWebGPU(): Promise<boolean> {
  const scope = globalThis as { navigator?: { gpu?: unknown } }
  if (scope.navigator?.gpu) return true
  if (typeof process !== 'object' || !process.versions?.node) return false
  const webgpu = await installedWebGPU()
  if (!webgpu) return false
  Object.assign(globalThis, webgpu.globals)
  const gpu = webgpu.create([])
  if (scope.navigator) Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true })
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
  return true
}

async function installedWebGPU(): Promise<WebGPUPackage | undefined> {
  const [modules, paths, urls] = await Promise.all([import('node:module'), import('node:path'), import('node:url')])
  for (const folder of [process.env.SPIKELAB_WEBGPU, process.cwd()]) {
    if (!folder) continue
    let entry: string
    try {
      entry = modules.createRequire(paths.join(folder, 'package.json')).resolve('webgpu')
    } catch {
      continue // none here
    }
    const found = (await import(urls.pathToFileURL(entry).href)) as Partial<WebGPUPackage>
    // The package that stands in for gpu.js's own dependency has no create().
    if (typeof found.create === 'function') return found as WebGPUPackage
  }
  return undefined
}
