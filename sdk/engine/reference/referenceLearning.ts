import type { Reader } from '../../model/index.js'
import { lives, type Description } from '../../network/index.js'
import type { Learning, Snapshot } from '../engine.js'
import { lookup } from '../lookup.js'
import { modulatorsOf } from '../modulators.js'
import { removedBy, type Carry, type Entry } from '../structure/index.js'
import type { Arrivals } from './arrivals.js'
import type { Moment } from './interpretedRule.js'
import { plasticProjection, type PlasticProjection } from './plasticProjection.js'

/** What learning needs of a network. */
export interface Surroundings {
  readonly moment: Moment
  /** The weights of a projection that learns: live. */
  readonly weights: (projection: number) => Float64Array
  /** Where its synapses add to. */
  readonly into: (projection: number) => Arrivals
  /** Reads a variable or parameter of a population. */
  readonly neuron: (population: string, variable: string) => Reader
}

/** All learning rules of a network, and its modulators. */
export function referenceLearning(description: Description, { moment, weights, into, neuron }: Surroundings) {
  const { dt, seed, projections } = description
  const modulators = modulatorsOf(description)
  const rewards = new Float64Array(1)
  const ends = projections.map(({ pre, post }) => ({ pre: lookup(description, pre), post: lookup(description, post) }))
  const sizeOf = (population: number) => description.populations[population].size
  const plastic = projections.map((projection, index): PlasticProjection | undefined => {
    if (!projection.rules?.length) return undefined
    return plasticProjection(projection, {
      seed,
      index,
      dt,
      moment,
      ends: ends[index],
      sizes: { pre: sizeOf(ends[index].pre), post: sizeOf(ends[index].post) },
      weights: weights(index),
      into: into(index),
      modulator: name => modulators.reader(name),
      neuron: (end, variable) => neuron(projection[end], variable),
    })
  })
  const each = (act: (one: PlasticProjection, q: number) => void) => plastic.forEach((one, q) => one && act(one, q))

  const learning: Learning = {
    read: async (q, rule, variable) => plastic[q]!.rules[rule].read(variable),
    write: async (q, rule, variable, values) => plastic[q]!.rules[rule].write(variable, values),
    modulator: name => modulators.reader(name)(moment.step),
    setModulator: (name, value) => modulators.set(name, moment.step, value),
    reward(amount) {
      moment.reward = amount
      moment.rewards = rewards[0]++
      modulators.reward(amount, moment.step)
      each(one => one.reward())
      moment.rewards = 0
    },
    rounding: async q => plastic[q]?.formatted?.sums(),
    accumulators: async q => weights(q).slice(),
  }

  return {
    learning,
    arrive: () => each(one => one.arrive()),
    interval: () => each(one => one.interval()),
    move: () => each(one => one.move()),
    continuous: () => each(one => one.continuous()),
    /** Of each population the neurons that fired in this step. */
    fired(spikes: (population: number) => ArrayLike<number>): void {
      each((one, q) => one.fired(spikes(ends[q].post)))
      each((one, q) => one.send(spikes(ends[q].pre)))
      rewards[0] = 0
    },
    entries: (): Entry[] => [
      { name: 'modulators', values: modulators.state, axis: { each: 'other' } },
      { name: 'rewards', values: rewards, axis: { each: 'other' } },
      ...plastic.flatMap(one => one?.entries() ?? []),
    ],
    /** @param leaving a change that is about to be made */
    flying: (leaving?: Carry): Snapshot['arrays'] =>
      Object.fromEntries(
        plastic.flatMap((one, q) =>
          Object.entries(one?.flying(removedBy(leaving, q, projections[q].targets.length)) ?? {}),
        ),
      ),
    /** What synapses transmit but for efficacies, where that is not their weight. */
    transmitted: (q: number): Float64Array | undefined => plastic[q]?.formatted?.transmitted(),
    /** The weights of a projection were set from outside. */
    written: (q: number) => void plastic[q]?.formatted?.follow(),
    fly({ arrays }: Snapshot, carry?: Carry): void {
      each((one, q) => {
        if (carry) one.formatted?.welcome(carry)
        const order = carry?.orders[q]
        if (order) one.welcome(order)
        const now = order && new Map(Array.from(order, (before, s) => [before, s]))
        const post = description.populations[ends[q].post]
        one.fly(
          arrays,
          s => (now ? now.get(s) : s),
          j => lives(post, j),
        )
      })
    },
  }
}
