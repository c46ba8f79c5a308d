import { check } from '../check.js'
import { suggestion } from '../options.js'
import type { Engine } from './engine.js'
import { gpu } from './gpu/index.js'
import { reference } from './reference/index.js'
import './modelSource.js'
import { wasm, type Sleep, type Threads } from './wasm/index.js'

export { channels, type Channel } from './channels.js'
export { DivergenceError } from './divergence.js'
export { PlasticityError } from './plasticityError.js'
export type {
  Activity,
  Engine,
  EngineInfo,
  Learning,
  NetworkActivity,
  Pause,
  Refusal,
  Simulation,
  Snapshot,
  SpikeColumns,
} from './engine.js'
export type { RoundingSums } from './formats/index.js'
export { initialState } from './initial.js'
export { backends, gpu, type Backend, type GpuOptions } from './gpu/index.js'
export * from './kernels/index.js'
export {
  descriptionMemory,
  plannedDescription,
  projectionName,
  summed,
  type MemoryItem,
  type PlannedSynapses,
} from './memory.js'
export { reference } from './reference/index.js'
export { wasm, type Sleep, type Threads, type WasmOptions } from './wasm/index.js'

export interface EngineOptions {
  /** `'single'` or `'double'`; default the engine's: single for `wasm`. */
  precision?: 'single' | 'double'
  /** `'exact'` (default) or `{ within }`: neurons at rest are skipped where the engine can; `'off'`. */
  sleep?: Sleep
  /** How many threads share the work; default `'auto'`: what helps. The spikes are the same. */
  threads?: Threads
}

const engines: Readonly<Record<string, (options: EngineOptions) => Engine>> = {
  wasm,
  reference: options => only('reference', reference, 'double', options),
  gpu: options => only('gpu', gpu(), 'single', options),
}

/** An engine that has one precision and puts nobody to sleep. */
function only(
  name: string,
  engine: Engine,
  own: 'single' | 'double',
  { precision, sleep, threads }: EngineOptions,
): Engine {
  check(
    precision === undefined || precision === own,
    `engine "${name}" computes in ${own} precision, not ${precision}; leave it out, or take engine "wasm"`,
  )
  check(
    sleep === undefined || sleep === 'off',
    `engine "${name}" computes every neuron in every step; leave sleep out, or take engine "wasm"`,
  )
  check(
    threads === undefined || threads === 'auto' || threads === 1,
    `engine "${name}" has no threads to share its work; leave threads out, or take engine "wasm"`,
  )
  return engine
}

/** Names of the engines that can be asked for by name. */
export const engineNames = Object.keys(engines)

/**
 * An engine by name.
 *
 * @throws RangeError naming the engines that exist, or an option that the engine does not have
 * @example
 * const simulation = await engineNamed('gpu').compile(net.describe())
 */
export function engineNamed(name: string, options: EngineOptions = {}): Engine {
  check(
    Object.hasOwn(engines, name),
    () => `unknown engine "${name}"; there are ${engineNames.join(', ')}${suggestion(name, engineNames)}`,
  )
  return engines[name](options)
}
