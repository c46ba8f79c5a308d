import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { phasePlane } from '../../sdk/analysis/index.js'
import { neuron } from '../../sdk/model/index.js'
import { adex, fitzHughNagumo, izhikevich } from '../../sdk/neurons/index.js'
import * as plot from '../../sdk/plot/index.js'
import { seeded, spikesOf, traceOf } from './recordings.js'

const display = (figure: plot.Figure) =>
  (figure as unknown as Record<symbol, () => Promise<Record<string, string>>>)[Symbol.for('Jupyter.display')]()
const quick = (figure: plot.Figure) =>
  (figure as unknown as Record<symbol, () => Promise<Record<string, string>>>)[Symbol.for('Jupyter.quick')]()
const pngSize = (bytes: Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}
const svgSize = (svg: string) => (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).slice(1).map(Number)

describe('a figure', () => {
  const cortex = spikesOf('cortex', 100, 200)

  it('shows itself as SVG, PNG and a sentence, and never as HTML', async () => {
    for (const figure of [plot.raster(cortex), plot.trace(traceOf('v', 'mV', [0])), plot.rate(cortex)]) {
      assert.deepEqual(Object.keys(await display(figure)), ['image/svg+xml', 'image/png', 'text/plain'])
    }
  })

  it('that is interactive shows itself as Vega-Lite 5 first', async () => {
    const bundle = await display(plot.histogram([1, 2, 2.5]))
    assert.deepEqual(Object.keys(bundle), [
      'application/vnd.vegalite.v5+json',
      'image/svg+xml',
      'image/png',
      'text/plain',
    ])
    const spec = bundle['application/vnd.vegalite.v5+json'] as unknown as plot.VegaLiteSpec
    assert.equal(spec.$schema, 'https://vega.github.io/schema/vega-lite/v5.json')
    assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec)
  })

  it('of more than two thousand marks shows itself as a PNG alone, below 300 KB', async () => {
    assert('image/svg+xml' in (await display(plot.raster(spikesOf('cortex', 100, 2000)))))
    for (const count of [2001, 100_000]) {
      const bundle = await display(plot.raster(spikesOf('cortex', 1000, count)))
      assert.deepEqual(Object.keys(bundle), ['image/png', 'text/plain'])
      assert(bundle['image/png'].length < 300_000, `${bundle['image/png'].length} letters`)
    }
  })

  it('is its SVG alone while a slider moves, or a coarse picture where the SVG would be large', async () => {
    for (const figure of [plot.raster(cortex), plot.trace(traceOf('v', 'mV', [0])), plot.histogram([1, 2, 2.5])]) {
      assert.deepEqual(await quick(figure), { 'image/svg+xml': await figure.svg(), 'text/plain': figure.alt })
    }
    const many = plot.raster(spikesOf('cortex', 1000, 2001))
    const { 'image/png': picture, ...rest } = await quick(many)
    assert.deepEqual(rest, { 'text/plain': many.alt })
    assert.deepEqual(pngSize(Buffer.from(picture, 'base64')), svgSize(await many.svg()))
  })

  it('is a PNG of twice its size, or of another scale', async () => {
    const figure = plot.raster(cortex)
    const [width, height] = svgSize(await figure.svg())
    const png = await figure.png()
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    assert.deepEqual(pngSize(png), [2 * width, 2 * height])
    assert.deepEqual(pngSize(await figure.png({ scale: 1 })), [width, height])
    await assert.rejects(figure.png({ scale: 0 }), /png: scale must lie in 0\.1\.\.10, got 0/)
  })

  it('says beside its bundle how large the picture is to be shown', async () => {
    const figure = plot.raster(cortex)
    const [width, height] = svgSize(await figure.svg())
    const metadata: unknown = Reflect.get(await display(figure), Symbol.for('Jupyter.metadata'))
    assert.deepEqual(metadata, { 'image/png': { width, height } })
  })

  it('is drawn the same twice, letter by letter and byte by byte', async () => {
    const twice = () => plot.panel([plot.raster(cortex), plot.rate(cortex), plot.histogram([1, 2, 3])])
    assert.equal(await twice().svg(), await twice().svg())
    assert.deepEqual(await twice().png(), await twice().png())
  })

  it('has ids of its own, so that two on one page do not mix', async () => {
    const ids = async (figure: plot.Figure) =>
      Array.from((await figure.svg()).matchAll(/\sid="([^"]+)"/g), match => match[1])
    const one = await ids(plot.rate(cortex))
    const other = await ids(plot.rate(spikesOf('cortex', 100, 200, { seed: 9 })))
    assert(one.length > 0)
    assert.deepEqual(
      one.filter(id => other.includes(id)),
      [],
    )
  })

  it('takes no colour and no style from the page around it', async () => {
    for (const figure of [plot.raster(cortex), plot.histogram([1, 2])]) {
      const svg = await figure.svg()
      assert.doesNotMatch(svg, /currentColor|<style|class=/)
      assert.match(svg, /<rect x="0\.5" y="0\.5" [^>]*fill="#fdfdfc"/)
    }
  })

  it('says in a sentence what it shows, to those who do not see it', async () => {
    const alt = 'Raster of population cortex: 100 neurons, 200 spikes over 1,000 ms, mean rate 2 Hz'
    const figure = plot.raster(cortex)
    assert.equal(figure.alt, alt)
    assert.equal((await display(figure))['text/plain'], alt)
    assert((await figure.svg()).includes(`role="img" aria-label="${alt}"`))
    assert((await figure.svg()).includes(`<title>${alt}</title>`))
  })

  it('escapes what it is told', async () => {
    const svg = await plot.raster(spikesOf('a<b> & "c"', 3, 5)).svg()
    assert.match(svg, />a&lt;b&gt; &amp; &quot;c&quot;</)
  })

  it('keeps what was recorded when it was made', async () => {
    const growing = { ...cortex }
    const figure = plot.raster(growing)
    Object.assign(growing, { time: new Float64Array(0), neuron: new Uint32Array(0) })
    assert.equal(await figure.svg(), await plot.raster(cortex).svg())
  })

  it('passes options on to Observable Plot, and gives what lies beneath', async () => {
    const figure = plot.raster(cortex, { plot: { x: { label: 'Zeit (ms)' }, marks: [() => null] } })
    assert.match(await figure.svg(), />Zeit \(ms\)</)
    const options = await figure.plot()
    assert.deepEqual(options.x?.domain, [0, 1000])
    assert.equal(options.marks?.length, (await plot.raster(cortex).plot()).marks!.length + 1)
  })

  it('cuts curves at the edge of a chart that was narrowed', async () => {
    const v = traceOf('v', 'mV', [0])
    assert.doesNotMatch(await plot.trace(v).svg(), /clip-path/)
    assert.match(await plot.trace(v, { plot: { x: { domain: [0, 50] } } }).svg(), /clip-path="url\(#f/)
  })

  it('passes options on to Vega-Lite', () => {
    const { spec } = plot.histogram([1, 2, 3], { spec: { encoding: { y: { scale: { type: 'symlog' } } } } })
    const { y } = spec.encoding as { y: unknown }
    assert.deepEqual(y, {
      field: 'count',
      type: 'quantitative',
      title: 'count',
      axis: { tickMinStep: 1 },
      scale: { type: 'symlog' },
    })
  })

  it('fetches nothing', () => {
    assert.throws(
      () => plot.histogram([1], { spec: { data: { url: 'weights.csv' } } }),
      /a figure holds its data and fetches none; give data\.values instead of the url weights\.csv/,
    )
  })
})

