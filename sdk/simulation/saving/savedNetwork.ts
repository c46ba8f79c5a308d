import { check } from '../../check.js'
import type { Snapshot } from '../../engine/index.js'
import type { Description, InputDescription } from '../../network/index.js'
import type { EngineChoice } from '../engineOption.js'
import type { NetworkEvent } from '../events.js'
import type { SavedInput } from '../stimulate.js'
import type { SavedWiring } from '../wiring.js'
import { pack } from './pack.js'
import type { SavedStructure } from './savedStructure.js'
import { seal, unseal } from './sealed.js'
import { unpack } from './unpack.js'

/** All of a network that its next step depends on, as plain data. */
export interface SavedNetwork {
  readonly description: Description
  /** The groups that each projection connects: first neuron, and one after the last, of either. */
  readonly connected: readonly { readonly pre: Part; readonly post: Part; readonly wiring?: SavedWiring }[]
  /** Which descriptions of inputs belong together; of files before format 2 each is alone. */
  readonly inputs?: readonly SavedInput[]
  /** What happened to the structure and is planned for it; not in files before format 2. */
  readonly structure?: SavedStructure
  /** How many streams of random numbers inputs have had. */
  readonly streams: number
  readonly recordLimit: number
  /** Events to come. */
  readonly events: readonly NetworkEvent[]
  readonly engine: SavedEngine
  /** Of one that has run or was read. */
  readonly snapshot?: Snapshot
}

export type Part = readonly [from: number, to: number, whole?: boolean]

/** What ran the network; `known` unless it was an engine of its own that has not said what it is by running. */
export interface SavedEngine extends Pick<EngineChoice, 'precision' | 'sleep'> {
  readonly engine: string
  readonly known: boolean
}

/**
 * A network as the bytes of a spikelab file.
 *
 * @throws RangeError naming an input that is a function, or an event to come that is no plain data
 */
export function packedNetwork(saved: SavedNetwork): Promise<Uint8Array> {
  saved.description.inputs.forEach(refuseFunction)
  for (const event of saved.events) {
    const what = `save: event "${event.type}" at ${String(event.time)} ms`
    try {
      pack(event, what)
    } catch (error) {
      throw new RangeError(`${(error as Error).message}; leave it out, or net.events.clear() before`, { cause: error })
    }
  }
  return seal(pack(saved, 'save'))
}

/**
 * What {@link packedNetwork} packed.
 *
 * @param what names the file in errors
 * @throws RangeError for what is no spikelab file, or one that is newer, truncated or altered
 */
export const unpackedNetwork = async (file: Uint8Array, what: string): Promise<SavedNetwork> =>
  unpack(await unseal(file, what)) as SavedNetwork

function refuseFunction(input: InputDescription, index: number): void {
  const { kind, population, from, to } = input
  const where = `save: input ${index} (${kind} into ${population}[${from}:${to}])`
  const instead = 'or remove() it before and stimulate again after load'
  check(
    kind !== 'poisson' || typeof input.rate !== 'function',
    `${where} has a rate that is a function, which cannot be saved; give a number or one for each neuron, ${instead}`,
  )
  check(
    kind !== 'current' || input.value.form !== 'function',
    `${where} is a function, which cannot be saved; give its course, current({ values, every }), ${instead}`,
  )
}
