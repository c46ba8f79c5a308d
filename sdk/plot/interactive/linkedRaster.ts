import type { Spikes } from '../../analysis/index.js'
import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { color, faint, grid, ink } from '../palette.js'
import { niceBin } from '../rate.js'
import { readSpikes, timeSpan } from '../recordings.js'
import { count, list, number, textWidth, titled } from '../text.js'
import { VegaFigure, overlay, type VegaLiteSpec } from '../vegaFigure.js'
import { bands, binnedSpikes, exactSpikes, type Band } from './rasterCells.js'
import { inlineData } from './csv.js'
import { each, neuronsIn, timeIn, within } from './brushedWindow.js'

export interface LinkedRasterOptions {
  /** Width of a bin of the rate, in ms; about a hundredth of the recording. */
  bin?: number
  /** Above the figure; the population's name. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the raster in pixels; 240. */
  height?: number
  /** Anything of Vega-Lite's grammar, laid over the figure's own. */
  spec?: VegaLiteSpec
}

/** Up to so many spikes each is a stroke of its own. */
const mostStrokes = 4000
/** Left of the charts: numbers and the title of the axis. */
const axisWidth = 46
/** The chart at the right, with the rate of each neuron. */
const sideWidth = 110
const gap = 30

/**
 * A raster whose window can be brushed: below it the rate over time of the neurons in the window, beside it the rate of
 * every neuron in the time of the window, and above in numbers the spikes in it. Drag over the raster to open a window,
 * drag the window to move it, double-click to close it. Above 4,000 spikes the raster is binned.
 *
 * @param spikes a recording of spikes, or several, above each other
 * @param options `bin` in ms, `title` (the population's name), `width` (640), `height` of the raster (240), `spec`
 * @throws RangeError if a spike does not fit, if `bin` is not positive or gives more than 1,000 bins, or if an option
 *   does not exist
 * @example
 * plot.linkedRaster(net.record(cortex, 'spikes'))
 * plot.linkedRaster([excitatory, inhibitory], { bin: 5 })
 */
export function linkedRaster(spikes: Spikes | readonly Spikes[], options: LinkedRasterOptions = {}): VegaFigure {
  const where = 'plot.linkedRaster'
  refuseUnknown(where, options, ['bin', 'title', 'width', 'height', 'spec'])
  const all = readSpikes(where, spikes)
  const { height = 240, width, spec = {} } = options
  check(Number.isFinite(height) && height >= 40, `${where}: height is in pixels, at least 40; got ${height}`)
  const [from, to] = timeSpan(all)
  const { bin = niceBin(to - from) } = options
  check(
    typeof bin === 'number' && bin > 0 && Number.isFinite(bin),
    `${where}: bin is a positive number of ms, got ${JSON.stringify(bin)}`,
  )
  check((to - from) / bin <= 1000, `${where}: bin = ${bin} ms gives more than 1,000 bins`)

  const total = all.reduce((sum, { time }) => sum + time.length, 0)
  const data = total <= mostStrokes ? exactSpikes(all, { from, bin }) : binnedSpikes(all, { from, to, bin })
  const title = options.title ?? (all.length === 1 ? all[0].population : '')
  const chart = { bands: bands(all), from, to, bin, height, ...data }
  const nothing = total === 0 && { note: all.some(one => one.to > one.from) ? 'no spikes' : unrun }
  const own = (inner: number): VegaLiteSpec => ({
    ...(title && { title }),
    data: { name: 'spikes', ...inlineData(data.columns) },
    bounds: 'flush',
    spacing: { row: 36, column: gap },
    columns: 2,
    concat: [rasterChart({ ...chart, ...nothing }, inner), neuronChart(chart), rateChart(chart, inner)],
  })
  return new VegaFigure(inner => overlay(own(inner), spec), {
    alt: titled(options.title, sentence(all, total, bin)),
    marks: data.marks,
    width,
  })
}

const unrun = 'nothing recorded yet: run the network first'

interface Chart {
  bands: readonly Band[]
  from: number
  to: number
  bin: number
  height: number
  /** Neurons that share a row of the raster. */
  unit: number
  /** Neurons that share a bar. */
  group: number
  binned: boolean
  note?: string
}

const roomFor = (inner: number) => Math.max(60, inner - axisWidth - gap - sideWidth - 4)

const hues = (bands: readonly Band[]) => ({
  field: 'p',
  type: 'nominal',
  legend: null,
  scale: { domain: bands.map((_, p) => p), range: bands.map((_, p) => color(p)) },
})

