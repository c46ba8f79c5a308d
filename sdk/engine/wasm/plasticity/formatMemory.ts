import { roundingNumbers, roundingSums, weightScales, type RoundingSums } from '../../formats/index.js'
import type { Carry, Entry } from '../../structure/index.js'
import type { Simd } from '../simd.js'
import type { FormatLayout, PlasticLayout } from './plasticLayout.js'

/** The scales of weights in a format, in memory, and what rounding did to them. */
export function formatMemory(
  { projection, network, index, preIndex, postIndex }: PlasticLayout,
  { learned, among, count, ranges: at, sums: sumsAt, before }: FormatLayout,
  { buffer }: WebAssembly.Memory,
  unit: Simd,
  dt: number,
) {
  const size = projection.targets.length
  const weights = unit.array(buffer, network.weights, size)
  const old = unit.array(buffer, before, size)
  const ranges = unit.array(buffer, at, count)
  const sums = new Float64Array(buffer, sumsAt, 2 * roundingNumbers)
  const as = unit.precision === 'single' ? Math.fround : undefined
  const scales = weightScales(projection, learned, { weights, ranges, as })
  const period = Math.round(learned.format.rescale / dt)
  const axis: Entry['axis'] =
    among === undefined ? { each: 'other' } : { each: 'neuron', of: among === 'post' ? postIndex : preIndex }

  return {
    /** The values of accumulators. */
    kept: () => Float64Array.from(weights),
    transmitted: () => scales.transmitted(),
    /** Scales follow the weights, as they were set. */
    follow: () => void scales.follow(),
    /** The same at intervals. */
    interval(step: number): void {
      if (step > 0 && step % period === 0) sums[2 * (roundingNumbers - 1)] += scales.follow()
    },
    /** Before all statements of an interval or a reward. */
    remember: () => old.set(weights),
    /** Scales of those who have come and have nobody of before beside them. */
    welcome(carry: Carry): void {
      const order = carry.orders[index]
      if (!order) return
      const known = new Set<number>()
      order.forEach((from, s) => from >= 0 && known.add(scales.groupOf(s)))
      scales.follow(g => !known.has(g))
    },
    sums: (): RoundingSums =>
      roundingSums(Float64Array.from({ length: roundingNumbers }, (_, i) => sums[2 * i] + sums[2 * i + 1])),
    entries: (): Entry[] => [
      { name: `projection ${index} ranges`, values: ranges, axis },
      { name: `projection ${index} rounding`, values: sums, axis: { each: 'other' } },
    ],
  }
}
