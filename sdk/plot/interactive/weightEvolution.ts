import type { Trace } from '../../analysis/index.js'
import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { color, faint, grid, ink } from '../palette.js'
import { readTraces } from '../recordings.js'
import { count, number, titled, withUnit } from '../text.js'
import { overlay, VegaFigure, type VegaLiteSpec } from '../vegaFigure.js'
import { inlineData } from './csv.js'

export interface WeightEvolutionOptions {
  /** Above the figure; the name of the projection. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the chart in pixels; 260. */
  height?: number
  /** Anything of Vega-Lite's grammar, laid over the figure's own. */
  spec?: VegaLiteSpec
}

const mostPoints = 6000
const mostCurves = 300
const bars = 30
const axisWidth = 46
const sideWidth = 110
const gap = 14

/**
 * Weights over time, a curve for each synapse, and beside them how they are distributed in the end. Drag over that
 * distribution, or click a curve (shift-click for more), to pick synapses: the others fade. Of many synapses every so
 * manieth has a curve; the distribution holds all.
 *
 * @param weights a recording of weights, or any other trace
 * @param options `title`, `width` (640), `height` (260), `spec`
 * @throws RangeError if a value is not finite, or if an option does not exist
 * @example
 * const w = net.record(projection, 'weight', { every: '100 ms' })
 * await net.run('10 s')
 * plot.weightEvolution(w)
 */
export function weightEvolution(weights: Trace, options: WeightEvolutionOptions = {}): VegaFigure {
  const where = 'plot.weightEvolution'
  refuseUnknown(where, options, ['title', 'width', 'height', 'spec'])
  const { height = 260, width, spec = {} } = options
  check(Number.isFinite(height) && height >= 40, `${where}: height is in pixels, at least 40; got ${height}`)
  const [trace] = readTraces(where, weights)
  const { population, variable, unit, neurons, time } = trace
  const name = withUnit(variable, unit)
  const title = options.title ?? population.replaceAll('->', '→')
  const curves = chosenCurves(neurons.length, time.length)
  const rows = columnsOf(trace, curves)
  const last = lastRow(trace)
  const [low, high] = extent(trace.values)
  const few = curves.length < neurons.length
  const x = { field: 'time', type: 'quantitative', title: 'time (ms)', scale: { nice: false } }
  const y = { type: 'quantitative', scale: { domain: [low, high], nice: false } }
  const named = curves.map(j => trace.labels?.[j] ?? `neuron ${neurons[j]}`)
  const each = trace.labels ? 'synapses' : 'neurons'
  const who = `${JSON.stringify(named)}[datum.k]`
  const emphasis = (on: number, off: number) => ({
    condition: { test: picked, value: on },
    value: off,
  })

  const chart = (inner: number): VegaLiteSpec => ({
    width: Math.max(60, inner - axisWidth - gap - sideWidth - 6),
    height,
    view: { stroke: grid },
    data: inlineData(rows, 4),
    transform: [
      { calculate: who, as: 'who' },
      { calculate: ofCurves(trace, curves, 0), as: 'first' },
      { calculate: ofCurves(trace, curves, time.length - 1), as: 'last' },
    ],
    layer: [
      {
        params: [{ name: 'clicked', select: { type: 'point', fields: ['k'], on: 'click', nearest: false } }],
        mark: { type: 'line', strokeWidth: 1.4, color: color(0) },
        encoding: {
          x,
          y: { field: 'value', title: name, ...y },
          detail: { field: 'k', type: 'nominal' },
          opacity: emphasis(curves.length > 20 ? 0.5 : 0.85, 0.06),
          tooltip: [
            { field: 'who', type: 'nominal', title: trace.labels ? 'synapse' : 'neuron' },
            { field: 'first', type: 'quantitative', title: `first ${name}`, format: '.4~r' },
            { field: 'last', type: 'quantitative', title: `last ${name}`, format: '.4~r' },
          ],
        },
      },
      ...(last.length ? [] : [note(neurons.length)]),
    ],
  })
  const distribution: VegaLiteSpec = {
    width: sideWidth,
    height,
    data: inlineData(distributionOf(last, [low, high])),
    params: [
      {
        name: 'range',
        select: { type: 'interval', encodings: ['y'], mark: { fill: ink, fillOpacity: 0.07, stroke: faint } },
      },
    ],
    mark: { type: 'bar', orient: 'horizontal', binSpacing: 1, color: color(0), fillOpacity: 0.6 },
    encoding: {
      y: { field: 'from', bin: { binned: true }, axis: null, ...y },
      y2: { field: 'to' },
      x: { field: 'count', type: 'quantitative', title: each, axis: { tickCount: 3, tickMinStep: 1 } },
      tooltip: [
        { field: 'from', type: 'quantitative', title: `${name} from`, format: '.4~r' },
        { field: 'to', type: 'quantitative', title: 'to', format: '.4~r' },
        { field: 'count', type: 'quantitative', title: each, format: ',' },
      ],
    },
  }
  const own = (inner: number): VegaLiteSpec => ({
    ...(title && { title: few ? { text: title, subtitle: subtitle(curves.length, neurons.length) } : title }),
    bounds: 'flush',
    spacing: gap,
    hconcat: [chart(inner), distribution],
  })
  return new VegaFigure(inner => overlay(own(inner), spec), {
    alt: titled(options.title, sentence(trace, last)),
    marks: curves.length + bars,
    width,
  })
}

