import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { color, faint, paper } from '../palette.js'
import { isList } from '../recordings.js'
import { count, list, number, titled } from '../text.js'
import { overlay, VegaFigure, type VegaLiteSpec } from '../vegaFigure.js'
import { inlineData } from './csv.js'
import { graphOf, type SynapseGraph, type Synapses } from './graphOf.js'
import { fitted, forceLayout, ringLayout, type Layout } from './layout.js'

export interface TopologyOptions {
  /**
   * Where the neurons stand: on a `'ring'`, in the order of their index, or where springs along the synapses pull them
   * (`'force'`, up to 1,000 neurons); or coordinates of one's own, `[x, y]` for each. Default `'ring'`.
   */
  layout?: 'ring' | 'force' | readonly (readonly [number, number])[]
  /** One number a synapse: the heavier, the thicker; negative ones are purple. */
  weights?: ArrayLike<number>
  /** Above the figure; the name of the projection. */
  title?: string
  /** Width in pixels, card included; 480. */
  width?: number
  /** Anything of Vega-Lite's grammar, laid over the figure's own. */
  spec?: VegaLiteSpec
}

const mostEdges = 3000
const mostNeurons = 2000
const mostForForce = 1000

/**
 * Projections as a graph: neurons as dots, larger with more synapses, synapses as lines. Point at a neuron to see what
 * it sends (blue) and what it receives (orange), and how much. Of more than 3,000 synapses every so manieth is drawn.
 *
 * @param synapses what `net.connect` returned, or several, such as `net.projections`
 * @param options `layout` (`'ring'`), `weights`, `title`, `width` (480), `spec`
 * @throws RangeError if an index is not of its population, if weights or coordinates do not fit, for more than 2,000
 *   neurons (1,000 with `'force'`), or if an option does not exist
 * @example
 * const projection = net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }) })
 * plot.topology(projection)
 * plot.topology(projection, { layout: 'force', weights: await projection.read() })
 */
export function topology(synapses: Synapses | readonly Synapses[], options: TopologyOptions = {}): VegaFigure {
  const where = 'plot.topology'
  refuseUnknown(where, options, ['layout', 'weights', 'title', 'width', 'spec'])
  const { layout = 'ring', weights, width = 480, spec = {} } = options
  const graph = graphOf(where, synapses)
  const { n, from, label } = graph
  check(
    n <= mostNeurons,
    `${where}: ${count(n, 'neuron')} cannot be told apart, only up to ${number(mostNeurons, 6)}; ` +
      'draw the topology of a smaller population, or the histogram of inDegrees()',
  )
  if (weights) checkWeights(where, weights, from.length)
  const places = layoutOf(where, layout, graph)

  const shown = Math.min(from.length, mostEdges)
  const drawn = Array.from({ length: shown }, (_, k) => Math.floor((k * from.length) / shown))
  const title = options.title ?? label.replaceAll('->', '→')
  const subtitle = `${number(shown, 6)} of ${count(from.length, 'synapse')} drawn`
  const own = (inner: number): VegaLiteSpec => ({
    ...(title && { title: shown < from.length ? { text: title, subtitle } : title }),
    width: inner,
    height: inner,
    autosize: { type: 'pad' },
    data: { name: 'neurons', ...inlineData(neuronColumns(graph, places), 4) },
    layer: [...synapseLayers(graph, drawn, weights), neuronLayer(graph)],
    config: { axis: { grid: false } },
  })
  return new VegaFigure(inner => overlay(own(inner), spec), {
    alt: titled(options.title, sentence(graph, layout)),
    marks: shown + n,
    width,
  })
}

function checkWeights(where: string, weights: ArrayLike<number>, synapses: number): void {
  check(weights.length === synapses, `${where}: ${weights.length} weights for ${count(synapses, 'synapse')}; one each`)
  for (let s = 0; s < synapses; s++) check(Number.isFinite(weights[s]), `${where}: weight ${s} is ${weights[s]}`)
}

function layoutOf(where: string, layout: TopologyOptions['layout'], { n, from, to }: SynapseGraph): Layout {
  if (layout === 'ring') return ringLayout(n)
  if (layout === 'force') {
    check(
      n <= mostForForce,
      `${where}: layout 'force' is for up to ${number(mostForForce, 6)} neurons, not ${number(n, 6)}; take 'ring'`,
    )
    return forceLayout(n, from, to)
  }
  const known = `'ring', 'force' or [x, y] for each of ${count(n, 'neuron')}`
  check(isList(layout), `${where}: layout must be ${known}, got ${JSON.stringify(layout)}`)
  check(layout.length === n, `${where}: layout must be ${known}, got ${layout.length}`)
  const bad = layout.findIndex(place => !Number.isFinite(place?.[0]) || !Number.isFinite(place[1]))
  check(bad < 0, `${where}: layout of neuron ${bad} is ${JSON.stringify(layout[bad])}, expected [x, y]`)
  return fitted(
    layout.map(([x]) => x),
    layout.map(([, y]) => y),
  )
}

