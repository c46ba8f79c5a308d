import { wasmKernels } from '../../../sdk/engine/index.js'
import { forces, strengthsOf } from './forces.js'
import { amplitudeCode } from './wasmCode.js'
import { firstAmplitudes, type Waves, type WavesOptions } from './waves.js'

/**
 * As WebAssembly, four weights at a time in single precision, two in double. In double precision the amplitudes are those
 * of the rule in JavaScript but for the last digits.
 */
export async function wasmWaves(options: WavesOptions): Promise<Waves> {
  const { size, levels, precision } = options
  const [numbers, lanes] = precision === 'single' ? [Float32Array, 4] : [Float64Array, 2]
  const groups = Math.ceil(size / lanes)
  const last = levels - 1
  const padded = groups * lanes
  const kernels = await wasmKernels(amplitudeCode(levels, precision), { math: ['exp'], precision })
  const { array, call } = kernels.instance(numbers.BYTES_PER_ELEMENT * padded * (levels + 4) + 5 * 16)
  const column = () => array<Float32Array | Float64Array>(numbers, padded)
  const whole = array<Float32Array | Float64Array>(numbers, padded * levels).fill(1)
  const psi = whole.subarray(0, size * levels)
  psi.set(firstAmplitudes(options))
  const [gradients, curvatures] = [forces(column(), 'gradient'), forces(column(), 'curvature')]
  const [m, s2] = [column(), column()]
  const addresses = [whole, m, s2, gradients.column, curvatures.column].map(({ byteOffset }) => byteOffset)

  return {
    psi,
    update(gradient, step, curvature) {
      const strengths = strengthsOf(step, precision)
      gradients.set(gradient)
      curvatures.set(curvature)
      call.update(groups, ...addresses, ...strengths)
    },
    refresh() {
      call.moments(groups, ...addresses.slice(0, 3))
    },
    moments({ centre, range }, means, variances) {
      for (let i = 0; i < size; i++) {
        means[i] = centre + range * (m[i] / last)
        variances[i] = range * range * (s2[i] / (last * last))
      }
    },
  }
}
