import type { ProjectionLayout } from './layout.js'
import type { SendKind } from './sendCode.js'
import type { Simd } from './simd.js'

/** Free places behind a row of so many synapses, where a network has room to grow: an eighth, at least one. */
export const slackOf = (synapses: number) => (synapses >> 3) + 1
/** Places of a row that has to move to the end. */
const grownRow = (synapses: number) => synapses + (synapses >> 1) + 2

/**
 * The synapses of a projection that end on neurons of one thread, in memory: a row for each source, in which they keep
 * their order. A row has free places behind it, or none; one that is full moves to the end, as far as there is room.
 */
export interface SynapseRows {
  /** Where the row of source i begins, `2 i`, and ends, `2 i + 1`. */
  readonly bounds: Uint32Array
  readonly targets: Uint32Array
  /** One for all or one for each. */
  readonly weights: Float32Array | Float64Array
  readonly delays: Uint16Array
  /** Lays out empty rows. @param length of each source */
  lay(length: (source: number) => number): void
  /** Whether so many more have room. @param more by source */
  fits(more: ReadonlyMap<number, number>): boolean
  /** Makes room for so many behind those of a source. */
  reserve(source: number, more: number): void
  /** Puts one behind those of its source, where there is room. */
  append(source: number, target: number, weight: number, delay: number): void
  /** Keeps those of a source for which it is told to, in order. @param keeps of a place */
  keep(source: number, keeps: (place: number) => boolean): void
}

export function synapseRows(
  at: ProjectionLayout,
  sources: number,
  kind: SendKind,
  unit: Simd,
  buffer: ArrayBuffer,
): SynapseRows {
  const { room, synapses } = at
  const bounds = new Uint32Array(buffer, at.rows, 2 * sources)
  const targets = new Uint32Array(buffer, at.targets, room)
  const [own, late] = [kind.weights === 'each', kind.delays === 'each']
  const weights = unit.array(buffer, at.weights, own ? room : 1)
  const delays = new Uint16Array(buffer, at.delays, late ? room : 1)
  /** Where the places of each row end, and the first place that belongs to none. */
  const limits = room > synapses ? new Uint32Array(sources) : undefined
  let free = 0
  const limit = (source: number) => limits?.[source] ?? bounds[2 * source + 1]

  return {
    bounds,
    targets,
    weights,
    delays,
    lay(length) {
      free = 0
      for (let i = 0; i < sources; i++) {
        const count = length(i)
        bounds[2 * i] = bounds[2 * i + 1] = free
        free += count
        if (limits) limits[i] = free += slackOf(count)
      }
    },
    fits(more) {
      let needed = 0
      for (const [source, count] of more) {
        const end = bounds[2 * source + 1] + count
        if (end > limit(source)) needed += grownRow(end - bounds[2 * source])
      }
      return needed <= room - free
    },
    reserve(source, more) {
      const [begin, end] = [bounds[2 * source], bounds[2 * source + 1]]
      if (end + more <= limit(source)) return
      targets.copyWithin(free, begin, end)
      if (own) weights.copyWithin(free, begin, end)
      if (late) delays.copyWithin(free, begin, end)
      bounds[2 * source] = free
      bounds[2 * source + 1] = free + end - begin
      limits![source] = free += grownRow(end - begin + more)
    },
    append(source, target, weight, delay) {
      const place = bounds[2 * source + 1]++
      targets[place] = target
      if (own) weights[place] = weight
      if (late) delays[place] = delay
    },
    keep(source, keeps) {
      const end = bounds[2 * source + 1]
      let kept = bounds[2 * source]
      for (let place = kept; place < end; place++) {
        if (!keeps(place)) continue
        targets[kept] = targets[place]
        if (own) weights[kept] = weights[place]
        if (late) delays[kept] = delays[place]
        kept++
      }
      bounds[2 * source + 1] = kept
    },
  }
}
