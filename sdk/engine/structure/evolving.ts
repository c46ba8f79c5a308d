import { Evolution, lives, type Description, type StructuralChange } from '../../network/index.js'
import type { Simulation, Snapshot, SpikeColumns } from '../engine.js'
import type { Carry } from './carry.js'
import { Pending } from './pending.js'

/** Builds a simulation: from the start, from a snapshot, or around a snapshot of what there was before a change. */
export type Build = (description: Description, from?: Snapshot, carry?: Carry) => Promise<Core>

/** A simulation as an engine makes it. */
export interface Core extends Omit<Simulation, 'edit' | 'evolution' | 'snapshot'> {
  /** @param leaving a change that is about to be made: spikes on synapses that it removes are kept by themselves */
  snapshot(leaving?: Carry): Promise<Snapshot>
  /** Changes that need no other memory, where the engine can make them. */
  readonly growth?: Growth
}

/** Makes changes where everything is: what a change costs then does not depend on the network. */
export interface Growth {
  /** Whether there is room. Of a change that does not fit the network it need not know. */
  fits(change: StructuralChange): boolean
  /**
   * Makes a change that fits.
   *
   * @param before the network, with the synapses that go
   * @param now the network from now on, when it is asked for
   */
  change(change: StructuralChange, before: Description, now: () => Description): void
}

/**
 * A simulation whose structure may change while it goes on. A change for which there is room is made where everything is;
 * for others it is built anew, with room for more, and everything that goes on is carried over. That is put off until a
 * step is to be done or something is asked for that has changed, so that many changes between two steps cost little more
 * than one. Networks that learn are built at once: rewards find every synapse.
 */
export async function evolving(
  description: Description,
  from: Snapshot | undefined,
  build: Build,
): Promise<Simulation> {
  let core = await build(description, from)
  const network = new Evolution(description)
  network.whenMoved((projection, order) => pending?.move(projection, order))
  description.projections.forEach(({ weights }, q) => {
    const saved = from?.arrays[`projection ${q}`]?.[0] ?? weights
    if (typeof weights === 'number' && Math.fround(weights) !== Math.fround(saved as number)) network.writes(q)
  })
  /** What is not built yet. */
  let pending: Pending | undefined
  /** What happened in simulations that are gone and was not forgotten. */
  let past: SpikeColumns | undefined
  /** Steps, writes and changes wait for each other: a change takes time, and nothing may be lost meanwhile. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }
  const built = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      if (pending) await rebuild()
      return work()
    })

  async function rebuild(): Promise<void> {
    const after = network.description
    const carry = pending!.carry(after)
    const next = await build(after, await core.snapshot(carry), carry)
    const { inputs } = network.description
    if (inputs !== after.inputs) next.setInputs(inputs)
    const happened = core.spikes(0)
    past = past?.step.length ? joined(past, happened) : happened
    await core.dispose()
    core = next
    pending = undefined
  }

  /** The network as the core knows it. */
  const known = () => (pending ? pending.before : network.description)

  async function edit(change: StructuralChange): Promise<void> {
    if (!pending && core.growth?.fits(change)) {
      const removes = change.synapses?.some(({ removed }) => removed?.length)
      const before = removes ? network.description : network.latest
      network.add(change)
      core.growth.change(change, before, known)
      return
    }
    const fresh = (pending ??= new Pending(network.description))
    try {
      network.add(change)
      pending.add(change)
    } finally {
      if (fresh.empty) pending = undefined
    }
    if (pending && network.rules) await rebuild()
  }

  return {
    get step() {
      return core.step
    },
    advance: steps => built(() => core.advance(steps)),
    async read(population, name, neurons) {
      const waiting = pending
      const of = waiting?.before.populations.find(known => known.name === population)
      const now = network.populations.find(known => known.name === population)
      // Nothing has become of those who were there and live.
      const old = of && now && neurons && all(neurons, i => i < of.size && lives(of, i) && lives(now, i))
      if (!waiting || old) return core.read(population, name, neurons)
      return waiting.newborn(population, name, neurons) ?? built(() => core.read(population, name, neurons))
    },
    write: (population, name, values) => built(() => core.write(population, name, values)),
    weights: projection => built(() => core.weights(projection)),
    setWeights: (projection, values) =>
      built(async () => {
        await core.setWeights(projection, values)
        network.writes(projection)
      }),
    get learning() {
      return core.learning
    },
    setInputs(inputs) {
      network.inputs = inputs
      if (!pending) core.setInputs(inputs)
    },
    spikes(since) {
      const now = core.spikes(since)
      return past?.step.length ? joined(later(past, since), now) : now
    },
    forget(before) {
      if (past) past = later(past, before)
      core.forget(before)
    },
    evolution: network,
    edit: change => inTurn(() => edit(change)),
    snapshot: () => built(() => core.snapshot()),
    info: () => core.info(),
    ...(core.activity && { activity: () => core.activity!() }),
    dispose: () => core.dispose(),
  }
}

const all = (neurons: ArrayLike<number>, holds: (i: number) => boolean) => Array.prototype.every.call(neurons, holds)

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
