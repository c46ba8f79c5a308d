import type * as Plot from '@observablehq/plot'
import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import { numbers } from './numbers.js'
import { nothing } from './nothing.js'
import { color, faint, grid, ink } from './palette.js'
import type { PlotFigureOptions, PlotLibrary } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { count, number, textWidth, titled } from './text.js'

/** The window of pair STDP: `aPlus exp(-lag / tauPlus)` above lag 0, `-aMinus exp(lag / tauMinus)` below. */
export interface StdpParameters {
  readonly aPlus: number
  readonly aMinus: number
  /** In ms. */
  readonly tauPlus: number
  /** In ms. */
  readonly tauMinus: number
}

/** Changes that were measured: one entry a pair of spikes, or a protocol. */
export interface StdpPairs {
  /** Time of the postsynaptic spike less that of the presynaptic one, in ms. */
  readonly lag: ArrayLike<number>
  /** What the weight changed by. */
  readonly change: ArrayLike<number>
}

export interface StdpWindowOptions extends PlotFigureOptions {
  /** Measured changes, as dots over the curve. */
  pairs?: StdpPairs
  /** How far the lags reach to both sides, in ms; five time constants, the longest of the pairs, or 100. */
  range?: number
  /** Unit of the change, such as `%` or `mV`; none. */
  unit?: string
}

/**
 * The window of spike-timing-dependent plasticity: how much a weight changes against the time from the presynaptic to
 * the postsynaptic spike. Blue strengthens, orange weakens (Bi & Poo 1998; Song, Miller & Abbott 2000).
 *
 * @param rule parameters of pair STDP, any function of the lag in ms, or measured pairs alone
 * @param options `pairs`, `range` in ms, `unit`, `title`, `width` (640), `height` (260), `plot`
 * @throws RangeError for time constants that are not positive, values that are not finite, or an unknown option
 * @example
 * plot.stdpWindow({ aPlus: 0.01, aMinus: 0.0105, tauPlus: 20, tauMinus: 20 })
 * plot.stdpWindow(lag => (1 - (lag / 20) ** 2) * Math.exp(-((lag / 20) ** 2) / 2), { pairs: measured })
 */
export function stdpWindow(
  rule: StdpParameters | ((lag: number) => number) | StdpPairs,
  options: StdpWindowOptions = {},
): PlotFigure {
  const where = 'plot.stdpWindow'
  refuseUnknown(where, options, [...plotFigureOptions, 'pairs', 'range', 'unit'])
  const { pairs, range, unit = '', ...rest } = options
  const kind = kindOfRule(where, rule)
  const dots = kind === 'pairs' ? readPairs(where, rule as StdpPairs) : pairs && readPairs(`${where}: pairs`, pairs)
  const reach = range ?? usualRange(kind, rule, dots)
  check(reach > 0 && reach < Infinity, `${where}: range must be a time above 0 ms, got ${reach}`)
  const window =
    kind === 'pairs'
      ? undefined
      : kind === 'function'
        ? (rule as (lag: number) => number)
        : pairStdp(where, rule as StdpParameters)
  const curve = window && sampled(where, window, reach)
  const values = [...(curve?.y ?? []), ...(dots?.change ?? [])]
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const room = 0.06 * (high - low) || 1
  const domain = [-reach, reach] as const

  return new PlotFigure({
    ...rest,
    usualHeight: 260,
    where,
    alt: titled(options.title, sentence(window, curve, dots, unit)),
    marks: 2 + (dots?.lag.length ?? 0),
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(low)), textWidth(number(high)))),
    xDomain: domain,
    options: Plot => ({
      x: { domain, label: 'lag: post spike − pre spike (ms)' },
      y: { domain: [low - room, high + room], ticks: 5, tickSize: 0, label: `weight change${unit && ` (${unit})`}` },
      marks: [
        Plot.gridY({ ticks: 5, stroke: grid, strokeOpacity: 1 }),
        Plot.ruleY([0], { stroke: faint }),
        Plot.ruleX([0], { stroke: faint, strokeDasharray: '4,3' }),
        ...(curve ? windowMarks(Plot, curve) : []),
        ...(dots
          ? [
              Plot.dot(
                { length: dots.lag.length },
                { x: dots.lag, y: dots.change, r: 3, fill: ink, fillOpacity: 0.6, clip: true },
              ),
            ]
          : []),
        Plot.text(['post before pre'], { frameAnchor: 'top-left', dx: 6, dy: -2, fill: faint, fontSize: 11 }),
        Plot.text(['pre before post'], { frameAnchor: 'top-right', dx: -6, dy: -2, fill: faint, fontSize: 11 }),
        ...(curve || dots?.lag.length ? [] : [nothing(Plot, 'no pairs')]),
      ],
    }),
  })
}