function neuronColumns({ n, from, to, populations }: SynapseGraph, { x, y }: Layout) {
  const [sends, receives] = [new Uint32Array(n), new Uint32Array(n)]
  for (const i of from) sends[i]++
  for (const i of to) receives[i]++
  const p = Uint32Array.from({ length: n }, (_, i) => populations.findLastIndex(({ first }) => first <= i))
  const neuron = p.map((at, i) => i - populations[at].first + populations[at].from)
  return { id: Uint32Array.from(p.keys()), x, y, p, neuron, sends, receives, all: sends.map((k, i) => k + receives[i]) }
}

const scale = { domain: [0, 1000], nice: false, zero: false }
const place = {
  x: { field: 'x', type: 'quantitative', axis: null, scale },
  y: { field: 'y', type: 'quantitative', axis: null, scale },
}

function synapseLayers({ from, to }: SynapseGraph, drawn: readonly number[], weights?: ArrayLike<number>) {
  const data = inlineData(
    {
      from: drawn.map(s => from[s]),
      to: drawn.map(s => to[s]),
      ...(weights && { weight: drawn.map(s => weights[s]) }),
    },
    4,
  )
  const strongest = drawn.reduce((most, s) => Math.max(most, Math.abs(weights?.[s] ?? 0)), 0)
  const hue = weights ? { condition: { test: 'datum.weight < 0', value: color(3) }, value: faint } : { value: faint }
  const width = `${weights && strongest ? `0.3 + 2.2 * abs(datum.weight) / ${strongest}` : 1}`
  const lines = (mark: object, encoding: object, filter?: string): VegaLiteSpec => ({
    data: filter ? { name: 'synapses' } : { name: 'synapses', ...data },
    transform: [
      ...(filter ? [{ filter }] : []),
      { lookup: 'from', from: { data: { name: 'neurons' }, key: 'id', fields: ['x', 'y'] } },
      { lookup: 'to', from: { data: { name: 'neurons' }, key: 'id', fields: ['x', 'y'] }, as: ['x2', 'y2'] },
    ],
    mark: { type: 'rule', strokeWidth: { expr: width }, ...mark },
    encoding: { ...place, x2: { field: 'x2' }, y2: { field: 'y2' }, ...encoding },
  })
  const quiet = Math.min(0.6, Math.max(0.12, 200 / Math.max(1, drawn.length)))
  const pointed = (end: string) => `isValid(pointed.id) && indexof(pointed.id, datum.${end}) >= 0`
  return [
    lines({}, { color: hue, opacity: { condition: { test: 'isValid(pointed.id)', value: quiet / 3 }, value: quiet } }),
    lines({ color: color(0), opacity: 0.9, strokeWidth: { expr: `1 + ${width}` } }, {}, pointed('from')),
    lines({ color: color(1), opacity: 0.9, strokeWidth: { expr: `1 + ${width}` } }, {}, pointed('to')),
  ]
}

function neuronLayer({ n, populations }: SynapseGraph): VegaLiteSpec {
  const area = Math.min(120, Math.max(8, 5000 / n))
  const several = populations.length > 1
  const hue = {
    field: 'p',
    type: 'nominal',
    scale: { domain: populations.map((_, p) => p), range: populations.map((_, p) => color(several ? p + 2 : 2)) },
    legend: several && {
      title: null,
      orient: 'top',
      labelExpr: `${JSON.stringify(populations.map(({ name }) => name))}[datum.value]`,
      symbolOpacity: 1,
    },
  }
  return {
    params: [{ name: 'pointed', select: { type: 'point', fields: ['id'], on: 'mouseover', clear: 'mouseout' } }],
    transform: [{ calculate: `${JSON.stringify(populations.map(({ name }) => name))}[datum.p]`, as: 'population' }],
    mark: { type: 'circle', opacity: 1, stroke: paper, strokeWidth: n > 300 ? 0.3 : 1 },
    encoding: {
      ...place,
      size: {
        field: 'all',
        type: 'quantitative',
        legend: null,
        scale: { range: [0.5 * area, 1.5 * area], zero: false },
      },
      color: several ? hue : { value: color(2) },
      tooltip: [
        { field: 'population', type: 'nominal', title: 'population' },
        { field: 'neuron', type: 'quantitative', title: 'neuron', format: ',' },
        { field: 'sends', type: 'quantitative', title: 'sends to', format: ',' },
        { field: 'receives', type: 'quantitative', title: 'receives from', format: ',' },
      ],
    },
  }
}

function sentence({ populations, n, from }: SynapseGraph, layout: TopologyOptions['layout']): string {
  const names = `population${populations.length > 1 ? 's' : ''} ${list(populations.map(({ name }) => name))}`
  const where = layout === 'ring' ? 'on a ring' : layout === 'force' ? 'as springs lay it out' : 'in space'
  return (
    `Topology of ${names} ${where}: ${count(n, 'neuron')}, ${count(from.length, 'synapse')}, ` +
    `${number(from.length / Math.max(1, n))} synapses a neuron`
  )
}