describe('a figure is saved', () => {
  let folder: string
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'figure-'))))
  after(() => rm(folder, { recursive: true }))

  it('as its name says, and leaves nothing beside', async () => {
    const figure = plot.histogram([1, 2, 3])
    for (const name of ['a.svg', 'a.png', 'a.json']) await figure.save(join(folder, name))
    assert.equal(await readFile(join(folder, 'a.svg'), 'utf8'), await figure.svg())
    assert.deepEqual(new Uint8Array(await readFile(join(folder, 'a.png'))), new Uint8Array(await figure.png()))
    assert.deepEqual(JSON.parse(await readFile(join(folder, 'a.json'), 'utf8')), figure.spec)
    assert.deepEqual(await readdir(folder), ['a.json', 'a.png', 'a.svg'])
  })

  it('under no other name', async () => {
    const figure = plot.raster(spikesOf('cortex', 3, 5))
    await assert.rejects(figure.save('a.pdf'), /save: "a\.pdf" must end in \.svg or \.png$/)
    await assert.rejects(figure.save('a.json'), /only interactive figures, such as plot\.histogram/)
    await assert.rejects(figure.save(join(folder, 'none', 'a.svg')), /ENOENT/)
  })
})

describe('a histogram', () => {
  const bins = (figure: plot.VegaFigure) =>
    (figure.spec.data as { values: { from: number; to: number; count: number }[] }).values

  it('counts every value once, whatever the values are', () => {
    const random = seeded(11)
    for (let round = 0; round < 50; round++) {
      const values = Array.from({ length: 1 + Math.floor(200 * random()) }, () => (random() - 0.5) * 10 ** (round % 9))
      const counted = bins(plot.histogram(values)).reduce((sum, { count }) => sum + count, 0)
      assert.equal(counted, values.length)
    }
  })

  it("has NumPy's bins: the lower edge belongs to a bin, the upper only to the last", () => {
    const values = bins(plot.histogram([0, 1, 1, 2, 3], { bins: [0, 1, 2, 3] }))
    assert.deepEqual(
      values.map(({ count }) => count),
      [1, 2, 2],
    )
  })

  it('gives whole numbers bins of their own', () => {
    assert.deepEqual(bins(plot.histogram([4, 4, 5, 7])), [
      { from: 4, to: 5, count: 2 },
      { from: 5, to: 6, count: 1 },
      { from: 6, to: 7, count: 0 },
      { from: 7, to: 8, count: 1 },
    ])
  })

  it('is valid Vega-Lite: it compiles without a warning', async () => {
    const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')])
    const warnings: unknown[] = []
    const logger = vega.logger(vega.Warn, undefined, (_method, _level, words) => void warnings.push(...words))
    compile(plot.histogram([1, 2, 3]).spec as never, { logger })
    assert.deepEqual(warnings, [])
  })
})

