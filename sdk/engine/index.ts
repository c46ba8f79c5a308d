import { check } from '../check.js'
import { suggestion } from '../options.js'
import type { Engine } from './engine.js'
import { reference } from './reference/index.js'

export { DivergenceError } from './divergence.js'
export type { Engine, EngineInfo, Refusal, Simulation, SpikeColumns } from './engine.js'
export { reference } from './reference/index.js'

const engines: Record<string, () => Promise<Engine>> = {
  reference: async () => reference,
  gpu: async () => (await import('./gpu/index.js')).gpu(),
}

/** Names of the engines that can be asked for by name. */
export const engineNames = Object.keys(engines)

/**
 * An engine by name, loaded on first use.
 *
 * @throws RangeError naming the engines that exist
 * @example
 * const simulation = await (await engineNamed('gpu')).compile(net.describe())
 */
export async function engineNamed(name: string): Promise<Engine> {
  check(
    Object.hasOwn(engines, name),
    `unknown engine "${name}"; there are ${engineNames.join(', ')}${suggestion(name, engineNames)}`,
  )
  return engines[name]()
}
