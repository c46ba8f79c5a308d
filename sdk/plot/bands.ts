import type * as Plot from '@observablehq/plot'
import { color } from './palette.js'
import type { PlotLibrary } from './plotFigure.js'
import { thinned } from './thinned.js'

/** A curve that was measured several times. */
export interface Band {
  readonly x: Float64Array
  readonly mean: Float64Array
  /** Standard deviation; 0 where there was one measurement. */
  readonly deviation: Float64Array
}

/** Mean and standard deviation (divided by one less than there are runs) of each column. */
export function acrossRuns(runs: readonly Float64Array[]): Omit<Band, 'x'> {
  const n = runs.length
  const mean = runs[0].map((_, i) => runs.reduce((sum, run) => sum + run[i], 0) / n)
  const deviation = mean.map((m, i) =>
    n < 2 ? 0 : Math.sqrt(runs.reduce((sum, run) => sum + (run[i] - m) ** 2, 0) / (n - 1)),
  )
  return { mean, deviation }
}

/** The mean as a line, with a band of one standard deviation to both sides where there is any. */
export function bandMarks(
  Plot: PlotLibrary,
  band: Band,
  i: number,
  options: { curve?: 'linear' | 'step-after'; dots?: boolean } = {},
): Plot.Markish[] {
  const kept = thinned(band.x, band.mean)
  const [x, mean, deviation] = [band.x, band.mean, band.deviation].map(all => Float64Array.from(kept, j => all[j]))
  const { curve = 'linear', dots = false } = options
  const length = { length: x.length }
  const side = (sign: number) => mean.map((m, j) => m + sign * deviation[j])
  return [
    ...(deviation.some(d => d > 0)
      ? [Plot.areaY(length, { x, y1: side(-1), y2: side(1), fill: color(i), fillOpacity: 0.2, curve })]
      : []),
    Plot.line(length, { x, y: mean, stroke: color(i), strokeWidth: 1.6, curve }),
    ...(dots ? [Plot.dot(length, { x, y: mean, fill: color(i), r: 2.2 })] : []),
  ]
}

/** From the lowest to the highest that the bands reach. */
export function bandExtent(bands: readonly Band[]): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const { mean, deviation } of bands)
    mean.forEach((m, i) => ([low, high] = [Math.min(low, m - deviation[i]), Math.max(high, m + deviation[i])]))
  return low <= high ? [low, high] : [0, 1]
}
