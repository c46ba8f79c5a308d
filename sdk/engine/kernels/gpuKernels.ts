import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { chooseBackend, type Backend } from '../gpu/backend.js'
import { checkedPipeline } from '../gpu/checkedPipeline.js'
import { largestBuffer } from '../gpu/createKernel.js'
import type { Spread } from '../gpu/grid.js'

/** gpu.js on a back end, for kernels of one's own. */
export interface GpuKernels {
  readonly backend: Backend
  /** Why not a better one; empty for WebGPU, or where the back end was asked for. */
  readonly because: string
  /**
   * A kernel, to be called within a {@link plan}.
   *
   * @param source text of a function that yields one number a thread, in the language of gpu.js. It gathers: it reads
   * what it likes and writes its own number alone. Text, since a function may be written anew by what compiles it.
   * @throws RangeError if something needs a larger buffer than the device has
   */
  kernel(source: string, settings: GpuKernelSettings): GpuKernel
  /**
   * Calls of kernels as one, with nothing read back between them.
   *
   * @param count of arguments
   * @param record called once, with a handle for each argument: calls kernels with handles and numbers, which are then
   * fixed, and returns handles of the results. A result is what some kernel yields, never an argument
   */
  plan(count: number, record: (...args: GpuHandle[]) => readonly GpuHandle[]): GpuPlan
  /** Frees kernels and plans, once what they are at is done. */
  destroy(): Promise<void>
}

export interface GpuKernelSettings {
  /** Threads: `[x]`, `[x, y]` or `[x, y, z]`. */
  readonly output: readonly number[]
  /** Numbers and arrays that never change: `this.constants.NAME`. Whole numbers up to 2^24 are exact. */
  readonly constants?: Readonly<Record<string, GpuArray | number>>
  /** How often the longest loop is done; default 1. gpu.js ends a longer one there, silently. */
  readonly loops?: number
}

/** What stands for values on the device while a plan is recorded. */
export type GpuHandle = unknown
export type GpuKernel = (...args: GpuHandle[]) => GpuHandle
/** Numbers in one, two or three dimensions; the last one is that of threads in x. */
export type GpuArray = Spread

export interface GpuPlan {
  /**
   * Does it all.
   *
   * @throws RangeError if gpu.js computed in another way than asked
   */
  run(...args: GpuArray[]): Promise<GpuArray[]>
  destroy(): void
}

/**
 * Opens gpu.js for kernels of one's own, in single precision: on the back end named, or on the best there is. They have
 * no integers beyond 2^24, and random numbers by {@link wichmannHill}.
 *
 * @throws RangeError if the back end asked for is not to be had
 * @example
 * const gpu = await gpuKernels({ backend: 'webasm' })
 * const blur = gpu.kernel(
 *   'function(x) { const i = this.thread.x; return i === 0 ? x[0] : 0.5*(x[i - 1] + x[i]); }',
 *   { output: [1000] },
 * )
 * const twice = gpu.plan(1, x => [blur(blur(x))])
 * const [blurred] = await twice.run(new Float32Array(1000))
 */
export async function gpuKernels(options: { readonly backend?: Backend } = {}): Promise<GpuKernels> {
  refuseUnknown('gpuKernels', options, ['backend'])
  const { GPU, backend, because, widest, largest } = await chooseBackend(options.backend)
  const device = new GPU({ mode: backend })
  return {
    backend,
    because,
    kernel(source, { output, constants = {}, loops = 1 }) {
      check(
        output.every(threads => threads <= widest),
        `gpuKernels: ${output.join(' x ')} threads; this device has rows of ${widest}; use more dimensions`,
      )
      const bytes = largestBuffer(output, constants)
      check(
        bytes <= largest,
        `gpuKernels: a buffer of ${Math.ceil(bytes / 2 ** 20)} MB; this device has none above ${Math.floor(largest / 2 ** 20)} MB; split it`,
      )
      const settings = { output: [...output], precision: 'single', constants, loopMaxIterations: loops }
      return device.createKernel(source, settings as object) as unknown as GpuKernel
    },
    plan(count, record) {
      const pipeline = checkedPipeline(device, count, record)
      return { run: (...args) => pipeline.run(args), destroy: () => pipeline.destroy() }
    },
    destroy: async () => void (await device.destroy()),
  }
}
