import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { countIn, edgesOf } from './bins.js'
import { color, faint } from './palette.js'
import { kind } from './recordings.js'
import { count, number, titled, withUnit } from './text.js'
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
  const edges = edgesOf('plot.histogram', values, bins)
  const counts = countIn(values, edges)
  const name = withUnit(label, unit)
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
