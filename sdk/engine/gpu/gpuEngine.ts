import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Engine } from '../engine.js'
import { chooseBackend, type Backend } from './backend.js'
import { gpuMemory } from './memory.js'
import { simulate } from './simulate.js'
import { supports } from './supports.js'

export interface GpuOptions {
  /** `'webgpu'`, `'webasm'` or `'cpu'`; default the first of them that works. */
  backend?: Backend
  /**
   * The longest row of threads; larger populations are computed in chunks. Default what the back end can.
   * @internal
   */
  widest?: number
  /**
   * Whether the state stays on the device between calls too; default for large networks on WebGPU.
   * @internal
   */
  resident?: boolean
}

/**
 * Runs networks on gpu.js in single precision: a kernel for the step of each population and one for what each
 * projection delivers. Says in one line which back end it took.
 *
 * @throws RangeError if the back end asked for is not to be had
 * @example
 * const net = network({ engine: 'gpu' })
 * const onWasm = network({ engine: gpu({ backend: 'webasm' }) })
 */
export function gpu(options: GpuOptions = {}): Engine {
  refuseUnknown('gpu', options, ['backend', 'widest', 'resident'])
  return {
    name: 'gpu',
    memory: gpuMemory,
    memoryOf: ({ count, weights, delays }) => 4 * count * (1 + (weights ? 1 : 0) + (delays ? 2 : 0)),
    supports,
    async compile(description, from) {
      const answer = supports(description)
      check(answer === true, `engine "gpu": ${answer === true ? '' : answer.reason}`)
      const { backend, ...settings } = options
      const chosen = { ...(await chooseBackend(backend)), ...settings }
      check(!chosen.resident || chosen.backend === 'webgpu', 'gpu: only WebGPU has memory in which states can stay')
      const simulation = simulate(description, chosen, from)
      console.info(simulation.info().summary)
      return simulation
    },
  }
}
