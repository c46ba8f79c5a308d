import type * as Plot from '@observablehq/plot'
import type { Spikes, Trace } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { decimate } from './decimate.js'
import type { Figure } from './figure.js'
import { liveFigure, type LiveFigure, type LiveOptions } from './live.js'
import { isTrace, recentTrace } from './liveRecordings.js'
import { color, faint, grid, paper } from './palette.js'
import { panel } from './panel.js'
import type { PlotFigureOptions, PlotLibrary } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { readSpikes, readTraces } from './recordings.js'
import { spikeStrip } from './spikeStrip.js'
import { count, list, number, textWidth, titled, withUnit } from './text.js'

export interface TraceOptions extends PlotFigureOptions {
  /** The spikes of the same neurons: a stroke for each above the curves, in their colours. */
  spikes?: Spikes
  /** A dashed line, such as the threshold of the neurons, in the unit of the trace. */
  threshold?: number
}

/** A neuron of one of the traces. */
interface Curve {
  readonly trace: Trace
  /** Position of the neuron in the trace. */
  readonly j: number
  readonly label: string
}

/** More curves than this are drawn in one colour, without a legend. */
const mostColors = 7

/**
 * State variables over time, a curve for each neuron. Traces of one variable share a chart; another variable gets a
 * chart of its own below, with the same time. Long traces keep the extremes of each pixel, so that no spike is lost.
 *
 * @param trace a recording of a variable, or several
 * @param options `title`, `width` (640), `height` of each chart (200), `spikes`, `threshold`, `plot`
 * @throws RangeError if a value or a time is not finite, or if an option does not exist
 * @example
 * plot.trace(net.record(cell, 'v'), { spikes, threshold: 30 })
 * plot.trace([v, u])
 */
export function trace(trace: Trace | readonly Trace[], options: TraceOptions = {}): Figure {
  refuseUnknown('plot.trace', options, [...plotFigureOptions, 'spikes', 'threshold'])
  const traces = readTraces('plot.trace', trace)
  const spikes = options.spikes && readSpikes('plot.trace: spikes', options.spikes)[0]
  const { threshold } = options
  check(
    threshold === undefined || Number.isFinite(threshold),
    `plot.trace: threshold must be a number, got ${threshold}`,
  )

  const groups = new Map<string, Trace[]>()
  for (const one of traces) groups.set(label(one), [...(groups.get(label(one)) ?? []), one])
  const { title, width, height, plot } = options
  const charts = [...groups.values()].map((group, i) =>
    i === 0
      ? chart(group, { title, width, height, plot }, { spikes, threshold })
      : chart(group, { title: '', width, height, plot }, {}),
  )
  return charts.length === 1 ? charts[0] : panel(charts, { sharedX: true, width: options.width ?? 640 })
}

/**
 * Traces over the last of a run, while it goes on; see {@link LiveOptions}.
 *
 * @throws RangeError for an unknown option, or at the run if the network records no variable
 * @example
 * await net.run('2 s', { live: plot.trace.live({ window: '200 ms' }) })
 */
trace.live = (options: LiveOptions<Trace> = {}): LiveFigure =>
  liveFigure(options, {
    where: 'plot.trace.live',
    what: 'variables',
    of: isTrace,
    draw: (recordings, window, picture) =>
      trace(
        recordings.map(one => recentTrace(one, window)),
        { ...picture, plot: { x: { domain: window } } },
      ),
  })

function chart(
  traces: readonly Trace[],
  options: PlotFigureOptions,
  { spikes, threshold }: { spikes?: Spikes; threshold?: number },
): PlotFigure {
  const curves = curvesOf(traces)
  const colorOf = (i: number) => color(curves.length > mostColors ? 0 : i)
  const [low, high] = extent(traces, threshold)
  const strip = spikes && spikeStrip(spikes, curves, colorOf)
  const xDomain = extentOfTime(traces)
  // Curves leave the chart only where somebody narrowed it; a clip for each of a thousand would take seconds.
  const cut = options.plot?.x !== undefined || options.plot?.y !== undefined
  const empty = traces.every(({ values }) => values.length === 0)
  return new PlotFigure({
    ...options,
    title: options.title ?? name(traces),
    usualHeight: 200,
    where: 'plot.trace',
    alt: titled(options.title, sentence(curves, traces, spikes)),
    marks: curves.length + (strip?.marks ?? 0),
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(low)), textWidth(number(high)))),
    xDomain,
    keys:
      curves.length > 1 && curves.length <= mostColors
        ? curves.map((curve, i) => ({ label: curve.label, color: color(i) }))
        : [],
    options: Plot => ({
      marginTop: 24 + (strip?.height ?? 0),
      x: { domain: xDomain, label: 'time (ms)', ...(empty && { ticks: [] }) },
      y: { domain: [low, high], nice: 5, ticks: empty ? [] : 5, tickSize: 0, label: label(traces[0]) },
      marks: [
        Plot.gridY({ ticks: empty ? [] : 5, stroke: grid, strokeOpacity: 1 }),
        ...(threshold === undefined ? [] : thresholdLine(Plot, threshold, xDomain[1])),
        ...curves.map((curve, i) => line(Plot, curve, colorOf(i), { curves: curves.length, clip: cut })),
        strip?.mark,
        ...(empty ? [nothing(Plot, curves.length)] : []),
      ],
    }),
  })
}

