import type { ProjectionDescription } from '../../../network/index.js'
import type { Snapshot } from '../../engine.js'
import type { Entry } from '../../structure/index.js'
import { flagBytes } from '../layout.js'
import type { Simd } from '../simd.js'
import { groupOfEach, members } from './groups.js'
import type { Functions, Part, Pass } from './plasticCode.js'
import type { PlasticLayout, ReductionLayout } from './plasticLayout.js'
import { ruleMemory } from './ruleMemory.js'
import { spikeRing } from './spikeRing.js'

/** The module of rules at work. */
export interface Running {
  readonly memory: WebAssembly.Memory
  readonly exports: WebAssembly.Exports
  readonly unit: Simd
  readonly dt: number
  /** Throws, since a function has found a fault. */
  readonly fail: (step: number) => never
}

type Call = (...args: number[]) => number

/** The synapses of a projection that learns, in memory. */
export function plasticProjection(layout: PlasticLayout, functions: Functions, running: Running, from: number) {
  const { memory, exports, unit, dt, fail } = running
  const { projection, network, groups, columns, post, index } = layout
  const { targets, dendriticDelay = 0 } = projection
  const { buffer } = memory
  fill()
  const rules = ruleMemory(layout, memory, unit, dt, projection.weights as Float64Array, from)
  const list = new Uint32Array(buffer, layout.list, Math.max(groups.count, post.places))
  const everyone = { slot: targets, group: members(groups.starts), post: members(columns.starts) }
  const coming = spikeRing(longest(groups.delays))
  const returning = spikeRing(dendriticDelay)
  const call = (name: string) => exports[name] as Call
  const arrived = call(functions.arrive)
  const fired = functions.fired === undefined ? undefined : call(functions.fired)
  const { target } = network
  const rowBytes = post.places * unit.bytes

  function fill(): void {
    const put = (address: number | undefined, values: ArrayLike<number>) => {
      if (address !== undefined) new Uint32Array(buffer, address, values.length).set(values)
    }
    if (groups.slots) {
      put(layout.starts, groups.starts)
      put(layout.slots, groups.slots)
      put(layout.source, groups.source!)
    }
    const of = groupOfEach(groups, targets.length)
    put(layout.groupOf, of)
    if (!layout.incoming) return
    put(layout.incoming.starts, columns.starts)
    put(layout.incoming.slots, columns.slots)
    if (layout.incoming.groups !== undefined)
      put(
        layout.incoming.groups,
        columns.slots.map(s => of[s]),
      )
  }

  const pass = ({ among, name }: Pass, step: number): void => {
    const all = everyone[among as keyof typeof everyone]
    if (among !== 'slot') list.set(all)
    if (call(name)(all.length, step)) fail(step)
  }
  /** Sums of all synapses, by what they go over. */
  const sources = sourceCounts(projection)
  function summed({ reduction, among, sums, result, count }: ReductionLayout, name: string, step: number): void {
    const sum = new Float64Array(buffer, sums, count).fill(0)
    call(name)(targets.length, step)
    const out = unit.array(buffer, result, count)
    const { op, over } = reduction
    for (let i = 0; i < count; i++) {
      const of = over === 'projection' ? targets.length : among === 'source' ? sources[i] : countOf(columns.starts, i)
      out[i] = of ? (op === 'mean' ? sum[i] / of : sum[i]) : 0
    }
  }
  function throughout(rule: number, parts: readonly Part[], step: number): void {
    for (const { sums, passes } of parts) {
      for (const { reduction, name } of sums) summed(layout.rules[rule].reductions.get(reduction)!, name, step)
      for (const one of passes) pass(one, step)
    }
  }
  const periods = functions.rules.map(({ every }) => every.map(({ interval }) => Math.round(interval / dt)))

  return {
    rules,
    /** Whether it has something to do in every step, or every so often. */
    acts: {
      interval: periods.some(own => own.length > 0),
      move: functions.rules.some(({ move }) => move.length > 0),
      continuous: functions.rules.some(({ continuous }) => continuous !== undefined),
    },
    /** What has reached the synapses is transmitted, and seen by the rules. */
    arrive(step: number): void {
      const reached = coming.take(step, list)
      if (reached === 0) return
      const row = (step + dendriticDelay) % target.rows
      const flags = target.flags + row * flagBytes(post)
      if (arrived(layout.list, layout.list + 4 * reached, step, target.ring + row * rowBytes, flags)) fail(step)
    },
    /** Statements that are due every so often; not at the start. */
    interval(step: number): void {
      for (let r = 0; r < periods.length; r++)
        for (let e = 0; e < periods[r].length; e++)
          if (step > 0 && step % periods[r][e] === 0) throughout(r, functions.rules[r].every[e].parts, step)
    },
    /** Moves variables without a closed form on by a step. */
    move(step: number): void {
      for (const { move } of functions.rules) for (const one of move) pass(one, step)
    },
    /** Statements of every step, of those whose neuron fulfils the condition. */
    continuous(step: number): void {
      for (let r = 0; r < functions.rules.length; r++) {
        const { continuous } = functions.rules[r]
        if (!continuous) continue
        if (continuous.where === undefined) {
          throughout(r, continuous.parts, step)
          continue
        }
        list.set(everyone.post)
        const left = call(continuous.where)(everyone.post.length, step)
        if (left && call(continuous.column)(layout.list, layout.list + 4 * left, step)) fail(step)
      }
    },
    /** The neurons that fired, which their synapses hear of after the dendritic delay. */
    fired(step: number, neurons: Uint32Array, count: number): void {
      if (!fired) return
      if (count) returning.addAll(step + dendriticDelay, neurons, count)
      const heard = returning.take(step, list)
      if (heard > 0 && fired(layout.list, layout.list + 4 * heard, step)) fail(step)
    },
    /** The sources that fired: their spikes are on their way to the synapses. */
    send(step: number, sources: Uint32Array, count: number): void {
      const { first, delays } = groups
      if (first === undefined) return coming.addAll(step + (delays as number), sources, count)
      for (let k = 0; k < count; k++)
        for (let g = first[sources[k]]; g < first[sources[k] + 1]; g++) coming.add(step + (delays as Uint16Array)[g], g)
    },
    reward(step: number): void {
      functions.rules.forEach(({ reward }, r) => throughout(r, reward, step))
    },
    entries: (): Entry[] => rules.entries(),
    /** Spikes on their way: steps until then, the source and its delay; steps and the neuron that fired. */
    flying(step: number): Snapshot['arrays'] {
      const [to, back]: number[][] = [[], []]
      coming.visit(step, (k, g) => to.push(k, groups.source?.[g] ?? g, delayOf(g)))
      returning.visit(step, (k, j) => back.push(k, j))
      return {
        [`projection ${index} coming`]: Uint32Array.from(to),
        [`projection ${index} returning`]: Uint32Array.from(back),
      }
    },
    /** Puts back what was flying; what no synapse is left for is lost. */
    fly(step: number, arrays: Readonly<Record<string, ArrayLike<number>>>): void {
      const to = arrays[`projection ${index} coming`] ?? []
      for (let i = 0; i < to.length; i += 3) {
        const g = groupWith(to[i + 1], to[i + 2])
        if (g !== undefined) coming.add(step + to[i], g)
      }
      const back = arrays[`projection ${index} returning`] ?? []
      for (let i = 0; i < back.length; i += 2) returning.add(step + back[i], back[i + 1])
    },
  }

  function delayOf(g: number): number {
    return typeof groups.delays === 'number' ? groups.delays : groups.delays[g]
  }
  function groupWith(source: number, delay: number): number | undefined {
    const { first } = groups
    if (first === undefined) return delay === groups.delays ? source : undefined
    for (let g = first[source]; g < first[source + 1]; g++) if (delayOf(g) === delay) return g
    return undefined
  }
}

export type PlasticProjection = ReturnType<typeof plasticProjection>

const countOf = (starts: Uint32Array, i: number) => (i + 1 < starts.length ? starts[i + 1] - starts[i] : 0)

const longest = (delays: number | Uint16Array): number =>
  typeof delays === 'number' ? delays : delays.reduce((most, d) => Math.max(most, d), 1)

/** Synapses of each source. */
const sourceCounts = ({ offsets }: ProjectionDescription): Uint32Array =>
  Uint32Array.from({ length: offsets.length - 1 }, (_, i) => offsets[i + 1] - offsets[i])