interface Sampled {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Points to each side of 0. */
const points = 120

/** Both sides by themselves: most windows jump at 0. */
function sampled(where: string, window: (lag: number) => number, reach: number): Sampled {
  const nearest = 1e-9 * reach
  const x = Float64Array.from({ length: 2 * points }, (_, i) =>
    i < points
      ? Math.min(-nearest, -reach + (i * reach) / (points - 1))
      : Math.max(nearest, ((i - points) * reach) / (points - 1)),
  )
  return {
    x,
    y: x.map(lag => {
      const change = window(lag)
      check(Number.isFinite(change), `${where}: the change at a lag of ${number(lag)} ms is ${String(change)}`)
      return change
    }),
  }
}

/** Above 0 in one colour, below in another. */
const windowMarks = (Plot: PlotLibrary, { x, y }: Sampled): Plot.Markish[] =>
  [1, -1].flatMap(sign => {
    const hue = color(sign > 0 ? 0 : 1)
    const side = y.map(change => (sign * change > 0 ? change : 0))
    // A curve touches 0 where it changes colour, and breaks where the lag does.
    const line = y.map((change, i) => (sign * change > 0 || sign * y[i - 1] > 0 || sign * y[i + 1] > 0 ? side[i] : NaN))
    const z = Array.from(x, lag => lag > 0)
    return [
      Plot.areaY({ length: x.length }, { x, y1: 0, y2: side, z, fill: hue, fillOpacity: 0.18 }),
      Plot.line({ length: x.length }, { x, y: line, z, stroke: hue, strokeWidth: 2 }),
    ]
  })

function kindOfRule(where: string, rule: unknown): 'parameters' | 'function' | 'pairs' {
  if (typeof rule === 'function') return 'function'
  const is = (name: string) => typeof rule === 'object' && rule !== null && name in rule
  if (is('tauPlus') || is('aPlus') || is('tauMinus') || is('aMinus')) return 'parameters'
  if (is('lag') && is('change')) return 'pairs'
  throw new TypeError(
    `${where}: expected { aPlus, aMinus, tauPlus, tauMinus }, a function of the lag, or { lag, change }, got ${kindOf(rule)}`,
  )
}

function pairStdp(where: string, { aPlus, aMinus, tauPlus, tauMinus }: StdpParameters): (lag: number) => number {
  for (const [name, value] of Object.entries({ aPlus, aMinus }))
    check(Number.isFinite(value), `${where}: ${name} must be a number, got ${String(value)}`)
  for (const [name, value] of Object.entries({ tauPlus, tauMinus }))
    check(value > 0 && value < Infinity, `${where}: ${name} must be a time above 0 ms, got ${String(value)}`)
  return lag => (lag > 0 ? aPlus * Math.exp(-lag / tauPlus) : -aMinus * Math.exp(lag / tauMinus))
}

function readPairs(where: string, { lag, change }: StdpPairs): { lag: Float64Array; change: Float64Array } {
  const [x, y] = [numbers(`${where}: lag`, lag), numbers(`${where}: change`, change)]
  check(x.length === y.length, `${where}: ${x.length} lags, but ${y.length} changes; there must be as many`)
  return { lag: x, change: y }
}

function usualRange(kind: string, rule: unknown, dots: { lag: Float64Array } | undefined): number {
  if (kind === 'parameters') {
    const { tauPlus, tauMinus } = rule as StdpParameters
    return 5 * Math.max(tauPlus, tauMinus)
  }
  const farthest = dots?.lag.reduce((most, lag) => Math.max(most, Math.abs(lag)), 0)
  return farthest ? 1.05 * farthest : 100
}

function sentence(
  window: ((lag: number) => number) | undefined,
  curve: Sampled | undefined,
  dots: { lag: Float64Array; change: Float64Array } | undefined,
  unit: string,
): string {
  const parts: string[] = []
  const withUnit = (value: number) => `${number(value)}${unit && ` ${unit}`}`
  if (window && curve) {
    const [least, most] = [0, 0].map((_, k) =>
      curve.y.reduce((best, y, i) => ((k ? y > curve.y[best] : y < curve.y[best]) ? i : best), 0),
    )
    const at = (i: number) =>
      `${withUnit(curve.y[i])} at a lag of ${number(Math.abs(curve.x[i]) < 1e-3 ? 0 : curve.x[i])} ms`
    parts.push(`from ${at(least)} to ${at(most)}`)
  }
  if (dots) parts.push(dots.lag.length ? count(dots.lag.length, 'measured pair') : 'no pairs')
  return `STDP window, weight change against the lag from pre to post spike: ${parts.join('; ')}`
}
