import assert from 'node:assert/strict'
import * as plot from '../../sdk/plot/index.js'
import { spikesOf, traceOf } from './recordings.js'

describe('figures name what is wrong', () => {
  const cortex = spikesOf('cortex', 10, 20)
  const v = traceOf('v', 'mV', [0, 4])
  const changed = (values: ArrayLike<number>, i: number, to: number) => {
    const copy = Float64Array.from(values)
    copy[i] = to
    return copy
  }
  const refused = (figure: () => unknown, words: RegExp) => assert.throws(figure, words)

  it('with an option that does not exist', () => {
    refused(
      () => plot.raster(cortex, { titel: 'x' } as never),
      /plot\.raster: unknown option "titel"; it has title, width, height, plot; did you mean "title"\?/,
    )
    refused(() => plot.trace(v, { treshold: 1 } as never), /unknown option "treshold".*did you mean "threshold"\?/)
    refused(() => plot.histogram([1], { bin: 3 } as never), /unknown option "bin".*did you mean "bins"\?/)
    refused(() => plot.panel([plot.raster(cortex)], { cols: 2 } as never), /plot\.panel: unknown option "cols"/)
    refused(
      () => plot.raster(cortex, { plot: { title: 'x' } as never }),
      /plot\.title is not passed on; use the option "title"/,
    )
  })

  it('with something that is no recording', () => {
    refused(
      () => plot.raster(42 as never),
      /plot\.raster: expected spikes, as net\.record\(cortex, 'spikes'\) gives them, got the number 42/,
    )
    refused(() => plot.raster(v as never), /got a trace \(plot\.trace draws it\)/)
    refused(() => plot.trace(cortex as never), /got spikes \(plot\.raster draws them\)/)
    refused(() => plot.raster(Promise.resolve(cortex) as never), /got a promise; await it/)
    refused(() => plot.raster([]), /plot\.raster: got an empty list of recordings/)
    refused(() => plot.panel([cortex] as never), /plot\.panel: figure 0 is spikes/)
    refused(() => plot.histogram(3 as never), /plot\.histogram: expected an array of numbers, got the number 3/)
  })

  it('with data that is not finite or does not fit', () => {
    refused(
      () => plot.raster({ ...cortex, time: changed(cortex.time, 3, NaN) }),
      /spikes of "cortex": the time of spike 3 is NaN/,
    )
    refused(() => plot.raster({ ...cortex, n: 2 }), /spikes of "cortex": spike \d+ is of neuron \d, but there are 2/)
    refused(() => plot.raster({ ...cortex, time: cortex.time.slice(1) }), /19 times, but 20 neurons/)
    refused(
      () => plot.trace({ ...v, values: changed(v.values, 5, Infinity) }),
      /v of "cortex": neuron 4 is Infinity at 2 ms/,
    )
    refused(
      () => plot.trace({ ...v, values: v.values.slice(1) }),
      /399 values, expected 400 \(200 times by 2 neurons\)/,
    )
    refused(() => plot.histogram([1, NaN], { label: 'weight' }), /plot\.histogram: weight 1 is NaN/)
    refused(() => plot.image([1, 2, 3], { width: 2, height: 2 }), /plot\.image: 3 pixels, expected 4 \(2 by 2\)/)
    refused(() => plot.image([1, 2, NaN, 3], { width: 2, height: 2 }), /pixel 0, 1 is NaN/)
  })

  it('with a value out of range', () => {
    refused(() => plot.raster(cortex, { width: -5 }), /width is in pixels, at least 80; got -5/)
    refused(() => plot.raster(cortex, { height: NaN }), /plot\.raster: height is in pixels, at least 40; got NaN/)
    refused(() => plot.rate(cortex, { bin: 0 }), /plot\.rate: bin is a positive number of ms, got 0/)
    refused(() => plot.rate(cortex, { bin: 1e-6 }), /more than 100,000 bins/)
    refused(
      () => plot.histogram([1, 2], { bins: 0 }),
      /bins must be a whole number from 1 to 1000, or a list of edges, got 0/,
    )
    refused(() => plot.histogram([1, 2], { bins: [2, 1] }), /at least two rising edges, got \[2, 1\]/)
    refused(
      () => plot.image([1], { width: 1, height: 1, colors: 'red' as never }),
      /colors must be grey, ink, error, amount, power; got "red"/,
    )
    refused(() => plot.panel([plot.raster(cortex)], { columns: 0 }), /columns must be a positive whole number, got 0/)
    refused(
      () => plot.panel([plot.raster(cortex)], { widths: [1, -1] }),
      /widths must be 2 positive numbers, one a column, got \[1, -1\]/,
    )
    refused(
      () => plot.panel([plot.raster(cortex), plot.rate(spikesOf('cortex', 10, 20, { to: 500 }))], { sharedX: true }),
      /the figures of a column must span the same; figure 1 spans 0\.\.500, the first 0\.\.1000/,
    )
  })

  it('and where there is nothing to draw, the figure says so', async () => {
    assert.match(await plot.raster(spikesOf('cortex', 10, 0)).svg(), />no spikes</)
    assert.match(
      await plot.raster(spikesOf('cortex', 10, 0, { to: 0 })).svg(),
      />nothing recorded yet: run the network first</,
    )
    assert.match(plot.raster(spikesOf('cortex', 10, 0, { to: 0 })).alt, /10 neurons, nothing recorded yet$/)
    assert.match(await plot.trace(traceOf('v', 'mV', [0], 0)).svg(), />nothing recorded yet/)
    assert.match(await plot.trace(traceOf('v', 'mV', [])).svg(), />no neurons recorded</)
    assert.match(await plot.rate(spikesOf('cortex', 10, 0)).svg(), />no spikes</)
    assert.match(await plot.histogram([]).svg(), />no values</)
  })

  it('and one spike, one sample, one value are drawn', async () => {
    for (const figure of [
      plot.raster(spikesOf('cell', 1, 1)),
      plot.trace(traceOf('v', 'mV', [0], 1)),
      plot.histogram([5]),
    ]) {
      assert.doesNotMatch(await figure.svg(), /NaN|Infinity|undefined/)
    }
  })
})
