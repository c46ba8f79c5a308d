import type { SmallWorldIndex } from '../analysis/index.js'
import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import { acrossRuns, bandExtent, bandMarks, type Band } from './bands.js'
import { logLabel, logTicks } from './logTicks.js'
import { nothing } from './nothing.js'
import { color, faint, grid, paper } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { isList } from './recordings.js'
import { count, number, textWidth, titled } from './text.js'

export type SmallWorldFigureOptions = PlotFigureOptions

/** One graph: the share of its edges that were rewired, and what `smallWorldIndex` says of it. */
export type SmallWorldPoint = { readonly p: number } & Pick<
  SmallWorldIndex,
  'clustering' | 'pathLength' | 'randomClustering' | 'randomPathLength'
>

/**
 * How a ring becomes a small world, then a random graph, as more of its edges are rewired: clustering and path length,
 * each over that of a random graph, against the share of rewired edges (after Watts & Strogatz 1998, figure 2). A small
 * world lies where the path is nearly as short as at random and the clustering still far above it. Several graphs of
 * one p are their mean, with a band of one standard deviation. The axes are logarithmic; p = 0 stands apart.
 *
 * @param points one for each graph
 * @param options `title`, `width` (640), `height` (280), `plot`
 * @throws RangeError for a p outside 0..1, a measure that is not above 0, or an option that does not exist
 * @example
 * plot.smallWorld(await Promise.all(graphs.map(async (graph, i) => ({ p: p[i], ...await smallWorldIndex(graph) }))))
 */
export function smallWorld(points: readonly SmallWorldPoint[], options: SmallWorldFigureOptions = {}): PlotFigure {
  const where = 'plot.smallWorld'
  refuseUnknown(where, options, plotFigureOptions)
  if (!isList(points)) throw new TypeError(`${where}: expected a list of { p, clustering, ... }, got ${kindOf(points)}`)
  points.forEach((point, i) => checkPoint(`${where}: point ${i}`, point))
  const shares = [...new Set(points.map(({ p }) => p))].sort((a, b) => a - b)
  const least = shares.find(p => p > 0) ?? 1
  // On a logarithmic axis 0 has no place of its own; it takes that of the power of ten before.
  const zero = 10 ** Math.floor(Math.log10(least / 3))
  const x = Float64Array.from(shares, p => p || zero)
  const ratio = (of: (point: SmallWorldPoint) => number): Band => {
    const each = shares.map(share =>
      acrossRuns(points.filter(({ p }) => p === share).map(one => Float64Array.of(of(one)))),
    )
    return { x, mean: Float64Array.from(each, e => e.mean[0]), deviation: Float64Array.from(each, e => e.deviation[0]) }
  }
  const clustering = ratio(point => point.clustering / point.randomClustering)
  const path = ratio(point => point.pathLength / point.randomPathLength)
  const bands = [clustering, path]
  const [low, high] = bandExtent(bands)
  const domain = [Math.max(1e-3, Math.min(1, low)) / 1.15, 1.15 * Math.max(2, high)] as const
  const empty = points.length === 0
  const xDomain = empty ? ([0.01, 1] as const) : ([x[0], Math.max(x[x.length - 1], 1.01 * x[0])] as const)
  const tens = Array.from({ length: 12 }, (_, i) => 10 ** (i - 11)).filter(p => p >= least / 1.001 && p <= xDomain[1])

  return new PlotFigure({
    ...options,
    usualHeight: 280,
    where,
    alt: titled(options.title, sentence(shares, clustering, path, points.length)),
    marks: 2 * shares.length,
    marginLeft: Math.ceil(14 + Math.max(30, textWidth(number(high)))),
    xDomain,
    keys: [
      { label: 'clustering C / C of a random graph', color: color(0) },
      { label: 'path length L / L of a random graph', color: color(1) },
    ],
    options: Plot => ({
      x: {
        type: 'log',
        domain: xDomain,
        label: 'share of rewired edges p',
        ticks: empty ? [] : [...(shares[0] === 0 ? [zero] : []), ...tens],
        tickFormat: (p: number) => (p === zero && shares[0] === 0 ? '0' : number(p)),
      },
      y: {
        type: 'log',
        domain,
        ticks: logTicks(domain),
        tickFormat: logLabel,
        tickSize: 0,
        label: 'ratio to a random graph',
      },
      marks: [
        Plot.gridY(logTicks(domain), { stroke: grid, strokeOpacity: 1 }),
        ...(empty
          ? [nothing(Plot, 'no graphs')]
          : [
              Plot.ruleY([1], { stroke: faint, strokeDasharray: '4,3' }),
              Plot.text(['a random graph'], {
                x: xDomain[0],
                y: 1,
                textAnchor: 'start',
                dx: 4,
                dy: -8,
                fill: faint,
                stroke: paper,
                strokeWidth: 4,
                fontSize: 11,
              }),
              ...bands.flatMap((band, i) => bandMarks(Plot, floored(band, domain[0]), i, { dots: true })),
            ]),
      ],
    }),
  })
}

/** A band that reached below the chart would reach below 0, which has no logarithm. */
const floored = (band: Band, floor: number): Band => ({
  ...band,
  deviation: band.deviation.map((d, i) => Math.min(d, Math.max(0, band.mean[i] - floor))),
})

function checkPoint(what: string, point: SmallWorldPoint): void {
  if (typeof point !== 'object' || point === null)
    throw new TypeError(`${what}: expected { p, ...await smallWorldIndex(graph) }, got ${kindOf(point)}`)
  const { p, clustering, pathLength, randomClustering, randomPathLength } = point
  check(p >= 0 && p <= 1, `${what}: p must lie in 0..1, got ${p}`)
  for (const [name, value] of Object.entries({ clustering, pathLength, randomClustering, randomPathLength }))
    check(
      Number.isFinite(value) && (value > 0 || (name === 'clustering' && value === 0)),
      `${what}: ${name} must be above 0, got ${value}`,
    )
}

function sentence(shares: readonly number[], { mean: C }: Band, { mean: L }: Band, graphs: number): string {
  if (graphs === 0) return 'Small world: no graphs'
  const last = shares.length - 1
  return (
    `Small world: clustering and path length over a random graph's of ${count(graphs, 'graph')}; as the share of rewired ` +
    `edges goes from ${number(shares[0])} to ${number(shares[last])}, clustering goes from ${number(C[0])} to ` +
    `${number(C[last])}, path length from ${number(L[0])} to ${number(L[last])}`
  )
}
