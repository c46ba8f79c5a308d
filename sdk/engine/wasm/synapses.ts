import type { AddedSynapses, ProjectionDescription, SynapseChange } from '../../network/index.js'
import type { PopulationLayout, ProjectionLayout } from './layout.js'
import { flagBytes } from './layout.js'
import { sendKind } from './sendCode.js'
import type { Simd } from './simd.js'
import { synapseRows } from './synapseRows.js'

/** The synapses of a projection in memory: in the order of the description, or first by the thread of their target. */
export interface Synapses {
  /** Fills in the projection, before anything else. Yields the share that is done, every few milliseconds. */
  readonly fill: () => Generator<number, void, void>
  /** A copy of the weights, in the order of the description: one for all or one for each. @param double as such numbers */
  readonly weights: (double?: boolean) => Float32Array | Float64Array
  readonly setWeights: (values: ArrayLike<number>) => void
  /** Whether a change has room where they are. */
  readonly fits: (change: SynapseChange) => boolean
  /**
   * Makes a change that fits.
   *
   * @param before the projection, where synapses go
   * @param now the projection from now on, when it is asked for
   */
  readonly change: (change: SynapseChange, before: ProjectionDescription, now: () => ProjectionDescription) => void
}

/** The places of a projection, to be filled. @param threads what each has of it; @param apart steps that threads go without each other */
export function synapses(
  description: ProjectionDescription,
  threads: readonly (ProjectionLayout | undefined)[],
  unit: Simd,
  { buffer }: WebAssembly.Memory,
  apart = 0,
): Synapses {
  const parts = threads.filter(at => at !== undefined)
  const sources = description.offsets.length - 1
  const kind = sendKind(description)
  const own = parts.map(at => synapseRows(at, sources, kind, unit, buffer))
  const [first] = own
  const share = parts[0].post.size
  const size = parts.reduce((sum, { post }) => sum + post.size, 0)
  let now = () => description
  const rounded = (w: number) => (unit.precision === 'single' ? Math.fround(w) : w)

  /** Visits the synapses of a source in order: which part has it, and where. Each part takes them in this order, too. */
  const next = new Uint32Array(own.length)
  const visitRow = (
    { offsets, targets }: ProjectionDescription,
    source: number,
    see: (part: number, place: number, synapse: number) => void,
  ) => {
    for (let p = 0; p < own.length; p++) next[p] = own[p].bounds[2 * source]
    for (let s = offsets[source]; s < offsets[source + 1]; s++) {
      const part = (targets[s] / share) | 0
      see(part, next[part]++, s)
    }
  }
  const visit = (see: (part: number, place: number, synapse: number) => void) => {
    const known = now()
    for (let i = 0; i < sources; i++) visitRow(known, i, see)
  }

  /** The weights of all parts, in the order of the description. */
  function gather({ offsets, targets }: ProjectionDescription, whole: Float32Array | Float64Array): void {
    const [weights, bounds] = [own.map(rows => rows.weights), own.map(rows => rows.bounds)]
    for (let i = 0; i < sources; i++) {
      for (let p = 0; p < own.length; p++) next[p] = bounds[p][2 * i]
      for (let s = offsets[i]; s < offsets[i + 1]; s++) {
        const part = (targets[s] / share) | 0
        whole[s] = weights[part][next[part]++]
      }
    }
  }

  function* fill(): Generator<number, void, void> {
    const { offsets, targets, weights, delays } = description
    const done = (source: number) => offsets[source] / Math.max(1, targets.length)
    if (typeof weights === 'number') first.weights[0] = weights
    if (typeof delays === 'number') first.delays[0] = delays
    if (own.length === 1) {
      first.lay(i => offsets[i + 1] - offsets[i])
      if (parts[0].room === targets.length) {
        for (let s = 0; s < targets.length; s += atOnce) {
          first.targets.set(targets.subarray(s, s + atOnce), s)
          if (typeof weights !== 'number') first.weights.set(weights.subarray(s, s + atOnce), s)
          if (typeof delays !== 'number') first.delays.set(delays.subarray(s, s + atOnce), s)
          yield s / targets.length
        }
        for (let i = 0; i < sources; i++) first.bounds[2 * i + 1] = offsets[i + 1]
        return
      }
    } else {
      const counts = own.map(() => new Uint32Array(sources))
      const count = (from: number, to: number) => {
        for (let i = from; i < to; i++)
          for (let s = offsets[i]; s < offsets[i + 1]; s++) counts[(targets[s] / share) | 0][i]++
      }
      for (const [from, to] of stretches(offsets)) {
        count(from, to)
        yield done(to) / 3
      }
      own.forEach((rows, p) => rows.lay(i => counts[p][i]))
    }
    const append = (from: number, to: number) => {
      for (let i = from; i < to; i++) {
        for (let s = offsets[i]; s < offsets[i + 1]; s++) {
          const part = (targets[s] / share) | 0
          const weight = typeof weights === 'number' ? weights : weights[s]
          const delay = typeof delays === 'number' ? delays : delays[s]
          own[part].append(i, targets[s] - part * share, weight, delay)
        }
      }
    }
    for (const [from, to] of stretches(offsets)) {
      append(from, to)
      yield (1 + 2 * done(to)) / 3
    }
  }

  /** How many of those added go to each part, by source. */
  const counted = ({ from, to }: AddedSynapses) => {
    const more = own.map(() => new Map<number, number>())
    for (let j = 0; j < from.length; j++) {
      const of = more[(to[j] / share) | 0]
      of.set(from[j], (of.get(from[j]) ?? 0) + 1)
    }
    return more
  }

  return {
    fill,
    weights(double = false) {
      if (kind.weights === 'shared') return first.weights.slice()
      const known = own.length === 1 ? undefined : now()
      const count = known ? known.targets.length : rowsLength(first.bounds)
      const whole = double ? new Float64Array(count) : unit.array(new ArrayBuffer(count * unit.bytes), 0, count)
      if (known) gather(known, whole)
      else eachRow(first.bounds, (begin, end, at) => copy(whole, at, first.weights, begin, end))
      return whole
    },
    setWeights(values) {
      if (kind.weights === 'shared') first.weights.set(values)
      else if (own.length > 1) visit((part, place, s) => (own[part].weights[place] = values[s]))
      else eachRow(first.bounds, (begin, end, at) => copy(first.weights, begin, values, at, at + end - begin))
    },
    fits({ added }) {
      if (!added || added.from.length === 0) return true
      // Their weights depend on those that there are.
      if (description.formats) return false
      const { weights, delays } = added
      const { target } = parts[0]
      if (typeof description.weights === 'number') {
        // One that was written is that of those who are there already.
        if (first.weights[0] !== rounded(description.weights)) return false
        if (!every(weights, w => w === description.weights)) return false
      }
      if (typeof description.delays === 'number' && !every(delays, d => d === description.delays)) return false
      if (!every(delays, d => d >= apart && d < target.rows)) return false
      if (!every(added.from, i => i < sources) || !every(added.to, j => j < size)) return false
      return counted(added).every((more, part) => own[part].fits(more))
    },
    change({ removed, added }, before, after) {
      for (let k = 0; removed && k < removed.length;) {
        const source = sourceOf(before.offsets, removed[k])
        const goes = own.map(() => new Set<number>())
        visitRow(before, source, (part, place, s) => {
          if (s !== removed[k]) return
          goes[part].add(place)
          k++
        })
        goes.forEach((places, part) => places.size && own[part].keep(source, place => !places.has(place)))
      }
      now = after
      if (!added) return
      const { from, to, weights, delays } = added
      counted(added).forEach((more, part) => more.forEach((count, source) => own[part].reserve(source, count)))
      for (let j = 0; j < from.length; j++) {
        const part = (to[j] / share) | 0
        const weight = typeof weights === 'number' ? weights : weights[j]
        const delay = typeof delays === 'number' ? delays : delays[j]
        own[part].append(from[j], to[j] - part * share, weight, delay)
      }
    },
  }
}

