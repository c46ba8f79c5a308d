import type { Graph } from '../analysis/index.js'
import { degreeDistribution as shares, degrees as degreesOf } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { isNumbers, named, numbers, type Named } from './numbers.js'
import { logLabel, logTicks } from './logTicks.js'
import { nothing } from './nothing.js'
import { color, faint, grid } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { list, number, textWidth, titled } from './text.js'

export interface DegreeDistributionOptions extends PlotFigureOptions {
  /** `log`: both axes logarithmic, on which a power law is a straight line; `linear`. */
  scale?: 'linear' | 'log'
}

/**
 * The degree distribution of a graph: the share of the vertices that have each number of edges. Several by name are
 * compared. On logarithmic axes the power law of a scale-free graph is a straight line (Barabási & Albert 1999).
 *
 * @param graphs a graph in compressed rows, such as a projection of `net.describe()`, whose edges are counted where
 *   they begin; or the degrees themselves, such as `inDegrees(graph)`; or several by name
 * @param options `scale`, `title`, `width` (640), `height` (220), `plot`
 * @throws RangeError for a degree that is no whole number of 0 or more, or an option that does not exist
 * @example
 * plot.degreeDistribution({ 'small world': ring, 'scale-free': hubs }, { scale: 'log' })
 */
export function degreeDistribution(
  graphs: Named<Graph | ArrayLike<number>>,
  options: DegreeDistributionOptions = {},
): PlotFigure {
  const where = 'plot.degreeDistribution'
  refuseUnknown(where, options, [...plotFigureOptions, 'scale'])
  const { scale = 'linear', ...rest } = options
  check(
    scale === 'linear' || scale === 'log',
    `${where}: scale must be "linear" or "log", got ${JSON.stringify(scale)}`,
  )
  const log = scale === 'log'
  const given = named(`${where}: expected a graph (offsets, targets) or its degrees`, graphs, isDegrees)
  const curves = given.map(([name, one]) => curve(name, one, where, log))
  const points = curves.flatMap(({ share }) => Array.from(share))
  const most = Math.max(1, ...curves.flatMap(({ degree }) => Array.from(degree)))
  const least = Math.min(most, ...curves.flatMap(({ degree }) => Array.from(degree)))
  const [highest, lowest] = [Math.max(0, ...points), Math.min(1, ...points.filter(share => share > 0))]
  const empty = points.length === 0
  const domain = log ? ([Math.max(1, least), Math.max(2, most)] as const) : ([least - 0.5, most + 0.5] as const)
  const alone = curves.length === 1
  const range = [lowest / 1.3, Math.min(1, highest * 1.3)] as const
  const ticks = empty ? [] : log ? logTicks(range) : 4
  const line = { stroke: grid, strokeOpacity: 1 }

  return new PlotFigure({
    ...rest,
    usualHeight: 220,
    where,
    alt: titled(options.title, curves.map(sentence).join('; ')),
    marks: points.length,
    marginLeft: Math.ceil(14 + Math.max(30, textWidth(number(log ? lowest : highest)))),
    xDomain: domain,
    keys: alone ? [] : curves.map(({ name }, i) => ({ label: name, color: color(i) })),
    options: Plot => ({
      x: {
        domain,
        label: 'degree (edges of a vertex)',
        ...(log && { type: 'log', ticks: logTicks(domain), tickFormat: logLabel }),
      },
      y: {
        tickSize: 0,
        label: 'share of vertices',
        ...(log
          ? { type: 'log', domain: range, ticks, tickFormat: logLabel }
          : { domain: [0, highest || 1], nice: 4, ticks }),
      },
      marks: [
        log ? Plot.gridY(logTicks(range), line) : Plot.gridY({ ...line, ticks }),
        ...curves.flatMap(({ degree, share }, i) => {
          const length = { length: degree.length }
          if (log) return [Plot.dot(length, { x: degree, y: share, r: 3, fill: color(i), fillOpacity: 0.75 })]
          if (!alone) return [Plot.line(length, { x: degree, y: share, stroke: color(i), marker: 'dot' })]
          return [
            Plot.rectY(length, {
              x1: degree.map(k => k - 0.4),
              x2: degree.map(k => k + 0.4),
              y: share,
              fill: color(i),
              fillOpacity: 0.55,
            }),
          ]
        }),
        ...(log ? [] : [Plot.ruleY([0], { stroke: faint })]),
        ...(empty ? [nothing(Plot, 'no vertices')] : []),
      ],
    }),
  })
}

interface Curve {
  readonly name: string
  readonly degree: Float64Array
  readonly share: Float64Array
  readonly mean: number
  readonly vertices: number
}

/** Shares of the degrees that occur; without 0 on logarithmic axes. */
function curve(name: string, given: Graph | ArrayLike<number>, where: string, log: boolean): Curve {
  const all = numbers(name ? `${where}: ${name}` : where, isNumbers(given) ? given : degreesOf(given))
  const share = shares(all)
  const degree = Float64Array.from(share.keys()).filter(k => share[k] > 0 && !(log && k === 0))
  const mean = all.reduce((sum, k) => sum + k, 0) / all.length
  return { name, degree, share: degree.map(k => share[k]), mean, vertices: all.length }
}

const isDegrees = (value: unknown): value is Graph | ArrayLike<number> =>
  isNumbers(value) || (typeof value === 'object' && value !== null && 'offsets' in value && 'targets' in value)

function sentence({ name, degree, mean, vertices }: Curve): string {
  const whose = `Degree distribution${name && ` of ${name}`}`
  if (vertices === 0) return `${whose}: no vertices`
  const ends = degree.length ? [degree[0], degree[degree.length - 1]].map(k => number(k, 6)) : ['0', '0']
  return `${whose}: ${number(vertices, 9)} vertices of ${list([...new Set(ends)])} edges, mean ${number(mean)}`
}
