import type * as Plot from '@observablehq/plot'
import { countIn, edgesOf, type Bins } from './bins.js'
import { nothing } from './nothing.js'
import { color, faint, grid, paper } from './palette.js'
import type { PlotFigureOptions, PlotLibrary } from './plotFigure.js'
import { PlotFigure } from './plotFigure.js'
import { count, list, number, textWidth, titled } from './text.js'

/** Options that every distribution has. */
export interface DistributionOptions extends PlotFigureOptions {
  /** About how many bins, of a round width; or the edges of the bins, rising. As many as Freedman and Diaconis say. */
  bins?: Bins
}

/** What stands in one distribution, or in one of several in the same bins. */
export interface Sample {
  readonly name: string
  readonly values: Float64Array
  /** Said above the bars beside the name, such as `CV 0.8`; nothing. */
  readonly note?: string
}

/** Words for a distribution. */
interface Words {
  where: string
  /** Along the axis, with the unit: `weight (mV)`. */
  label: string
  unit: string
  /** Of what: `intervals`. */
  of: string
  /** One of what is counted: `interval`. */
  noun: string
  /** Title where none is given. */
  heading?: string
  /** Where the axis begins; with the first bin. */
  from?: number
}

/** How many of the values lie where, as bars; several samples are compared in the same bins, each as its own share. */
export function distribution(
  samples: readonly Sample[],
  { bins, ...options }: DistributionOptions,
  { where, label, unit, of, noun, heading = '', from }: Words,
): PlotFigure {
  const all = samples.length === 1 ? samples[0].values : Float64Array.from(samples.flatMap(s => Array.from(s.values)))
  const edges = edgesOf(where, all, bins)
  const alone = samples.length === 1
  const heights = samples.map(({ values }) => {
    const counts = countIn(values, edges)
    return alone ? counts : counts.map(c => (100 * c) / Math.max(1, values.length))
  })
  const highest = Math.max(...heights.flat())
  const empty = all.length === 0
  const domain = [Math.min(edges[0], from ?? edges[0]), edges[edges.length - 1]] as const
  return new PlotFigure({
    ...options,
    title: options.title ?? heading,
    usualHeight: 220,
    where,
    alt: titled(options.title, samples.map(sample => sentence(sample, of, noun, unit)).join('; ')),
    marks: samples.length * (edges.length - 1),
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(highest)))),
    xDomain: domain,
    keys: alone
      ? []
      : samples.map(({ name, note }, i) => ({ label: note ? `${name}: ${note}` : name, color: color(i) })),
    options: Plot => ({
      x: { domain, label, ...(empty && { ticks: [] }) },
      y: {
        domain: [0, highest || 1],
        nice: 4,
        ticks: empty ? [] : 4,
        tickSize: 0,
        label: alone ? `${noun}s` : `share of ${noun}s (%)`,
      },
      marks: [
        Plot.gridY({ ticks: empty ? [] : 4, stroke: grid, strokeOpacity: 1 }),
        ...heights.flatMap((height, i) => (alone ? bars(Plot, height, edges) : steps(Plot, height, edges, color(i)))),
        Plot.ruleY([0], { stroke: faint }),
        ...(alone && !empty ? meanLine(Plot, samples[0], domain, unit) : []),
        ...(empty ? [nothing(Plot, `no ${noun}s`)] : []),
      ],
    }),
  })
}

const bars = (Plot: PlotLibrary, height: number[], edges: number[]): Plot.Markish[] => [
  Plot.rectY(
    { length: height.length },
    {
      x1: edges.slice(0, -1),
      x2: edges.slice(1),
      y: height,
      fill: color(0),
      fillOpacity: 0.55,
      insetLeft: 0.5,
      insetRight: 0.5,
    },
  ),
]

/** Outlines, so that one does not hide another. */
function steps(Plot: PlotLibrary, height: readonly number[], edges: readonly number[], hue: string): Plot.Markish[] {
  const x = [edges[0], ...edges]
  const y = [0, ...height, 0]
  const channels = { x, curve: 'step-after' } as const
  return [
    Plot.areaY({ length: x.length }, { ...channels, y1: 0, y2: y, fill: hue, fillOpacity: 0.14 }),
    Plot.line({ length: x.length }, { ...channels, y, stroke: hue, strokeWidth: 1.6 }),
  ]
}

function meanLine(
  Plot: PlotLibrary,
  { values, note }: Sample,
  [low, high]: readonly [number, number],
  unit: string,
): Plot.Markish[] {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const left = mean > low + 0.6 * (high - low)
  return [
    Plot.ruleX([mean], { stroke: color(1), strokeWidth: 1.5, strokeDasharray: '4,3' }),
    Plot.text([`mean ${number(mean)}${unit && ` ${unit}`}${note ? `, ${note}` : ''}`], {
      x: mean,
      frameAnchor: 'top',
      textAnchor: left ? 'end' : 'start',
      dx: left ? -6 : 6,
      dy: 4,
      fill: color(1),
      stroke: paper,
      strokeWidth: 4,
    }),
  ]
}

function sentence({ name, values, note }: Sample, of: string, noun: string, unit: string): string {
  const whose = `Distribution of ${of}${name && ` of ${name}`}`
  if (values.length === 0) return `${whose}: no ${noun}s`
  let [sum, low, high] = [0, Infinity, -Infinity]
  for (const value of values) [sum, low, high] = [sum + value, Math.min(low, value), Math.max(high, value)]
  const facts = [`mean ${number(sum / values.length)}`, ...(note ? [note] : [])]
  return (
    `${whose}: ${count(values.length, noun)} from ${number(low)} to ${number(high)}${unit && ` ${unit}`}, ` +
    list(facts)
  )
}
