import type { Description } from '../../../network/index.js'
import type { Learning } from '../../engine.js'
import { modulatorsOf } from '../../modulators.js'
import type { PlasticityError } from '../../plasticityError.js'
import { jumps } from '../wichmannHill.js'
import { synapseState } from './synapseState.js'

/** What learning needs of a network at work. */
export interface Surroundings {
  /** Of each projection that learns and has synapses: which synapse is in a slot, and which part of the state it is. */
  readonly plastic: readonly ({ readonly order: Uint32Array; readonly part: number } | undefined)[]
  readonly step: () => number
  /** All rows of a part, or one of them, once nothing is pending. */
  readonly rows: (part: number) => Promise<Float32Array[]>
  readonly row: (part: number, row: number) => Promise<Float32Array>
  readonly put: (part: number, rows: readonly Float32Array[]) => void
  /** Has the rules hear of a reward, with the row of `shared`. */
  readonly reward: (shared: readonly Float32Array[]) => Promise<void>
}

/** The learning rules of a network, and its modulators, as the host sees them. */
export function gpuLearning(description: Description, network: Surroundings) {
  const { projections, dt, modulators: laws = [] } = description
  const modulators = modulatorsOf(description)
  const levels = laws.map(({ name }) => modulators.reader(name))
  const plastic = projections.map((projection, q) => {
    const placed = network.plastic[q]
    return placed && { ...placed, state: synapseState(projection, placed.order, dt) }
  })
  const rewarded = projections.some(({ rules = [] }) => rules.some(({ model }) => model.onReward.length > 0))
  /** How many rewards there have been in this step: live. */
  const rewards = new Float64Array(1)
  /** @param draws how often numbers were drawn for this step before, elsewhere in the period of the generator */
  const shared = (step: number, reward: number, draws = 0) =>
    Float32Array.of(step * dt, ...jumps(step + draws * 2 ** 40), ...levels.map(level => level(step)), reward)

  const learning: Learning = {
    async read(q, rule, variable) {
      const one = plastic[q]
      return one ? one.state.read(await network.rows(one.part), rule, variable) : new Float64Array(0)
    },
    async write(q, rule, variable, values) {
      const one = plastic[q]
      if (one) network.put(one.part, one.state.write(await network.rows(one.part), rule, variable, values))
    },
    modulator: name => modulators.reader(name)(network.step()),
    setModulator: (name, value) => modulators.set(name, network.step(), value),
    reward(amount) {
      modulators.reward(amount, network.step())
      if (rewarded) return network.reward([shared(network.step(), amount, rewards[0]++)])
    },
  }

  return {
    learning,
    /** What all share in a step. */
    shared: (step: number) => shared(step, 0),
    /** What is saved: live. Of each modulator value and step of its last change. */
    memory: { modulators: modulators.state, rewards },
    /** Whether the weights of a projection are the rules'. */
    learns: (q: number) => plastic[q] !== undefined,
    /** The rows of a projection's synapses at the start. */
    start: (q: number) => plastic[q]!.state.start(),
    async weights(q: number): Promise<Float64Array> {
      const { part, state } = plastic[q]!
      return state.weights(await network.row(part, state.rows.weight))
    },
    async setWeights(q: number, values: ArrayLike<number>): Promise<void> {
      const { part, state } = plastic[q]!
      network.put(part, state.withWeights(await network.rows(part), values))
    },
    /** What a rule did wrong, if one did. @param time ms */
    async fault(time: number, now: Pick<Surroundings, 'row' | 'rows'> = network): Promise<PlasticityError | undefined> {
      for (const one of plastic) {
        if (!one) continue
        const { part, state } = one
        const slot = state.astray(await now.row(part, state.rows.age))
        if (slot !== undefined) return state.fault(await now.rows(part), slot, time)
      }
      return undefined
    },
  }
}
