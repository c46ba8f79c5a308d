import { edited, Evolution, type Description } from '../../network/index.js'
import type { Simulation, Snapshot, SpikeColumns } from '../engine.js'
import type { Carry } from './carry.js'
import type { StructuralChange } from '../../network/index.js'

/** A simulation as an engine makes it: what cannot be changed in it is built anew, with all that goes on carried over. */
export interface Core extends Omit<Simulation, 'edit'> {
  /** Makes a change in place, or says that it cannot, having changed nothing. */
  change?(change: StructuralChange): boolean
}

/** Builds a simulation: from the start, from a snapshot, or around a snapshot of what there was before a change. */
export type Build = (description: Description, from?: Snapshot, carry?: Carry) => Promise<Core>

/** A simulation whose structure may change while it goes on. */
export async function evolving(
  description: Description,
  from: Snapshot | undefined,
  build: Build,
): Promise<Simulation> {
  let core = await build(description, from)
  const network = new Evolution(description)
  /** Steps, writes and changes wait for each other: a change takes time, and nothing may be lost meanwhile. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }
  /** What happened in simulations that are gone and was not forgotten. */
  let past: SpikeColumns | undefined

  async function edit(change: StructuralChange): Promise<void> {
    if (core.change?.(change)) return network.add(change)
    const before = network.description
    const { description: after, orders } = edited(before, change)
    const next = await build(after, await core.snapshot(), { before, after, orders, change })
    const { inputs } = network.description
    if (inputs !== before.inputs) next.setInputs(inputs)
    const happened = core.spikes(0)
    past = past?.step.length ? joined(past, happened) : happened
    await core.dispose()
    core = next
    network.description = { ...after, inputs }
  }

  return {
    get step() {
      return core.step
    },
    advance: steps => inTurn(() => core.advance(steps)),
    read: (population, name, neurons) => core.read(population, name, neurons),
    write: (population, name, values) => inTurn(() => core.write(population, name, values)),
    weights: projection => core.weights(projection),
    setWeights: (projection, values) => inTurn(() => core.setWeights(projection, values)),
    get learning() {
      return core.learning
    },
    setInputs(inputs) {
      network.description = { ...network.description, inputs }
      core.setInputs(inputs)
    },
    spikes(since) {
      const now = core.spikes(since)
      return past?.step.length ? joined(later(past, since), now) : now
    },
    forget(before) {
      if (past) past = later(past, before)
      core.forget(before)
    },
    edit: change => inTurn(() => edit(change)),
    snapshot: () => inTurn(() => core.snapshot()),
    info: () => core.info(),
    ...(core.activity && { activity: () => core.activity!() }),
    dispose: () => core.dispose(),
  }
}

function later({ step, channel, neuron }: SpikeColumns, since: number): SpikeColumns {
  const first = step.findIndex(k => k >= since)
  const at = first < 0 ? step.length : first
  return { step: step.subarray(at), channel: channel.subarray(at), neuron: neuron.subarray(at) }
}

function joined(a: SpikeColumns, b: SpikeColumns): SpikeColumns {
  const length = a.step.length + b.step.length
  const both = { step: new Float64Array(length), channel: new Uint32Array(length), neuron: new Uint32Array(length) }
  for (const name of ['step', 'channel', 'neuron'] as const) {
    both[name].set(a[name])
    both[name].set(b[name], a.step.length)
  }
  return both
}
