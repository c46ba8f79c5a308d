import { createLTTB } from 'downsample'

/** As many points as two for each pixel of a usual chart. */
const most = 1200

/**
 * Which points of a long curve to draw so that it looks like the whole: largest triangle, three buckets (Steinarsson
 * 2013, "Downsampling Time Series for Visual Representation"). For smooth curves; of a voltage, `decimate` keeps every
 * spike.
 */
export function thinned(x: Float64Array, y: Float64Array): ArrayLike<number> {
  const all = Array.from(x.keys())
  if (all.length <= most) return all
  const kept = Array.from(createLTTB<number>({ x: (i: number) => x[i], y: (i: number) => y[i] })(all, most))
  // The library's buckets, ended by rounding, may leave it one short of the last point.
  kept[kept.length - 1] = all.length - 1
  return kept
}
