import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { color, faint } from './palette.js'
import { kind } from './recordings.js'
import { count, number, titled } from './text.js'
import type { VegaLiteSpec } from './vegaFigure.js'
import { overlay, VegaFigure } from './vegaFigure.js'

export interface HistogramOptions {
  /** About how many bins, of a round width; or the edges of the bins, rising. As many as Freedman and Diaconis say. */
  bins?: number | readonly number[]
  /** What the values are, such as `weight`; `value`. */
  label?: string
  /** Their unit, such as `mV`; none. */
  unit?: string
  /** Above the figure; none. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the chart in pixels; 220. */
  height?: number
  /** Anything of Vega-Lite's grammar, laid over the figure's own: `{ encoding: { y: { scale: { type: 'symlog' } } } }`. */
  spec?: VegaLiteSpec
}

/**
 * A histogram: how many values lie in each bin. In a live notebook the pointer shows a bin's edges and count.
 * A bin holds its lower edge, the last one its upper edge too, as NumPy's `histogram` has it.
 *
 * @throws RangeError if a value is not finite (it is named), if the bins are not positive in number or not rising, or
 *   if an option does not exist
 * @example
 * plot.histogram(weights, { label: 'weight', unit: 'mV', bins: 40 })
 */
export function histogram(values: ArrayLike<number>, options: HistogramOptions = {}): VegaFigure {
  refuseUnknown('plot.histogram', options, ['bins', 'label', 'unit', 'title', 'width', 'height', 'spec'])
  check(
    typeof values === 'object' && typeof (values as ArrayLike<number> | null)?.length === 'number',
    `plot.histogram: expected an array of numbers, got ${kind(values)}`,
  )
  const { bins, label = 'value', unit = '', title, width, height = 220, spec = {} } = options
  check(Number.isFinite(height) && height >= 40, `plot.histogram: height is in pixels, at least 40; got ${height}`)
  for (let i = 0; i < values.length; i++) {
    check(
      Number.isFinite(values[i]),
      `plot.histogram: ${label} ${i} is ${String(values[i])}; leave out what is not finite`,
    )
  }
  const edges = Array.isArray(bins) ? risingEdges(bins) : niceEdges(values, bins as number | undefined)
  const counts = countIn(values, edges)
  const name = unit ? `${label} (${unit})` : label
  const empty = values.length === 0
  const bars = {
    mark: { type: 'bar', color: color(0), binSpacing: 1 },
    params: [{ name: 'pointed', select: { type: 'point', on: 'mouseover', clear: 'mouseout', encodings: ['x'] } }],
    encoding: {
      x: { field: 'from', type: 'quantitative', bin: { binned: true }, title: name, axis: { format: '~g' } },
      x2: { field: 'to' },
      y: { field: 'count', type: 'quantitative', title: 'count', axis: { tickMinStep: 1 } },
      fillOpacity: { condition: { param: 'pointed', value: 1 }, value: 0.5 },
      tooltip: [
        { field: 'from', type: 'quantitative', title: `${label} from${unit && ` (${unit})`}`, format: '~g' },
        { field: 'to', type: 'quantitative', title: `to${unit && ` (${unit})`}`, format: '~g' },
        { field: 'count', type: 'quantitative', title: 'count', format: ',' },
      ],
    },
  }
  const nothing = { mark: { type: 'text', text: 'no values', fontSize: 14, color: faint } }
  const own: VegaLiteSpec = {
    ...(title && { title }),
    height,
    data: { values: counts.map((count, i) => ({ from: edges[i], to: edges[i + 1], count })) },
    ...(empty ? nothing : bars),
  }
  return new VegaFigure(overlay(own, spec), {
    alt: titled(title, sentence(values, name, counts.length)),
    marks: counts.length,
    width,
  })
}

function risingEdges(bins: readonly number[]): number[] {
  const rising = bins.length > 1 && bins.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > bins[i - 1]))
  check(rising, `plot.histogram: bins must be a number, or at least two rising edges, got [${bins.join(', ')}]`)
  return [...bins]
}

/** Edges at multiples of 1, 2 or 5 times a power of ten that hold all values. */
function niceEdges(values: ArrayLike<number>, bins?: number): number[] {
  check(
    bins === undefined || (Number.isInteger(bins) && bins > 0 && bins <= 1000),
    `plot.histogram: bins must be a whole number from 1 to 1000, or a list of edges, got ${JSON.stringify(bins)}`,
  )
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) return [0, 1]
  const [low, high] = [sorted[0], sorted[sorted.length - 1]]
  // Of whole numbers, such as degrees, each has a bin or shares it with whole neighbours.
  const whole = sorted.every(Number.isInteger)
  const wanted = high > low ? (high - low) / (bins ?? freedmanDiaconis(sorted)) : Math.abs(low) / 10 || 1
  const rough = whole ? Math.max(1, wanted) : wanted
  const power = Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].reduce((a, b) =>
    Math.abs(b - rough / 10 ** power) < Math.abs(a - rough / 10 ** power) ? b : a,
  )
  const first = Math.floor(low / (factor * 10 ** power) + 1e-9)
  const last = Math.max(
    first + 1,
    whole ? Math.floor(high / (factor * 10 ** power)) + 1 : Math.ceil(high / (factor * 10 ** power) - 1e-9),
  )
  // A division by a whole number gives 0.3 where a product gives 0.30000000000000004.
  const edge = (i: number) => (power < 0 ? (i * factor) / 10 ** -power : i * factor * 10 ** power)
  return Array.from({ length: last - first + 1 }, (_, i) => edge(first + i))
}

/** Twice the interquartile range by the cube root of n is their width (Freedman & Diaconis 1981); 5 to 50 bins. */
function freedmanDiaconis(sorted: Float64Array): number {
  const n = sorted.length
  const spread = sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))]
  const number = ((sorted[n - 1] - sorted[0]) * Math.cbrt(n)) / (2 * spread)
  return Math.min(50, Math.max(5, Number.isFinite(number) ? number : Math.sqrt(n)))
}

function countIn(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = Array<number>(edges.length - 1).fill(0)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    let [low, high] = [0, edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle] <= value) low = middle + 1
      else high = middle
    }
    const bin = value === edges.at(-1) ? counts.length - 1 : low - 1
    if (bin >= 0 && bin < counts.length) counts[bin]++
  }
  return counts
}

function sentence(values: ArrayLike<number>, name: string, bins: number): string {
  let [sum, low, high] = [0, Infinity, -Infinity]
  for (let i = 0; i < values.length; i++)
    [sum, low, high] = [sum + values[i], Math.min(low, values[i]), Math.max(high, values[i])]
  if (values.length === 0) return `Histogram of ${name}: no values`
  return (
    `Histogram of ${name}: ${count(values.length, 'value')} from ${number(low)} to ${number(high)}, ` +
    `mean ${number(sum / values.length)}, in ${count(bins, 'bin')}`
  )
}