function curvesOf(traces: readonly Trace[]): Curve[] {
  const several = new Set(traces.map(({ population }) => population)).size > 1
  return traces.flatMap(trace =>
    Array.from(trace.neurons, (neuron, j) => {
      const own = trace.labels?.[j] ?? `neuron ${neuron}`
      const short = trace.neurons.length === 1 && traces.length > 1 && several ? '' : own
      return { trace, j, label: several ? `${trace.population}${short && `, ${short}`}` : short }
    }),
  )
}

function line(
  Plot: PlotLibrary,
  { trace, j }: Curve,
  stroke: string,
  { curves, clip }: { curves: number; clip: boolean },
): Plot.Markish {
  // A few hundred pixels show no more; of very many curves, none shows so much.
  const columns = Math.max(60, Math.min(600, Math.floor(60_000 / curves)))
  const { x, y } = decimate(trace.time, trace.values, { offset: j, stride: trace.neurons.length, columns })
  const strokeOpacity = curves > mostColors ? 0.5 : 1
  return Plot.line({ length: x.length }, { x, y, stroke, strokeOpacity, strokeWidth: 1.4, clip })
}

const thresholdLine = (Plot: PlotLibrary, threshold: number, end: number): Plot.Markish[] => [
  Plot.ruleY([threshold], { stroke: faint, strokeDasharray: '4,3' }),
  Plot.text([threshold], {
    stroke: paper,
    strokeWidth: 4,
    x: end,
    y: threshold,
    text: () => 'threshold',
    textAnchor: 'end',
    dy: -7,
    fill: faint,
    fontSize: 11,
  }),
]

const nothing = (Plot: PlotLibrary, curves: number): Plot.Markish =>
  Plot.text([curves ? 'nothing recorded yet: run the network first' : 'no neurons recorded'], {
    frameAnchor: 'middle',
    fill: faint,
    fontSize: 14,
  })

const label = ({ variable, unit }: Trace) => withUnit(variable, unit)

/** `cortex`, or `cortex, neuron 3` where there is but one. */
function name(traces: readonly Trace[]): string {
  const populations = [...new Set(traces.map(({ population }) => population))]
  const neurons = new Set(traces.flatMap(({ neurons }) => Array.from(neurons)))
  if (populations.length > 1) return ''
  const { labels } = traces[0]
  if (labels) return `${populations[0]}${labels.length === 1 && labels[0] ? `, ${labels[0]}` : ''}`
  return neurons.size === 1 ? `${populations[0]}, neuron ${[...neurons][0]}` : populations[0]
}

/** Of all values, and of a threshold too, with some room around. */
function extent(traces: readonly Trace[], threshold: number | undefined): [number, number] {
  let [low, high] = range(traces)
  if (threshold !== undefined) [low, high] = [Math.min(low, threshold), Math.max(high, threshold)]
  if (low > high) return [0, 1]
  const room = high > low ? 0.03 * (high - low) : Math.max(1, 0.1 * Math.abs(low))
  return [low - room, high + room]
}

function range(traces: readonly Trace[]): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const { values } of traces) {
    for (const value of values) {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return [low, high]
}

/** A sample stands for the time until the next, so the last one too: a run of 300 ms ends at 300. */
function extentOfTime(traces: readonly Trace[]): [number, number] {
  let [from, to] = [Infinity, -Infinity]
  for (const { time } of traces) {
    const [last, step] = [time.length - 1, time.length > 1 ? time[1] - time[0] : 0]
    if (last < 0) continue
    from = Math.min(from, time[0])
    to = Math.max(to, Number((time[last] + step).toPrecision(12)))
  }
  if (from > to) return [0, 1]
  return to > from ? [from, to] : [from, from + 1]
}

function sentence(curves: readonly Curve[], traces: readonly Trace[], spikes: Spikes | undefined): string {
  const { variable, unit } = traces[0]
  const populations = list([...new Set(traces.map(({ population }) => population))])
  const [low, high] = range(traces)
  const [from, to] = extentOfTime(traces)
  return (
    `Trace of ${variable} of ${traces[0].labels ? '' : `${count(curves.length, 'neuron')} of `}${populations}: ` +
    (low <= high
      ? `${number(low)} to ${number(high)}${unit && ` ${unit}`} over ${number(to - from, 6)} ms`
      : 'nothing recorded yet') +
    (spikes ? `, ${count(spikes.time.length, 'spike')}` : '')
  )
}