function rasterChart({ bands, from, to, bin, height, binned, unit, note }: Chart, inner: number): VegaLiteSpec {
  const n = bands.reduce((sum, band) => sum + band.n, 0)
  const x = { field: 'time', type: 'quantitative', axis: null, scale: { domain: [from, to], nice: false } }
  const y = { field: 'y', type: 'quantitative', scale: { domain: [0, n], nice: false }, ...neuronAxis(bands) }
  const neuron = `datum.y - ${each(bands, 'base')}`
  const row =
    unit > 1 ? `format(${neuron}, ',') + '–' + format(${neuron} + datum.size - 1, ',')` : `format(${neuron}, ',')`
  const tooltip = [
    { field: 'who', type: 'nominal', title: 'population' },
    { field: 'row', type: 'nominal', title: unit > 1 ? 'neurons' : 'neuron' },
    {
      field: 'time',
      type: 'quantitative',
      title: binned ? `from (ms), ${number(bin)} long` : 'time (ms)',
      format: ',',
    },
    ...(binned ? [{ field: 'count', type: 'quantitative', title: 'spikes' }] : []),
  ]
  const size = binned ? height / Math.max(1, n / unit) : Math.min(10, Math.max(3, height / n))
  const window = { name: 'window', select: { type: 'interval', mark: { fill: ink, fillOpacity: 0.07, stroke: faint } } }
  const marks = binned
    ? {
        mark: { type: 'rect' },
        encoding: { x, x2: { field: 'end' }, y, y2: { field: 'above' }, opacity: depth, color: hues(bands), tooltip },
      }
    : {
        mark: { type: 'tick', orient: 'vertical', size, thickness: 1.3 },
        encoding: { x, y, yOffset: { value: -height / n / 2 }, color: hues(bands), tooltip },
      }
  return {
    width: roomFor(inner),
    height,
    view: { stroke: grid },
    transform: [
      { calculate: row, as: 'row' },
      { calculate: each(bands, 'population'), as: 'who' },
      { calculate: `datum.time + ${bin}`, as: 'end' },
      { calculate: 'datum.y + datum.size', as: 'above' },
    ],
    layer: [
      { ...marks, params: [window] },
      ...(note ? [{ data: { values: [{}] }, mark: { type: 'text', text: note, fontSize: 14, color: faint } }] : []),
    ],
  }
}

/** The more spikes, the darker. */
const depth = { field: 'count', type: 'quantitative', legend: null, scale: { type: 'sqrt', range: [0.12, 1] } }

/** Numbers for one population, for several their names in the middle of their bands. */
function neuronAxis(bands: readonly Band[]): VegaLiteSpec {
  if (bands.length === 1) return { title: 'neuron', axis: { grid: false, tickCount: 5, tickMinStep: 1, format: ',d' } }
  const middles = bands.map(({ base, n }) => base + n / 2)
  const names = bands.map(({ population }, p) => `datum.value == ${middles[p]} ? ${JSON.stringify(population)}`)
  const most = Math.max(...bands.map(({ population }) => textWidth(population)))
  const labels = { values: middles, labelExpr: `${names.join(' : ')} : ''`, labelAngle: most > axisWidth - 8 ? -90 : 0 }
  return { title: null, axis: { grid: false, ...labels, labelAlign: most > axisWidth - 8 ? 'center' : 'right' } }
}

/** The rate of each neuron, or of each group of neighbours, in the time of the window. */
function neuronChart({ bands, from, to, bin, height, binned, group }: Chart): VegaLiteSpec {
  const n = bands.reduce((sum, band) => sum + band.n, 0)
  const place = `floor((datum.y - ${each(bands, 'base')}) / ${group}) * ${group}`
  const time = timeIn({ from, to, bin, binned })
  return {
    width: sideWidth,
    height,
    transform: [
      { filter: within('time', binned ? bin : 0) },
      { calculate: place, as: 'first' },
      { aggregate: [{ op: 'sum', field: 'count', as: 'spikes' }], groupby: ['p', 'first'] },
      { calculate: `min(${group}, ${each(bands, 'n')} - datum.first)`, as: 'neurons' },
      { calculate: `datum.first + ${each(bands, 'base')}`, as: 'low' },
      { calculate: 'datum.low + datum.neurons', as: 'high' },
      { calculate: `1000 * datum.spikes / datum.neurons / max(1e-9, ${time})`, as: 'rate' },
      {
        calculate: `datum.neurons > 1 ? datum.first + '–' + (datum.first + datum.neurons - 1) : datum.first`,
        as: 'row',
      },
    ],
    mark: { type: 'bar', orient: 'horizontal', binSpacing: 0, fillOpacity: 0.75 },
    encoding: {
      y: {
        field: 'low',
        type: 'quantitative',
        scale: { domain: [0, n], nice: false },
        axis: null,
        bin: { binned: true },
      },
      y2: { field: 'high' },
      x: {
        field: 'rate',
        type: 'quantitative',
        title: 'rate (Hz)',
        axis: { tickCount: 3, grid: true, format: ',~f' },
        scale: { domainMin: 0 },
      },
      color: hues(bands),
      tooltip: [
        { field: 'row', type: 'nominal', title: group > 1 ? 'neurons' : 'neuron' },
        { field: 'rate', type: 'quantitative', title: 'rate in the window (Hz)', format: '.3~r' },
      ],
    },
  }
}

