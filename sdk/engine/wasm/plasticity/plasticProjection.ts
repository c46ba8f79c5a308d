import type { ProjectionDescription } from '../../../network/index.js'
import type { Snapshot } from '../../engine.js'
import { strays, type Entry } from '../../structure/index.js'
import { flagBytes } from '../layout.js'
import { blockSize, type Simd } from '../simd.js'
import { cohortEntries } from './cohorts.js'
import { formatMemory } from './formatMemory.js'
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
  /** To be called before any function: what all synapses see is then that of the step at hand. */
  readonly ready: () => void
  /** Throws, since a function has found a fault. */
  readonly fail: (step: number) => never
}

type Call = (...args: number[]) => number

/** The synapses of a projection that learns, in memory. */
export function plasticProjection(layout: PlasticLayout, functions: Functions, running: Running, from: number) {
  const { memory, exports, unit, dt, ready, fail } = running
  const { projection, network, groups, cohorts, columns, post, index } = layout
  const { targets, dendriticDelay = 0 } = projection
  const { buffer } = memory
  fill()
  const rules = ruleMemory(layout, memory, unit, dt, projection.weights as Float64Array, from)
  const format = layout.format && formatMemory(layout, layout.format, memory, unit, dt)
  const list = new Uint32Array(buffer, layout.list, Math.max(groups.count, post.places))
  const everyone = { slot: targets, group: members(groups.starts), post: members(columns.starts) }
  const coming = spikeRing(longest(groups.delays))
  const returning = spikeRing(dendriticDelay)
  const stray = strays()
  const call = (name: string) => exports[name] as Call
  const arrived = call(functions.arrive)
  const fired = functions.fired === undefined ? undefined : call(functions.fired)
  const { target } = network
  const rowBytes = post.places * unit.bytes

  function fill(): void {
    const put = (address: number | undefined, values: ArrayLike<number>) => {
      if (address !== undefined) new Uint32Array(buffer, address, values.length).set(values)
    }
    put(layout.starts, groups.starts)
    if (groups.slots) {
      put(layout.slots, groups.slots)
      put(layout.source, groups.source!)
    }
    const of = groupOfEach(groups, targets.length)
    put(layout.groupOf, of)
    if (!layout.incoming) return
    put(layout.incoming.starts, columns.starts)
    put(layout.incoming.slots, columns.slots)
    if (layout.incoming.groups === undefined) return
    const own = new Uint32Array(buffer, layout.incoming.groups, targets.length)
    for (let at = 0; at < own.length; at++) own[at] = of[columns.slots[at]]
  }

  const pass = ({ among, name }: Pass, step: number): void => {
    ready()
    const all = everyone[among as keyof typeof everyone]
    if (among !== 'slot') list.set(all)
    if (call(name)(all.length, step)) fail(step)
  }
  /** Sums of all synapses, by what they go over. */
  const sources = sourceCounts(projection)
  function summed({ reduction, among, sums, result, count }: ReductionLayout, name: string, step: number): void {
    ready()
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
    if (parts.some(({ rounds }) => rounds)) format!.remember()
    for (const { sums, passes } of parts) {
      for (const { reduction, name } of sums) summed(layout.rules[rule].reductions.get(reduction)!, name, step)
      for (const one of passes) pass(one, step)
    }
  }
  const periods = functions.rules.map(({ every }) => every.map(({ interval }) => Math.round(interval / dt)))

  return {
    rules,
    format,
    /** Whether it has something to do in every step, or every so often. */
    acts: {
      interval: periods.some(own => own.length > 0) || format !== undefined,
      move: functions.rules.some(({ move }) => move.length > 0),
      continuous: functions.rules.some(({ continuous }) => continuous !== undefined),
    },
    /** What has reached the synapses is transmitted, and seen by the rules. */
    arrive(step: number): void {
      stray.take(step, add)
      const reached = coming.take(step, list)
      if (reached === 0) return
      ready()
      const { row, flags } = due(step)
      if (arrived(layout.list, layout.list + 4 * reached, step, row, flags)) fail(step)
    },
    /** Statements that are due every so often; not at the start. */
    interval(step: number): void {
      for (let r = 0; r < periods.length; r++)
        for (let e = 0; e < periods[r].length; e++)
          if (step > 0 && step % periods[r][e] === 0) throughout(r, functions.rules[r].every[e].parts, step)
      format?.interval(step)
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
        ready()
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
      if (heard === 0) return
      ready()
      if (fired(layout.list, layout.list + 4 * heard, step)) fail(step)
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
    entries: (): Entry[] => [...rules.entries(), ...(format?.entries() ?? [])],
    /**
     * Spikes on their way: steps until then, the source and its delay, and apart the cohort of the synapses; steps and the
     * neuron that fired; of strays steps, the target and what it is to get. Those on synapses about to be `removed` become
     * strays.
     */
    flying(step: number, removed?: Uint8Array): Snapshot['arrays'] {
      const [to, of, back]: number[][] = [[], [], []]
      const lost = stray.saved(step)
      coming.visit(step, (k, g) => {
        if (groups.starts[g] === groups.starts[g + 1]) return
        to.push(k, sourceOf(g), delayOf(g))
        of.push(cohortOf(g))
        if (!removed) return
        for (let at = groups.starts[g]; at < groups.starts[g + 1]; at++) {
          const s = groups.slots?.[at] ?? at
          if (removed[s]) lost.push(k, targets[s], amountOf(s, at, g, step))
        }
      })
      returning.visit(step, (k, j) => back.push(k, j))
      return {
        ...cohortEntries(index, cohorts),
        [`projection ${index} stray`]: Float64Array.from(lost),
        [`projection ${index} coming`]: Uint32Array.from(to),
        [`projection ${index} coming of`]: Uint32Array.from(of),
        [`projection ${index} returning`]: Uint32Array.from(back),
      }
    },
    /** Puts back what was flying, but for what no synapse, or of strays no living target, is left for. */
    fly(step: number, arrays: Readonly<Record<string, ArrayLike<number>>>, lives: (target: number) => boolean): void {
      stray.restore(step, arrays[`projection ${index} stray`] ?? [], lives)
      const to = arrays[`projection ${index} coming`] ?? []
      const of = arrays[`projection ${index} coming of`] ?? []
      for (let i = 0; i < to.length; i += 3) {
        const g = groupWith(to[i + 1], to[i + 2], of[i / 3] ?? 0)
        if (g !== undefined) coming.add(step + to[i], g)
      }
      const back = arrays[`projection ${index} returning`] ?? []
      for (let i = 0; i < back.length; i += 2) returning.add(step + back[i], back[i + 1])
    },
  }

  function delayOf(g: number): number {
    return typeof groups.delays === 'number' ? groups.delays : groups.delays[g]
  }
  function sourceOf(g: number): number {
    return groups.source?.[g] ?? g
  }
  /** That of all its synapses. */
  function cohortOf(g: number): number {
    const at = groups.starts[g]
    return cohorts?.[groups.slots?.[at] ?? at] ?? 0
  }
  function groupWith(source: number, delay: number, cohort: number): number | undefined {
    const { first } = groups
    const [from, to] = first ? [first[source], first[source + 1]] : [source, source + 1]
    for (let g = from; g < to; g++) if (delayOf(g) === delay && cohortOf(g) === cohort) return g
    return undefined
  }
  /** What a synapse would transmit now. */
  function amountOf(s: number, at: number, g: number, step: number): number {
    if (functions.amount === undefined) return unit.array(buffer, network.weights, targets.length)[s]
    ready()
    return Number(call(functions.amount)(at, g, sourceOf(g), step))
  }
  /** Where arrivals of a step add to. */
  function due(step: number) {
    const row = (step + dendriticDelay) % target.rows
    return { row: target.ring + row * rowBytes, flags: target.flags + row * flagBytes(post) }
  }
  function add(step: number, j: number, amount: number): void {
    const { row, flags } = due(step)
    unit.array(buffer, row, post.places)[j] += amount
    new Uint8Array(buffer, flags, flagBytes(post))[Math.floor(j / blockSize)] = 1
  }
}

export type PlasticProjection = ReturnType<typeof plasticProjection>

const countOf = (starts: Uint32Array, i: number) => (i + 1 < starts.length ? starts[i + 1] - starts[i] : 0)

const longest = (delays: number | Uint16Array): number =>
  typeof delays === 'number' ? delays : delays.reduce((most, d) => Math.max(most, d), 1)

/** Synapses of each source. */
const sourceCounts = ({ offsets }: ProjectionDescription): Uint32Array =>
  Uint32Array.from({ length: offsets.length - 1 }, (_, i) => offsets[i + 1] - offsets[i])
