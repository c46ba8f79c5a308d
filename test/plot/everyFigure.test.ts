import assert from 'node:assert/strict'
import * as plot from '../../sdk/plot/index.js'
import { examples, fileOf } from './gallery/examples.js'

/** Axes of a chart that count or compare and so have no unit. */
const unitless =
  /^(neuron|(pre|post)synaptic neuron|intervals|degree \(edges of a vertex\)|share of vertices|weight change|correlation|class|answer|epoch|synapses|count|x|y|share of rewired edges p|ratio to a random graph|weight|level|update|probability|input|output|energy|gap|sweep|spin updates|success|from the transverse field \(0\) to the problem \(1\))$/
const withUnit = /\([^)]*(ms|mV|Hz|pA|%|dB)[^)]*\)$/

/** What stands at the axes that a figure draws; undefined where nothing does. */
async function axisLabels(figure: plot.Figure): Promise<unknown[]> {
  if (figure instanceof plot.Panel) return (await Promise.all(figure.figures.map(axisLabels))).flat()
  if (figure instanceof plot.PlotFigure) {
    const { x, y } = await figure.plot()
    return [x, y].filter(axis => axis && axis.axis !== null).map(axis => axis!.label)
  }
  if (!('spec' in figure)) return []
  const { compile } = await import('vega-lite')
  return vegaAxes(compile(structuredClone(figure.spec) as never).spec)
}

/** The titles of the axes of a Vega view and of those in it: not of grids, nor of axes whose ticks are names. */
const vegaAxes = ({ axes = [], marks = [] }: Group): unknown[] => [
  ...axes.filter(({ labels, encode }) => labels !== false && !encode?.labels?.update?.text).map(({ title }) => title),
  ...marks.filter(({ type }) => type === 'group').flatMap(vegaAxes),
]

interface Group {
  type?: string
  axes?: { labels?: boolean; title?: unknown; encode?: { labels?: { update?: { text?: unknown } } } }[]
  marks?: Group[]
}

describe('every figure of the gallery', () => {
  for (const example of examples) {
    it(`${example.name}: says in a sentence what it shows, to those who do not see it too`, async () => {
      const figure = await example.draw()
      const svg = await figure.svg()
      assert.match(figure.alt, /^[A-Z].{30,}/)
      assert.match(svg, /^<svg [^>]*role="img" aria-label="[^"]{30,}"[^>]*><title>[^<]{30,}<\/title>/)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined|currentColor/)
    })

    it(`${example.name}: has its unit on every axis`, async () => {
      const figure = await example.draw()
      for (const label of await axisLabels(figure)) {
        assert(typeof label === 'string', `${fileOf(example)}: an axis without a label`)
        assert(unitless.test(label) || withUnit.test(label), `"${label}" has no unit`)
      }
    })

    it(`${example.name}: is one output of less than 300 KB`, async () => {
      const figure = await example.draw()
      const bundle = await (figure as unknown as Record<symbol, () => Promise<Record<string, string>>>)[
        Symbol.for('Jupyter.display')
      ]()
      assert(JSON.stringify(bundle).length < 300_000)
      assert(!('text/html' in bundle))
    })
  }
})
