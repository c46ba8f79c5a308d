import type { GPU } from 'gpu.js'
import { check } from '../../check.js'
import type { Spread } from './grid.js'

/** A value on the device, or on its way there. */
export type Handle = unknown
export type Kernel = (...args: unknown[]) => Handle

/**
 * Makes a kernel.
 *
 * @param what it is of, for errors
 * @param output threads in each direction
 * @param loopMaxIterations what its longest loop needs: gpu.js stops a loop at a limit, silently
 * @throws RangeError if it needs a larger buffer than the device has
 */
export type Create = (
  what: string,
  source: string,
  output: number[],
  constants?: Record<string, Spread>,
  loopMaxIterations?: number,
) => Kernel

/**
 * Makes kernels and destroys them together.
 *
 * @param largest bytes of the device's largest buffer
 * @param settings of gpu.js for all of them
 */
export function kernelMaker(gpu: GPU, largest: number, settings: object): { create: Create; destroy(): void } {
  const made: { destroy(): void }[] = []
  return {
    create(what, source, output, constants = {}, loopMaxIterations = 1) {
      const bytes = largestBuffer(output, constants)
      check(
        bytes <= largest,
        `engine "gpu": ${what} needs a buffer of ${megabytes(bytes)}; this device has none above ${megabytes(largest)}; split the population`,
      )
      const kernel = gpu.createKernel(source, {
        output,
        precision: 'single',
        constants,
        loopMaxIterations,
        ...settings,
      } as object) as unknown as Kernel & { destroy(): void }
      made.push(kernel)
      return kernel
    },
    destroy() {
      for (const kernel of made) kernel.destroy()
    },
  }
}

/** Bytes of the largest buffer of a kernel: its output, or one of its constants. */
export const largestBuffer = (
  output: readonly number[],
  constants: Readonly<Record<string, Spread | number>>,
): number => 4 * Math.max(product(output), ...Object.values(constants).map(countOf))

const product = (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1)
const countOf = (values: Spread | number): number =>
  typeof values === 'number' ? 1 : values instanceof Float32Array ? values.length : values.length * countOf(values[0])
const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`
