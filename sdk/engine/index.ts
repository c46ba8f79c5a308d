import { check } from '../check.js'
import { suggestion } from '../options.js'
import type { Engine } from './engine.js'
import { gpu } from './gpu/index.js'
import { reference } from './reference/index.js'

export { DivergenceError } from './divergence.js'
export type { Engine, EngineInfo, Refusal, Simulation, SpikeColumns } from './engine.js'
export { gpu, type GpuOptions } from './gpu/index.js'
export { reference } from './reference/index.js'

const engines: Readonly<Record<string, () => Engine>> = { reference: () => reference, gpu }

/** Names of the engines that can be asked for by name. */
export const engineNames = Object.keys(engines)

/**
 * An engine by name.
 *
 * @throws RangeError naming the engines that exist
 * @example
 * const simulation = await engineNamed('gpu').compile(net.describe())
 */
export function engineNamed(name: string): Engine {
  check(
    Object.hasOwn(engines, name),
    `unknown engine "${name}"; there are ${engineNames.join(', ')}${suggestion(name, engineNames)}`,
  )
  return engines[name]()
}
