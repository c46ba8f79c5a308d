import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import {
  color,
  grid,
  PlotFigure,
  plotFigureOptions,
  titled,
  type PlotFigureOptions,
} from '../../sdk/plot/parts/index.js'
import type { Estimate } from '../solvers/index.js'

/** How often reads of some length succeed. */
export interface SuccessPoint {
  /** Length of one read, in sweeps or in what the option `unit` says. */
  readonly effort: number
  /** What `found.success(target)` says. */
  readonly success: Estimate
}

export interface SuccessProbabilityOptions extends PlotFigureOptions {
  /** What is counted along the axis; `sweeps`. Solvers of different kinds are comparable in spin updates. */
  readonly unit?: string
}

/**
 * Success probability against the length of a read, on a logarithmic axis, with 95 % intervals; a line for each solver.
 *
 * @param solvers points by name
 * @param options `unit`, `title`, `width` (640), `height` (240), `plot`
 * @throws RangeError if there is no point, for a length that is not above 0, or an unknown option
 * @example
 * const points = []
 * for (const sweeps of [10, 100, 1000]) {
 *   const found = await solve(problem, simulatedAnnealing({ sweeps }), { reads: 100 })
 *   points.push({ effort: sweeps, success: found.success(0) })
 * }
 * figures.successProbability({ annealing: points })
 */
export function successProbability(
  solvers: Readonly<Record<string, readonly SuccessPoint[]>>,
  options: SuccessProbabilityOptions = {},
): PlotFigure {
  const where = 'figures.successProbability'
  refuseUnknown(where, options, [...plotFigureOptions, 'unit'])
  const { unit = 'sweeps', ...rest } = options
  const named = Object.entries(solvers).map(
    ([name, points]) => [name, points.toSorted((a, b) => a.effort - b.effort)] as const,
  )
  const lengths = named.flatMap(([, points]) => points.map(({ effort }) => effort))
  check(lengths.length > 0, `${where}: there is no point to draw`)
  for (const length of lengths)
    check(length > 0 && Number.isFinite(length), `${where}: ${unit} must be above 0, got ${length}`)
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)]
  const domain = [least / 1.1, most * 1.1] as const
  const percent = (p: number) => `${Number((100 * p).toPrecision(2))} %`
  return new PlotFigure({
    ...rest,
    where,
    usualHeight: 240,
    alt: titled(
      options.title,
      `Success probability against ${unit}: ` +
        named
          .map(([name, points]) => {
            const [first, last] = [points[0], points.at(-1)!]
            return `${name} from ${percent(first.success.value)} at ${first.effort} to ${percent(last.success.value)} at ${last.effort}`
          })
          .join('; '),
    ),
    marks: 2 * lengths.length + named.length,
    marginLeft: 44,
    xDomain: domain,
    keys: named.map(([label], i) => ({ label, color: color(i) })),
    options: Plot => ({
      x: {
        domain,
        type: 'log',
        label: unit,
        ticks: apart(lengths),
        tickFormat: (n: number) => n.toLocaleString('en'),
      },
      y: { domain: [0, 1], tickSize: 0, label: 'success', tickFormat: '.0%' },
      marks: [
        Plot.gridY({ stroke: grid, strokeOpacity: 1 }),
        ...named.flatMap(([, points], i) => {
          const x = points.map(({ effort }) => effort)
          const at = (part: keyof Estimate) => points.map(({ success }) => success[part])
          const length = { length: points.length }
          return [
            Plot.ruleX(length, { x, y1: at('low'), y2: at('high'), stroke: color(i), strokeOpacity: 0.5 }),
            Plot.line(length, { x, y: at('value'), stroke: color(i), strokeWidth: 1.8 }),
            Plot.dot(length, { x, y: at('value'), r: 3, fill: color(i) }),
          ]
        }),
      ],
    }),
  })
}

/** Of some lengths those that leave room for the label of the one before. */
function apart(lengths: readonly number[]): number[] {
  const kept: number[] = []
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)]
  const room = Math.max(1.3, (most / least) ** (1 / 7))
  for (const length of lengths.toSorted((a, b) => a - b))
    if (!kept.length || length > room * kept.at(-1)!) kept.push(length)
  return kept
}
