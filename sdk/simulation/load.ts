import { check, kindOf } from '../check.js'
import { engineNames } from '../engine/index.js'
import { refuseUnknown } from '../options.js'
import { engineOptions, type EngineChoice } from './engineOption.js'
import { Network } from './network.js'
import { unpackedNetwork, type SavedNetwork } from './saving/index.js'

/**
 * A network that `net.save` saved, at the time when it was saved, ready to go on: every later spike is what it would
 * have been, bit for bit. `net.group('exc')` finds its neurons, `net.projections` its connections, `net.inputs` its
 * stimuli, which may be removed. What had been recorded is not in it, nor are recorders and handlers of events: record
 * and register again.
 *
 * @param source bytes, or the path of a file
 * @param options `engine`, `precision`, `sleep`: default those it ran on; `threads`: any number. One that has run goes on with the engine and
 *   the precision it had; one that has not may go to any
 * @throws RangeError for what is no spikelab file, or one that is newer, truncated or altered; for an engine or a
 *   precision that is not that of the file; and for unknown options
 * @example
 * await net.save('cortex.spikelab')
 * const again = await load('cortex.spikelab')
 * const spikes = again.record(again.group('cortex'), 'spikes')
 * await again.run('1 s')
 */
export async function load(source: Uint8Array | string, options: EngineChoice = {}): Promise<Network> {
  refuseUnknown('load', options, engineOptions)
  const isPath = typeof source === 'string'
  check(
    (isPath && source !== '') || source instanceof Uint8Array,
    `load: expected a path or the bytes of net.save(), got ${kindOf(source)}`,
  )
  const where = isPath ? `load "${source}"` : 'load'
  const bytes = isPath ? await (await import('node:fs/promises')).readFile(source) : source
  const saved = await unpackedNetwork(bytes, isPath ? where : 'load: it')
  const { seed, dt } = saved.description
  const { recordLimit } = saved
  const net = new Network({ seed, dt, recordLimit, ...choice(where, saved, options) }, saved)
  await net.resume(saved)
  return net
}

/** The engine that was asked for, or that which the file names. */
function choice(where: string, { engine }: SavedNetwork, asked: EngineChoice): EngineChoice {
  if (asked.engine !== undefined) return asked
  check(
    engine.known && engineNames.includes(engine.engine),
    `${where}: the network had an engine of its own, "${engine.engine}"; give load(..., { engine })`,
  )
  const { precision = engine.precision, sleep = engine.sleep, threads } = asked
  return { engine: engine.engine, precision, sleep, threads }
}
