import type { Statement } from '../../model/index.js'
import {
  learnedFormat,
  longestDelay,
  sourcesOf,
  type LearnedFormat,
  type ProjectionDescription,
} from '../../network/index.js'
import { scaleCount } from '../formats/index.js'
import { PlasticityError } from '../plasticityError.js'
import { strays, type Entry } from '../structure/index.js'
import type { Arrivals } from './arrivals.js'
import { formattedWeights, type FormatSite } from './formattedWeights.js'
import { interpretedRule, type InterpretedRule, type Steps, type Synapses } from './interpretedRule.js'

/** What a projection that learns is set in. */
export interface Site extends Omit<Synapses, 'source' | 'target' | 'stream'> {
  readonly seed: number
  /** Index in the description. */
  readonly index: number
  readonly into: Arrivals
  /** Indices of the populations at both ends, and their sizes. */
  readonly ends: { readonly pre: number; readonly post: number }
  readonly sizes: { readonly pre: number; readonly post: number }
}

/** The synapses of a projection that learns, one after the other. */
export function plasticProjection(projection: ProjectionDescription, site: Site) {
  const { offsets, targets: target, delays, bounds, dendriticDelay = 0 } = projection
  const { weights, moment, index, seed } = site
  const source = sourcesOf(offsets)
  const incoming = new Map<number, number[]>(Array.from(new Set(target), j => [j, []]))
  target.forEach((j, s) => incoming.get(j)!.push(s))
  const all = Array.from(target, (_, s) => s)
  const rules = projection.rules!.map((rule, r) =>
    interpretedRule(rule, { ...site, source, target, stream: [seed, index, r] }),
  )
  /** Synapses that a spike will reach, by step modulo their number, in the order in which they were sent. */
  const coming: number[][] = Array.from({ length: longestDelay(projection) + 1 }, () => [])
  /** Neurons that fired and of which the synapses are to hear, likewise. */
  const returning: number[][] = Array.from({ length: dendriticDelay + 1 }, () => [])
  const row = (ring: number[][], step: number) => ring[step % ring.length]
  const stray = strays()
  const learned = learnedFormat(projection)
  const formatted = learned && formattedWeights(projection, learned, { ...site, scales: scalesOf(learned, site) })
  const weightOf = formatted?.transmittedBy ?? ((s: number) => weights[s])
  const transmitted = (s: number) =>
    rules.reduce((product, { efficacy }) => (efficacy ? product * efficacy(s) : product), weightOf(s))

  function checked(rule: InterpretedRule, s: number): void {
    const refuse = (variable: string, value: number) => {
      const synapse = { index: s, pre: source[s], post: target[s] }
      const { pre, post } = projection
      const time = moment.step * site.dt
      throw new PlasticityError(`${pre} -> ${post}`, rule.model.name, variable, synapse, time, value, bounds)
    }
    const w = weights[s]
    if (!Number.isFinite(w) || (bounds && !(w >= bounds[0] && w <= bounds[1]))) refuse('w', w)
    for (const [name, { values, variable }] of rule.states) {
      const own = values.subarray(s * variable.length, (s + 1) * variable.length)
      const bad = own.find(x => !Number.isFinite(x))
      if (bad !== undefined) refuse(name, bad)
    }
  }

  /** Does statements at one synapse, in order. */
  function at(rule: InterpretedRule, steps: Steps, s: number): void {
    if (!steps.length) return
    for (const step of steps) step.at(s)
    checked(rule, s)
  }

  /** Does something at a synapse, and stores the weight in its format where `statements` set it. @param name numbers the stream */
  function storing(s: number, statements: readonly Statement[], name: readonly (string | number)[], act: () => void) {
    const was = weights[s]
    act()
    if (formatted && setWeights(statements)) formatted.store(s, was, name)
  }

  /** Does statements at all synapses, one statement after the other. */
  function throughout(
    rule: InterpretedRule,
    steps: Steps,
    statements: readonly Statement[],
    name: readonly (string | number)[],
  ): void {
    const was = weights.slice()
    for (const { prepare, at } of steps) {
      prepare()
      all.forEach(at)
    }
    if (steps.length) for (const s of all) checked(rule, s)
    if (formatted && setWeights(statements)) for (const s of all) formatted.store(s, was[s], name)
  }

  const [onPre, onPost] = [rules.flatMap(({ model }) => model.onPre), rules.flatMap(({ model }) => model.onPost)]

  return {
    rules,
    formatted,

    /** Queues the spikes of the step at hand. */
    send(fired: ArrayLike<number>): void {
      for (let j = 0; j < fired.length; j++)
        for (let s = offsets[fired[j]]; s < offsets[fired[j] + 1]; s++)
          row(coming, moment.step + (typeof delays === 'number' ? delays : delays[s])).push(s)
    },

    /** What arrives is transmitted as the synapse stands, then the rules see it. */
    arrive(): void {
      const transmit = (step: number, j: number, amount: number) => site.into.add(step + dendriticDelay, j, amount)
      stray.take(moment.step, transmit)
      for (const s of row(coming, moment.step)) {
        transmit(moment.step, target[s], transmitted(s))
        storing(s, onPre, ['onPre'], () => {
          for (const rule of rules) at(rule, rule.onPre, s)
        })
      }
      row(coming, moment.step).length = 0
    },

    /** Statements that are due every so often; not at the start. */
    interval(): void {
      rules.forEach((rule, r) =>
        rule.every.forEach(({ every, steps }, e) => {
          if (moment.step === 0 || moment.step % every !== 0) return
          throughout(rule, steps, rule.model.every[e].statements, ['every', r, e])
        }),
      )
      formatted?.interval()
    },

    /** Moves variables without a closed form on by a step. */
    move(): void {
      for (const { continuous } of rules) continuous?.move()
    },

    /** Statements of every step, of those whose neuron fulfils the condition. */
    continuous(): void {
      rules.forEach((rule, r) => {
        const { where, steps } = rule.continuous ?? { where: undefined, steps: [] }
        const statements = rule.model.continuous?.statements ?? []
        for (const synapses of incoming.values())
          if (!where || where(synapses[0]))
            for (const s of synapses) storing(s, statements, ['continuous', r], () => at(rule, steps, s))
      })
    },

    /** The neurons that fired, which their synapses hear of after the dendritic delay. */
    fired(neurons: ArrayLike<number>): void {
      row(returning, moment.step + dendriticDelay).push(...Array.from(neurons))
      for (const j of row(returning, moment.step))
        for (const s of incoming.get(j) ?? [])
          storing(s, onPost, ['onPost'], () => {
            for (const rule of rules) at(rule, rule.onPost, s)
          })
      row(returning, moment.step).length = 0
    },

    reward(): void {
      rules.forEach((rule, r) => throughout(rule, rule.onReward, rule.model.onReward, ['onReward', r]))
    },

    /** Live memory of the rules. */
    entries(): Entry[] {
      const own = rules.flatMap(({ states }, r) =>
        [...states].flatMap(([name, { values, stamps, variable }]): Entry[] => [
          {
            name: `projection ${index} rule ${r} ${name}`,
            values,
            axis: { each: 'synapse', of: index, width: variable.length },
          },
          { name: `projection ${index} rule ${r} since ${name}`, values: stamps, axis: { each: 'synapse', of: index } },
        ]),
      )
      return [...own, ...(formatted?.entries() ?? [])]
    },

    /**
     * A variable of a neuron of the target is one for all its synapses: those that have come with a change find it as it
     * is. @param order see `Carry`
     */
    welcome(order: Int32Array): void {
      const known = new Map<number, number>()
      target.forEach((j, s) => order[s] >= 0 && known.set(j, s))
      for (const { states } of rules) {
        for (const { values, stamps, variable } of states.values()) {
          if (variable.scope !== 'post') continue
          target.forEach((j, s) => {
            const other = known.get(j)
            if (order[s] >= 0 || other === undefined) return
            values.copyWithin(s * variable.length, other * variable.length, (other + 1) * variable.length)
            stamps[s] = stamps[other]
          })
        }
      }
    },

    /**
     * Spikes on their way: for each the steps until then and the synapse, or the neuron that fired; for strays the target
     * and what it is to get. Those on synapses about to be `removed` become strays.
     */
    flying(removed?: Uint8Array): Record<string, Uint32Array | Float64Array> {
      const listed = (ring: number[][]) =>
        Uint32Array.from(ring.flatMap((_, k) => row(ring, moment.step + k).flatMap(x => [k, x])))
      const lost: number[] = []
      if (removed)
        coming.forEach((_, k) => {
          for (const s of row(coming, moment.step + k)) if (removed[s]) lost.push(k, target[s], transmitted(s))
        })
      return {
        [`projection ${index} stray`]: Float64Array.from([...stray.saved(moment.step), ...lost]),
        [`projection ${index} coming`]: listed(coming),
        [`projection ${index} returning`]: listed(returning),
      }
    },

    /** Puts back what was flying; `place` says where a synapse is now, if it still is, `lives` whether a target does. */
    fly(
      arrays: Readonly<Record<string, ArrayLike<number>>>,
      place: (s: number) => number | undefined,
      lives: (j: number) => boolean,
    ): void {
      const put = (ring: number[][], saved: ArrayLike<number>, of: (x: number) => number | undefined) => {
        for (let i = 0; i < saved.length; i += 2) {
          const x = of(saved[i + 1])
          if (x !== undefined) row(ring, moment.step + saved[i]).push(x)
        }
      }
      put(coming, arrays[`projection ${index} coming`], place)
      stray.restore(moment.step, arrays[`projection ${index} stray`] ?? [], lives)
      put(returning, arrays[`projection ${index} returning`], x => x)
    },
  }
}

const setWeights = (statements: readonly Statement[]) => statements.some(({ variable }) => variable === 'w')

/** How many scales there are, and whose. */
function scalesOf(learned: LearnedFormat, { ends, sizes }: Site): FormatSite['scales'] {
  const { scale } = learned.format
  const axis: Entry['axis'] = scale === 'projection' ? { each: 'other' } : { each: 'neuron', of: ends[scale] }
  return { count: scaleCount(learned, sizes), axis }
}

export type PlasticProjection = ReturnType<typeof plasticProjection>