describe('units that the model knows', () => {
  const labels = async (figure: plot.PlotFigure) => {
    const { x, y } = await figure.plot()
    return [x?.label, y?.label]
  }

  it('stand at the axes of a phase plane', async () => {
    const range = { x: [-90, 40], y: [-20, 10] } as const
    assert.deepEqual(await labels(plot.phasePlane(phasePlane(izhikevich('RS')), range)), ['v (mV)', 'u (mV/ms)'])
    assert.deepEqual(await labels(plot.phasePlane(phasePlane(fitzHughNagumo()), range)), ['v', 'w'])
    assert.deepEqual(await labels(plot.phasePlane((x, y) => [y, -x], range)), ['x', 'y'])
  })

  it('stand at the current of an f-I curve', async () => {
    const curve = { current: Float64Array.of(0, 1), rate: Float64Array.of(0, 1), deviation: Float64Array.of(0, 0) }
    const current = async (unit?: plot.FiCurveFigureOptions['unit']) =>
      (await labels(plot.fiCurve({ ...curve, rates: curve.rate }, { unit })))[0]
    assert.equal(await current(), 'input current')
    assert.equal(await current('nA'), 'input current (nA)')
    assert.equal(await current(adex()), 'input current (pA)')
    assert.equal(await current(neuron({ equations: 'dv/dt = I - v' })), 'input current')
    await assert.rejects(current(5 as never), /plot\.fiCurve: unit must be a text such as 'pA', or a neuron, got the/)
  })
})

describe('a rate', () => {
  it('is spikes by bin and neurons, in Hz', () => {
    const spikes = {
      population: 'p',
      n: 2,
      time: Float64Array.of(0, 5, 19, 20),
      neuron: Uint32Array.of(0, 1, 0, 1),
      from: 0,
      to: 40,
    }
    assert.equal(plot.rate(spikes, { bin: 20 }).alt, 'Rate of population p in bins of 20 ms: up to 75 Hz')
  })
})
