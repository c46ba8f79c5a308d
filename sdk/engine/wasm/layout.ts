import { integration, variablesOf, type Coasting, type Integration } from '../../model/index.js'
import {
  longestDelay,
  type Description,
  type PopulationDescription,
  type ProjectionDescription,
} from '../../network/index.js'
import { channels } from '../channels.js'
import { constantValues, type Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { projectionName, summed, type MemoryItem } from '../memory.js'
import { refractorySteps } from './clock.js'
import { hitBytes } from './hitsCode.js'
import { partOf, partsOf, type Part } from './parts.js'
import { coastEvery, coastingOf, lawLayout, mostLaws, type Sleep } from './sleep.js'
import { blockSize, padded, type Simd } from './simd.js'
import { scratchBytes } from './wasmDraws.js'

/** Where things are in memory, in bytes. */
export interface Layout {
  readonly threads: readonly ThreadLayout[]
  /** Undefined where there is one thread. */
  readonly published: Published | undefined
  readonly bytes: number
  /** What takes them. */
  readonly items: readonly MemoryItem[]
}

/** Where threads tell each other who fired, in slots: one for each step that may pass before others must know, twice. */
export interface Published {
  /** Steps that may pass: up to the smallest delay. */
  readonly interval: number
  /** 4 bytes for each slot, thread and channel. */
  readonly counts: number
  /** Of each channel, a list a slot, so many bytes long; each neuron has room at its place. */
  readonly lists: readonly number[]
  readonly listBytes: readonly number[]
}

/** What belongs to one thread: a part of each population, and the synapses onto it. */
export interface ThreadLayout {
  /** Undefined where the thread has no neuron of a population, or no target of a projection. */
  readonly populations: readonly (PopulationLayout | undefined)[]
  readonly projections: readonly (ProjectionLayout | undefined)[]
  /** Number of events of each channel in the step at hand, 4 bytes each. */
  readonly counts: number
  /** The neurons of those events, a list for each channel. */
  readonly lists: readonly number[]
  /** Where it is noted who had which event; see {@link EventPlace}. */
  readonly hits: number
  /** Where random numbers are drawn before they are used. */
  readonly scratch: number
  /** Where the spikes of a population are put together that all threads fired in a step. */
  readonly together: number
}

export interface PopulationLayout {
  readonly name: string
  /** Its first neuron is so far from the first of the population. */
  readonly from: number
  readonly size: number
  /** Size rounded up to whole blocks; every array has so many places. */
  readonly places: number
  readonly blocks: number
  /** Of these neurons alone. */
  readonly description: PopulationDescription
  readonly integration: Integration
  /** Parameters and constants of the integration. */
  readonly values: Values
  readonly variables: Readonly<Record<string, number>>
  /** Of each of the values: one number, or one for each neuron. */
  readonly valueAt: Readonly<Record<string, number>>
  /** Normal numbers of each noise. */
  readonly noises: readonly number[]
  /** What goes into I in this step, and what of it is constant. */
  readonly current: number
  readonly constant: number
  /** Whole steps of a refractory period; see {@link refractorySteps}. */
  readonly refractory: number
  /** The refractory clocks; undefined where there are none. */
  readonly waiting: number | undefined
  /** Where they may not, a bit for each vector: whether it is awake, and whether something arrived in this step. */
  readonly awake: number
  readonly touched: number
  /** How many vectors, or neurons of those that may coast, were computed in this step, 4 bytes; in all, 8 bytes. */
  readonly ran: number
  readonly computed: number
  /** Where neurons may coast. */
  readonly coast: CoastLayout | undefined
  /** Copies of variables as they were before the resets of a step, where learning rules ask for them. */
  readonly unreset: Readonly<Record<string, number>>
  /** A byte for each block: whether its I is to be restored. */
  readonly restore: number
  readonly targets: Readonly<Record<string, TargetLayout>>
  /** How often it changed who lives, 4 bytes; then of each place a byte: whether nobody lives there. */
  readonly absent: number
  /** Channels of the model's events. */
  readonly channels: readonly number[]
}

/** Laws by which the neurons of a population coast. */
export interface LawsLayout {
  readonly model: Coasting
  /** One after the other; the first is that of neurons that never coast. */
  readonly laws: number
  readonly room: number
}

/** What coasting neurons need: the awake stand in front; see {@link coastCode}. */
export interface CoastLayout extends LawsLayout {
  /** How many are awake, 4 bytes. */
  readonly awake: number
  /** Place of each neuron, neuron at each place, and places that fall asleep, 4 bytes each. */
  readonly at: number
  readonly who: number
  readonly dozing: number
  /** A byte for each place: whether something arrived there. */
  readonly touched: number
  /** Whether neurons differ in what is no state: 1 in laws, parameters or currents, 2 in what was added to I just now; 4 bytes. */
  readonly differ: number
  /** Of each neuron the step at which it fell asleep, and of each place the address of the law, 4 bytes each. */
  readonly since: number
  readonly law: number
  /** Every how many steps it is tested who may fall asleep. */
  readonly every: number
}

/** What arrives at a variable: a ring of rows by the step of arrival, then one row for inputs; each with its flags. */
export interface TargetLayout {
  /** Rows of the ring. */
  readonly rows: number
  /** Whether a continuous connection adds to it in every step. */
  readonly acted: boolean
  readonly ring: number
  /** A byte for each block of each row: whether anything is in it. */
  readonly flags: number
}

export interface ProjectionLayout {
  /** Index of the source population. */
  readonly pre: number
  readonly post: PopulationLayout
  readonly target: TargetLayout
  readonly synapses: number
  /** Places for them: as many, or more in a network that grows. */
  readonly room: number
  /** Where the row of each source begins and ends, 4 bytes each. */
  readonly rows: number
  readonly targets: number
  readonly weights: number
  readonly delays: number
}

const align = 64
/** What WebAssembly can address. */
export const mostMemory = 2 ** 32

/**
 * Lays out the memory of a network for so many threads, though it be more than there can be.
 *
 * @param grows whether there is to be room for more synapses
 */
export function layout(description: Description, unit: Simd, sleep: Sleep, threads = 1, grows = false): Layout {
  const { bytes: width } = unit
  const { dt, populations, projections } = description
  let end = align
  const items: MemoryItem[] = []
  let owner: Pick<MemoryItem, 'part' | 'name'> = { part: 'exchange', name: 'network' }
  const take = (bytes: number): number => {
    const at = end
    end = Math.ceil((end + bytes) / align) * align
    items.push({ ...owner, bytes: end - at })
    return at
  }
  /** What is taken meanwhile belongs to something. */
  const belonging = <T>(part: MemoryItem['part'], name: string, taking: () => T): T => {
    const before = owner
    owner = { part, name }
    const taken = taking()
    owner = before
    return taken
  }
  const list = channels(description)
  const schemes = populations.map(({ model }) => integration(model, dt))
  /** Laws serve all parts of a population alike. */
  const lawsOf = populations.map((population, p): LawsLayout | undefined => {
    const model = coastingOf(description, population, schemes[p], sleep)
    if (!model) return undefined
    const room = Math.min(padded(population.size) + 1, mostLaws)
    const bytes = room * lawLayout(model, width).bytes
    return { model, room, laws: belonging('population', population.name, () => take(bytes)) }
  })

  const coastLayout = (places: number, laws: LawsLayout | undefined): CoastLayout | undefined => {
    if (!laws) return undefined
    const each = () => take(4 * places)
    return {
      ...laws,
      awake: take(4),
      at: each(),
      who: each(),
      dozing: each(),
      touched: take(places),
      differ: take(4),
      since: each(),
      law: each(),
      every: coastEvery(dt),
    }
  }

  const populationLayout = (whole: PopulationDescription, p: number, part: Part): PopulationLayout => {
    const population = partOf(whole, part)
    const { name, size, model } = population
    const places = padded(size)
    // Flags are looked at eight at a time.
    const flagBytes = Math.ceil(places / blockSize / 8) * 8
    const scheme = schemes[p]
    const values = { ...model.parameters, ...constantValues(scheme.constants, model.parameters, size) }
    const row = () => take(places * width)
    const variables = variablesOf(model)
    const receiving = [...variables, ...(model.takesCurrent ? ['I'] : [])]
    const refractory = refractorySteps(model, dt)
    return {
      name,
      from: part.from,
      size,
      places,
      blocks: places / blockSize,
      description: population,
      integration: scheme,
      values,
      variables: Object.fromEntries(variables.map(v => [v, row()])),
      valueAt: Object.fromEntries(
        Object.entries(values).map(([v, value]) => [v, typeof value === 'number' ? take(width) : row()]),
      ),
      noises: model.noises.map(row),
      current: row(),
      constant: row(),
      refractory,
      waiting: refractory ? take(2 * places) : undefined,
      awake: take(8 * wordsOf(places, unit)),
      touched: take(8 * wordsOf(places, unit)),
      ran: take(4),
      computed: take(8),
      coast: coastLayout(places, lawsOf[p]),
      unreset: Object.fromEntries(readBeforeReset(description, population).map(v => [v, row()])),
      restore: take(flagBytes),
      absent: take(4 + places),
      targets: belonging('arrivals', name, () =>
        Object.fromEntries(
          receiving.map(variable => {
            const { rows, acted } = arriving(projections, name, variable)
            return [
              variable,
              { rows, acted, ring: take((rows + 1) * places * width), flags: take((rows + 1) * flagBytes) },
            ]
          }),
        ),
      ),
      channels: model.events.map((_, event) =>
        model.events[event].name === 'spike' ? p : list.findIndex(c => c.population === p && c.event === event),
      ),
    }
  }
  const parts = populations.map(population => partsOf(population, threads))
  const laid = Array.from({ length: threads }, (_, t) => {
    const counts = take(4 * list.length)
    const hits = take(hitBytes * Math.max(...populations.map(({ model }) => model.events.length)))
    const scratch = take(scratchBytes(description, unit))
    const together = take(threads > 1 ? 4 * Math.max(...populations.map(({ size }) => size)) : 0)
    const lists = list.map(({ population }) => take(4 * padded(sizeOf(parts[population][t]))))
    const own = populations.map((population, p) =>
      sizeOf(parts[p][t]) > 0
        ? belonging('population', population.name, () => populationLayout(population, p, parts[p][t]))
        : undefined,
    )
    return { counts, hits, scratch, together, lists, populations: own }
  })
  const synapses = projections.map(projection =>
    belonging('projection', projectionName(projection), () => {
      const { pre, post, variable, offsets, weights, delays, rules } = projection
      const [from, onto] = [lookup(description, pre), lookup(description, post)]
      const counts = synapsesOnto(projection, parts[onto])
      const shared = {
        weights: typeof weights === 'number' ? take(width) : 0,
        delays: typeof delays === 'number' ? take(2) : 0,
      }
      return laid.map(({ populations }, t): ProjectionLayout | undefined => {
        const part = populations[onto]
        if (!part) return undefined
        const sources = offsets.length - 1
        const room = grows && !rules?.length ? roomFor(counts[t], sources) : counts[t]
        return {
          pre: from,
          post: part,
          target: part.targets[variable],
          synapses: counts[t],
          room,
          rows: take(8 * sources),
          targets: take(4 * room),
          weights: shared.weights || take(width * room),
          delays: shared.delays || take(2 * room),
        }
      })
    }),
  )
  const interval = threads > 1 ? stepsApart(description) : 0
  const listBytes = list.map(({ population }) => 4 * padded(populations[population].size))
  const published = interval
    ? {
        interval,
        counts: take(4 * 2 * interval * threads * list.length),
        lists: listBytes.map(bytes => take(2 * interval * bytes)),
        listBytes,
      }
    : undefined
  return {
    threads: laid.map((thread, t) => ({ ...thread, projections: synapses.map(onto => onto[t]) })),
    published,
    bytes: end,
    items: summed(items),
  }
}

/** Steps that threads may go without knowing of each other: none hears of a spike before its delay has passed. */
function stepsApart({ populations, projections }: Description): number {
  if (projections.some(({ continuous }) => continuous)) return 1
  const neurons = populations.reduce((sum, { size }) => sum + size, 0)
  const room = Math.min(16, Math.max(1, Math.floor(2 ** 22 / neurons)))
  return projections.reduce((least, { delays }) => {
    if (typeof delays === 'number') return Math.min(least, delays)
    // A loop: of a hundred million, calls of a function would take seconds.
    for (let s = 0; s < delays.length; s++) if (delays[s] < least) least = delays[s]
    return least
  }, room)
}

const sizeOf = ({ from, to }: Part) => to - from

/** Places for synapses that come: behind each row, and an eighth behind all of them. */
const roomFor = (synapses: number, sources: number) =>
  synapses + (synapses >> 3) + sources + Math.max(1024, synapses >> 3)

/** Rows that a ring needs for what is sent to a variable, and whether a continuous projection adds to it. */
function arriving(projections: readonly ProjectionDescription[], post: string, variable: string) {
  const onto = projections.filter(x => x.post === post && x.variable === variable)
  const sending = onto.filter(x => !x.continuous)
  return {
    rows: sending.reduce((most, projection) => Math.max(most, longestWait(projection) + 1), 0),
    acted: onto.length > sending.length,
  }
}

/** How many synapses of a projection end on each part of its target population. */
function synapsesOnto({ targets }: ProjectionDescription, parts: readonly Part[]): Float64Array {
  const counts = new Float64Array(parts.length)
  if (parts.length === 1) return counts.fill(targets.length)
  const share = Math.max(1, parts[0].to)
  for (let s = 0; s < targets.length; s++) counts[(targets[s] / share) | 0]++
  return counts
}

/** How long what a projection sends waits in the ring; what learns waits at its synapses, but for the way from there. */
const longestWait = (projection: ProjectionDescription) =>
  projection.rules?.length ? (projection.dendriticDelay ?? 0) : longestDelay(projection)

/** Variables that are reset, and which continuous statements of learning rules read before they are. */
function readBeforeReset({ projections }: Description, { name, model }: PopulationDescription): string[] {
  const names = projections.flatMap(({ pre, post, rules = [] }) =>
    rules.flatMap(({ model: { continuous, ends } }) =>
      continuous ? [...(pre === name ? ends.pre : []), ...(post === name ? ends.post : [])] : [],
    ),
  )
  const reset = new Set(model.events.flatMap(event => event.reset.map(({ variable }) => variable)))
  return [...new Set(names)].filter(variable => reset.has(variable))
}

/** Words of 64 bits that have a bit for each vector. */
export const wordsOf = (places: number, { bytes }: Simd) => Math.ceil((places * bytes) / 1024)

/** Bytes of the flags of one row. */
export const flagBytes = ({ blocks }: PopulationLayout) => Math.ceil(blocks / 8) * 8
