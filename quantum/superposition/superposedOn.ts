import { check } from '../../sdk/check.js'
import type { Backend } from '../../sdk/engine/index.js'
import { settled, superposedIn, type Superposed, type SuperposedOptions } from './superposed.js'
import { gpuWaves, wasmWaves } from './waves/index.js'

/** Weights in superposition whose amplitudes move on a device: every update is awaited before the next. */
export interface DeviceSuperposed extends Superposed<Promise<void>> {
  /** Where gpu.js computes. */
  readonly backend: Backend
  /** Gives the device back. */
  destroy(): Promise<void>
}

export interface DeviceSuperposedOptions extends SuperposedOptions {
  /** `webgpu`, `webasm` or `cpu`; default the best there is. */
  readonly backend?: Backend
}

/**
 * Weights in superposition that learn on another engine: `wasm`, four weights at a time (two in double precision), or
 * `gpu`, gpu.js kernels in single precision. All else is as with {@link superposed}; so are the amplitudes, in double
 * precision but for their last digits, in single precision to some 1e-6.
 *
 * @throws RangeError for what `superposed` refuses, for another engine, for double precision on `gpu`, for a back end
 *   that is not to be had, and in single precision for a rate above 1e6
 * @example
 * const weights = await superposedOn('wasm', { shape: [1000, 1000], levels: 16, precision: 'single' })
 * weights.learn(gradientOf(weights.forward()))
 * @example
 * const weights = await superposedOn('gpu', { shape: 640, levels: 4, backend: 'webasm' })
 * await weights.learn(gradientOf(weights.forward()))
 */
export function superposedOn(engine: 'wasm', options: SuperposedOptions): Promise<Superposed>
export function superposedOn(engine: 'gpu', options: DeviceSuperposedOptions): Promise<DeviceSuperposed>
export async function superposedOn(
  engine: 'wasm' | 'gpu',
  { backend, ...options }: DeviceSuperposedOptions,
): Promise<Superposed | DeviceSuperposed> {
  const where = 'superposedOn'
  check(
    engine === 'wasm' || engine === 'gpu',
    `${where}: engine must be "wasm" or "gpu", got ${JSON.stringify(engine)}; in JavaScript it is superposed`,
  )
  if (engine === 'wasm') {
    check(backend === undefined, `${where}: a backend is for engine "gpu"`)
    const { rule, shape, waves } = settled(options)
    return superposedIn(rule, shape, await wasmWaves(waves), waves)
  }
  const { precision = 'single' } = options
  check(precision !== 'double', `${where}: engine "gpu" computes in single precision, not double`)
  const { rule, shape, waves } = settled({ ...options, precision })
  const made = await gpuWaves(waves, where, backend)
  return Object.assign(superposedIn(rule, shape, made, waves), {
    backend: made.backend,
    destroy: () => made.destroy(),
  })
}