/** Whether the curve is one of those picked, which are all where none is. */
const picked =
  '(!isValid(range.from) || (datum.last >= range.from[0] && datum.last <= range.from[1])) && ' +
  '(!isValid(clicked.k) || indexof(clicked.k, datum.k) >= 0)'

const subtitle = (shown: number, all: number) => `${number(shown)} of ${number(all, 9)} curves shown`

/** Evenly spaced, so that all parts of the projection are there. */
function chosenCurves(all: number, times: number): number[] {
  const most = Math.min(mostCurves, Math.max(20, Math.floor(mostPoints / Math.max(1, Math.min(times, 100)))))
  const shown = Math.min(all, most)
  return Array.from({ length: shown }, (_, k) => Math.floor((k * all) / shown))
}

function columnsOf({ time, values, neurons }: Trace, curves: readonly number[]) {
  const columns: Record<string, number[]> = { k: [], time: [], value: [] }
  const samples = Math.max(2, Math.floor(mostPoints / Math.max(1, curves.length)))
  const rows = Math.min(time.length, samples)
  const rowOf = (i: number) => (rows < 2 ? 0 : Math.round((i * (time.length - 1)) / (rows - 1)))
  curves.forEach((j, k) => {
    const at = (row: number) => values[row * neurons.length + j]
    for (let i = 0; i < rows; i++) {
      columns.k.push(k)
      columns.time.push(time[rowOf(i)])
      columns.value.push(at(rowOf(i)))
    }
  })
  return columns
}

/** An expression for the value of each curve at one time. */
function ofCurves({ values, neurons }: Trace, curves: readonly number[], row: number): string {
  const at = (j: number) => Number((values[row * neurons.length + j] ?? NaN).toPrecision(5))
  return `${JSON.stringify(curves.map(at))}[datum.k]`
}

const lastRow = ({ time, values, neurons }: Trace) =>
  time.length ? values.subarray((time.length - 1) * neurons.length) : values.subarray(0, 0)

function distributionOf(last: ArrayLike<number>, [low, high]: readonly [number, number]) {
  const width = (high - low) / bars
  const edge = (i: number) => low + i * width
  const counts = new Uint32Array(bars)
  for (let i = 0; i < last.length; i++) counts[Math.min(bars - 1, Math.max(0, Math.floor((last[i] - low) / width)))]++
  const of = (f: (i: number) => number) => Array.from({ length: bars }, (_, i) => f(i))
  return { from: of(edge), to: of(i => edge(i + 1)), count: counts }
}

/** With some room around, so that a weight at its bound is seen. */
function extent(values: ArrayLike<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) [low, high] = [Math.min(low, values[i]), Math.max(high, values[i])]
  if (low > high) return [0, 1]
  const room = high > low ? 0.03 * (high - low) : Math.max(1e-6, 0.1 * Math.abs(low))
  return [low - room, high + room]
}

const note = (synapses: number): VegaLiteSpec => ({
  data: { values: [{}] },
  mark: {
    type: 'text',
    text: synapses ? 'nothing recorded yet: run the network first' : 'no synapses recorded',
    fontSize: 14,
    color: faint,
  },
})

function sentence({ population, variable, unit, neurons, time, labels }: Trace, last: ArrayLike<number>): string {
  const what = `Evolution of ${variable} of ${population}: ${count(neurons.length, labels ? 'synapse' : 'neuron')}`
  if (last.length === 0) return `${what}, nothing recorded yet`
  let [sum, low, high] = [0, Infinity, -Infinity]
  for (let i = 0; i < last.length; i++)
    [sum, low, high] = [sum + last[i], Math.min(low, last[i]), Math.max(high, last[i])]
  const span = number(time[time.length - 1] - time[0], 6)
  const words = `${number(low)} to ${number(high)}${unit && ` ${unit}`}, mean ${number(sum / last.length)}`
  return `${what} over ${span} ms, in the end ${words}`
}