/** The rate over time of the neurons in the window, and the window in numbers. */
function rateChart({ bands, from, to, bin, binned, unit }: Chart, inner: number): VegaLiteSpec {
  const bins = Math.max(1, Math.ceil((to - from) / bin - 1e-9))
  const neurons = neuronsIn(bands, unit)
  const x = { type: 'quantitative', title: 'time (ms)', scale: { domain: [from, to], nice: false } }
  const several = bands.length > 1
  const time = timeIn({ from, to, bin, binned })
  const all = bands.map((_, p) => `(${neuronsIn(bands, unit, String(p))})`).join(' + ')
  return {
    width: roomFor(inner),
    height: 110,
    layer: [
      {
        transform: [
          { filter: within('y', unit, 0.5 * unit) },
          { aggregate: [{ op: 'sum', field: 'count', as: 'spikes' }], groupby: ['p', 'b'] },
          { impute: 'spikes', key: 'b', keyvals: { start: 0, stop: bins }, value: 0, groupby: ['p'] },
          { calculate: `${from} + datum.b * ${bin}`, as: 'time' },
          { calculate: `min(datum.time + ${bin}, ${to})`, as: 'end' },
          { calculate: `1000 * datum.spikes / max(1, ${neurons}) / (datum.end - datum.time)`, as: 'rate' },
          { calculate: each(bands, 'population'), as: 'who' },
          // A step from edge to edge; the next begins a hair later, so that they stay in order.
          { calculate: `[datum.time, datum.end - ${bin * 1e-6}]`, as: 'edge' },
          { flatten: ['edge'] },
        ],
        mark: several
          ? { type: 'line', strokeWidth: 1.4 }
          : { type: 'area', fillOpacity: 0.2, line: { strokeWidth: 1.4 } },
        encoding: {
          x: { field: 'edge', ...x },
          y: {
            field: 'rate',
            type: 'quantitative',
            title: 'rate (Hz)',
            axis: { tickCount: 4, format: ',~f' },
            scale: { domainMin: 0 },
          },
          color: hues(bands),
          tooltip: [
            { field: 'who', type: 'nominal', title: 'population' },
            { field: 'time', type: 'quantitative', title: 'from (ms)', format: ',' },
            { field: 'rate', type: 'quantitative', title: 'rate (Hz)', format: '.3~r' },
          ],
        },
      },
      {
        data: { values: [{}] },
        transform: [
          { filter: 'isValid(window.time)' },
          { calculate: 'window.time[0]', as: 'time' },
          { calculate: 'window.time[1]', as: 'end' },
        ],
        mark: { type: 'rect', color: ink, opacity: 0.07 },
        encoding: { x: { field: 'time', ...x }, x2: { field: 'end' } },
      },
      {
        transform: [
          // Counted, not filtered: of no rows at all there would be no sum.
          {
            calculate: `(${within('time', binned ? bin : 0)}) && (${within('y', unit, 0.5 * unit)}) ? datum.count : 0`,
            as: 'inside',
          },
          { aggregate: [{ op: 'sum', field: 'inside', as: 'spikes' }] },
          { calculate: `max(1, ${all})`, as: 'neurons' },
          { calculate: time, as: 'span' },
          {
            calculate:
              `format(datum.spikes, ',') + ' spikes of ' + format(datum.neurons, ',') + ' neurons in ' + format(datum.span, ',.4~r') + ' ms: ' + ` +
              `format(1000 * datum.spikes / datum.neurons / max(1e-9, datum.span), '.3~r') + ' Hz'`,
            as: 'words',
          },
        ],
        mark: { type: 'text', align: 'right', baseline: 'bottom', color: faint, fontSize: 11 },
        encoding: { x: { value: roomFor(inner) }, y: { value: -6 }, text: { field: 'words' } },
      },
    ],
  }
}

function sentence(all: readonly Spikes[], total: number, bin: number): string {
  const neurons = all.reduce((sum, { n }) => sum + n, 0)
  const names = `population${all.length > 1 ? 's' : ''} ${list(all.map(({ population }) => population))}`
  return (
    `Raster of ${names} with the rate over time in bins of ${number(bin)} ms and the rate of every neuron: ` +
    `${count(neurons, 'neuron')}, ${total ? count(total, 'spike') : 'no spikes'}`
  )
}