/** Synapses that are filled in at a time. */
const atOnce = 2 ** 20

/** Neighbouring rows with so many synapses together, or a few more: first and last but one. */
function* stretches(offsets: Uint32Array): Generator<readonly [from: number, to: number], void, void> {
  const sources = offsets.length - 1
  for (let from = 0, to = 0; from < sources; from = to) {
    while (to < sources && offsets[to] - offsets[from] < atOnce) to++
    yield [from, to]
  }
}

const every = (values: number | ArrayLike<number>, holds: (value: number) => boolean): boolean =>
  typeof values === 'number' ? holds(values) : Array.prototype.every.call(values, holds)

/** The source of a synapse. */
function sourceOf(offsets: Uint32Array, synapse: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (offsets[middle] <= synapse) low = middle
    else high = middle
  }
  return low
}

/** Visits rows, of which those without synapses may be left out: where each begins and ends, and how many come before. */
function eachRow(bounds: Uint32Array, see: (begin: number, end: number, before: number) => void): void {
  let before = 0
  for (let i = 0; i < bounds.length;) {
    const begin = bounds[i]
    let end = bounds[i + 1]
    // Rows that stand together are one.
    for (i += 2; i < bounds.length && (bounds[i] === end || bounds[i] === bounds[i + 1]); i += 2)
      if (bounds[i] === end) end = bounds[i + 1]
    see(begin, end, before)
    before += end - begin
  }
}

function rowsLength(bounds: Uint32Array): number {
  let count = 0
  for (let i = 0; i < bounds.length; i += 2) count += bounds[i + 1] - bounds[i]
  return count
}

function copy(to: Float32Array | Float64Array, at: number, from: ArrayLike<number>, begin: number, end: number): void {
  for (let s = begin; s < end; s++) to[at++] = from[s]
}

/** Address of a row of what arrives at a variable, and of its flags; row `rows` is that of the inputs. */
export function rowOf(population: PopulationLayout, variable: string, row: number, unit: Simd) {
  const { ring, flags } = population.targets[variable]
  return { values: ring + row * population.places * unit.bytes, flags: flags + row * flagBytes(population) }
}
