import assert from 'node:assert/strict'
import * as plot from '../../sdk/plot/index.js'
import { examples, fileOf } from './gallery/examples.js'

/** Axes of a chart that count or compare and so have no unit. */
const unitless =
  /^(neuron|(pre|post)synaptic neuron|intervals|degree \(edges of a vertex\)|share of vertices|weight change|correlation|class|answer|epoch|x|y|share of rewired edges p|ratio to a random graph)$/
const withUnit = /\([^)]*(ms|mV|Hz|pA|%|dB)[^)]*\)$/

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
      const charts = figure instanceof plot.PlotFigure ? [figure] : figure instanceof plot.Panel ? figure.figures : []
      for (const chart of charts) {
        if (!(chart instanceof plot.PlotFigure)) continue
        const { x, y } = await chart.plot()
        for (const axis of [x, y]) {
          if (!axis || axis.axis === null) continue
          assert(typeof axis.label === 'string', `${fileOf(example)}: an axis without a label`)
          assert(unitless.test(axis.label) || withUnit.test(axis.label), `"${axis.label}" has no unit`)
        }
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
