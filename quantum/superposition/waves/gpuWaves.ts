import { check } from '../../../sdk/check.js'
import { gpuKernels, type Backend, type GpuHandle } from '../../../sdk/engine/index.js'
import { levelValues } from '../levels.js'
import { forces, strengthsOf } from './forces.js'
import { amplitudeKernels } from './gpuCode.js'
import { firstAmplitudes, momentsOf, type Waves, type WavesOptions } from './waves.js'

/** Weights in a row of threads. */
const widest = 2048

/** Waves on a device of gpu.js. */
export interface GpuWaves extends Waves<Promise<void>> {
  readonly backend: Backend
  destroy(): Promise<void>
}

/** As gpu.js kernels, in single precision; amplitudes go to the device and come back with each update. */
export async function gpuWaves(options: WavesOptions, where: string, backend?: Backend): Promise<GpuWaves> {
  const { size, levels } = options
  const width = Math.min(size, widest)
  const height = Math.ceil(size / width)
  const whole = new Float32Array(width * height * levels).fill(1)
  const psi = whole.subarray(0, size * levels)
  psi.set(firstAmplitudes({ ...options, precision: 'single' }))
  const column = () => new Float32Array(width * height)
  const [gradients, curvatures] = [forces(column(), 'gradient'), forces(column(), 'curvature')]
  const rowsOf = (values: Float32Array) => {
    const row = values.length / height
    return Array.from({ length: height }, (_, y) => values.subarray(y * row, (y + 1) * row))
  }
  const inputs = [whole, gradients.column, curvatures.column].map(values => rowsOf(values as Float32Array))

  const gpu = await gpuKernels({ backend })
  const { mean, least, scale, ...ofLevels } = amplitudeKernels(levels)
  const [ofWeight, ofLevel] = [width, width * levels].map(
    threads => (source: string) => gpu.kernel(source, { output: [threads, height], loops: levels }),
  )
  const [means, leasts, scales] = [mean, least, scale].map(ofWeight)
  const [cooled, hopped, kept] = [ofLevels.cooled, ofLevels.hopped, ofLevels.kept].map(ofLevel)
  const plan = gpu.plan(4, (before: GpuHandle, gradient, curvature, strengths) => {
    const moved = hopped(cooled(before, means(before), gradient, curvature, strengths), strengths)
    const floor = leasts(moved)
    return [kept(moved, floor, scales(moved, floor))]
  })
  let busy = false

  return {
    psi,
    backend: gpu.backend,
    async update(gradient, step, curvature) {
      check(!busy, `${where}: the last update is still on its way; await it`)
      const strengths = Float32Array.from(strengthsOf(step, 'single'))
      gradients.set(gradient)
      curvatures.set(curvature)
      busy = true
      try {
        const [after] = (await plan.run(inputs[0], inputs[1], inputs[2], strengths)) as Float32Array[][]
        after.forEach((row, y) => whole.set(row, y * width * levels))
      } finally {
        busy = false
      }
    },
    refresh: () => {},
    moments: momentsOf(psi, levelValues(levels)),
    destroy: () => gpu.destroy(),
  }
}
