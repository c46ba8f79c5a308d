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

describe('static figures name what is wrong', () => {
  const cells = spikesOf('cells', 10, 60)
  const graph = { offsets: Uint32Array.of(0, 1, 2), targets: Uint32Array.of(1, 0) }
  const rule = { aPlus: 1, aMinus: 1, tauPlus: 20, tauMinus: 20 }
  const point = { p: 0.1, clustering: 0.5, pathLength: 3, randomClustering: 0.1, randomPathLength: 2.5 }

  it('with an option that does not exist', () => {
    const calls: Record<string, (options: never) => unknown> = {
      confusionMatrix: o => plot.confusionMatrix([[1]], o),
      correlationMatrix: o => plot.correlationMatrix(cells, o),
      degreeDistribution: o => plot.degreeDistribution(graph, o),
      imageAndSpikes: o => plot.imageAndSpikes({ pixels: [1], width: 1, height: 1 }, cells, o),
      intervals: o => plot.intervals(cells, o),
      learningCurve: o => plot.learningCurve([1, 2], o),
      powerSpectrum: o => plot.powerSpectrum(cells, o),
      rasterAndRate: o => plot.rasterAndRate(cells, o),
      rateBand: o => plot.rateBand([cells], o),
      smallWorld: o => plot.smallWorld([point], o),
      spectrogram: o => plot.spectrogram(cells, o),
      stdpWindow: o => plot.stdpWindow(rule, o),
      weightDistribution: o => plot.weightDistribution([1, 2], o),
      weightMatrix: o => plot.weightMatrix(graph, o),
    }
    for (const [name, call] of Object.entries(calls))
      assert.throws(
        () => call({ titel: 'x' } as never),
        new RegExp(`plot\\.${name}: unknown option "titel".*did you mean "title"\\?`),
      )
  })

  const refusals: [words: string, call: () => unknown, error: RegExp][] = [
    ['a weight', () => plot.weightDistribution({ before: [1, NaN] }), /weightDistribution: before: value 1 is NaN/],
    ['no weights', () => plot.weightDistribution(3 as never), /expected an array of weights.*got the number 3/],
    [
      'weights of other length',
      () => plot.weightMatrix(graph, { weights: [1] }),
      /weightMatrix: 1 weights, but 2 synapses/,
    ],
    ['weights that are not there', () => plot.weightMatrix({ from: [0], to: [1] }), /weights: await projection\.read/],
    ['an infinite weight', () => plot.weightMatrix({ ...graph, weights: [1, Infinity] }), /synapse 1 is Infinity/],
    ['a neuron too many', () => plot.weightMatrix(graph, { size: [1, 2] }), /synapse 1 comes from neuron 1.*are 1/],
    ['a row that is short', () => plot.weightMatrix([[1, 2], [3]]), /weightMatrix: row 1 has 1 weights, the first 2/],
    ['a time constant', () => plot.stdpWindow({ ...rule, tauPlus: 0 }), /stdpWindow: tauPlus must be a time above 0/],
    ['a window', () => plot.stdpWindow(lag => Math.log(lag)), /the change at a lag of −100 ms is NaN/],
    ['pairs', () => plot.stdpWindow({ lag: [1, 2], change: [1] }), /2 lags, but 1 changes/],
    [
      'something that is no rule',
      () => plot.stdpWindow({} as never),
      /expected \{ aPlus, aMinus, tauPlus, tauMinus \}/,
    ],
    ['a degree', () => plot.degreeDistribution([1, 1.5]), /degree 1 must be a whole number/],
    ['a scale', () => plot.degreeDistribution(graph, { scale: 'sqrt' as never }), /"linear" or "log", got "sqrt"/],
    ['a share', () => plot.smallWorld([{ ...point, p: 2 }]), /smallWorld: point 0: p must lie in 0\.\.1, got 2/],
    ['a path', () => plot.smallWorld([{ ...point, pathLength: NaN }]), /point 0: pathLength must be above 0, got NaN/],
    [
      'runs of other length',
      () => plot.learningCurve({ test: [[1, 2], [1]] }),
      /test: run 1 has 1 values, the first 2/,
    ],
    ['places', () => plot.learningCurve([1, 2], { at: [1] }), /2 values, but 1 places/],
    [
      'a class',
      () => plot.confusionMatrix({ actual: [0.5], predicted: [1] }),
      /actual 0 must be the number of a class/,
    ],
    ['answers', () => plot.confusionMatrix({ actual: [0, 1], predicted: [1] }), /2 classes, but 1 answers/],
    ['counts', () => plot.confusionMatrix([[1, 2]]), /row 0 has 2 counts, expected 1/],
    ['names', () => plot.confusionMatrix([[1]], { classes: ['a', 'b'] }), /2 names of classes, expected 1/],
    [
      'runs of other times',
      () => plot.rateBand([cells, spikesOf('cells', 10, 5, { to: 9 })]),
      /one spans 0\.\.9 ms, the first 0\.\.1000/,
    ],
    ['no runs', () => plot.rateBand([]), /rateBand: expected a list of recordings/],
    ['a frequency', () => plot.powerSpectrum(cells, { to: -1 }), /to is the highest frequency in Hz, above 0; got -1/],
    [
      'a signal',
      () => plot.powerSpectrum([1, 2] as never),
      /expected spikes, a recorded rate or powerSpectrum\(signal\)/,
    ],
    [
      'a power',
      () => plot.powerSpectrum({ frequency: Float64Array.of(1, 2), power: Float64Array.of(1, NaN) }),
      /power: value 1 is NaN/,
    ],
    ['a matrix', () => plot.correlationMatrix({ n: 2, values: Float64Array.of(1) }), /1 values, expected 4/],
    ['a correlation', () => plot.correlationMatrix({ n: 1, values: Float64Array.of(3) }), /lies in -1\.\.1, got 3/],
    ['pictures', () => plot.imageAndSpikes([], []), /0 pictures, but 0 recordings/],
    ['no recording', () => plot.intervals(7 as never), /plot\.intervals: expected spikes.*got the number 7/],
  ]
  for (const [words, call, error] of refusals) it(`with ${words}`, () => assert.throws(call, error))

  const unrun = spikesOf('cells', 10, 0, { to: 0 })
  const silent = spikesOf('cells', 10, 0)
  const empty: [words: string, figure: () => plot.Figure, said: RegExp][] = [
    ['intervals', () => plot.intervals(silent), />no intervals</],
    ['intervals before the run', () => plot.intervals(unrun), />no intervals</],
    ['weights', () => plot.weightDistribution([]), />no synapses</],
    ['synapses', () => plot.weightMatrix({ from: [], to: [] }, { weights: [] }), />no synapses</],
    ['vertices', () => plot.degreeDistribution([]), />no vertices</],
    ['graphs', () => plot.smallWorld([]), />no graphs</],
    ['values', () => plot.learningCurve([]), />nothing learned yet: no values</],
    ['examples', () => plot.confusionMatrix({ actual: [], predicted: [] }), />no examples</],
    ['pairs', () => plot.stdpWindow({ lag: [], change: [] }), />no pairs</],
    ['correlations', () => plot.correlationMatrix(silent), />no two neurons that vary</],
    ['a run', () => plot.correlationMatrix(unrun), />nothing recorded yet: run the network first</],
    ['spectrum', () => plot.powerSpectrum(silent), />no spikes</],
    ['spectrum before the run', () => plot.powerSpectrum(unrun), />nothing recorded yet: run the network first</],
    ['spectrogram', () => plot.spectrogram(silent), />no spikes</],
    ['spectrogram before the run', () => plot.spectrogram(unrun), />nothing recorded yet: run the network first</],
    ['rate band', () => plot.rateBand([silent, silent]), />no spikes</],
    ['raster and rate', () => plot.rasterAndRate(silent), />no spikes</],
  ]
  for (const [words, figure, said] of empty) {
    it(`and without ${words} the figure says so`, async () => {
      const svg = await figure().svg()
      assert.match(svg, said)
      assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
    })
  }

  it('and one of each is drawn', async () => {
    const one = spikesOf('cell', 1, 1)
    for (const figure of [
      plot.intervals(one),
      plot.intervals(spikesOf('cell', 1, 2)),
      plot.rateBand([one]),
      plot.rasterAndRate(one),
      plot.correlationMatrix(one),
      plot.powerSpectrum(one),
      plot.spectrogram(one),
      plot.weightDistribution([3]),
      plot.weightMatrix([[3]]),
      plot.degreeDistribution([3]),
      plot.degreeDistribution([3], { scale: 'log' }),
      plot.smallWorld([point]),
      plot.smallWorld([{ ...point, p: 0, clustering: 0 }]),
      plot.learningCurve([3]),
      plot.confusionMatrix([[3]]),
      plot.stdpWindow({ lag: [3], change: [1] }),
      plot.stdpWindow(() => 0),
    ])
      assert.doesNotMatch(await figure.svg(), /NaN|Infinity|undefined/)
  })
})
