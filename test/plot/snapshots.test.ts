import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import * as plot from '../../sdk/plot/index.js'
import { examples, fileOf, type Example } from './gallery/examples.js'
import { galleryFolder, galleryPage, picture } from './gallery/page.js'
import { seeded, spikesOf, traceOf } from './recordings.js'
import { sameAsKept } from './snapshot.js'

describe('figures are the same as those kept', () => {
  const cortex = spikesOf('cortex', 100, 200)
  const random = seeded(3)
  const weights = Float64Array.from({ length: 500 }, () => 8 + 4 * (random() + random() - 1))
  const ring = Float64Array.from({ length: 64 }, (_, i) => {
    const distance = Math.hypot((i % 8) - 3.5, Math.floor(i / 8) - 3.5)
    return Math.round(255 * Math.max(0, 1 - Math.abs(distance - 2.5)))
  })

  const figures: Record<string, () => plot.Figure> = {
    raster: () => plot.raster(cortex),
    'raster of two populations': () =>
      plot.raster([spikesOf('excitatory', 80, 120), spikesOf('inhibitory', 20, 60, { seed: 2 })], {
        title: 'Balanced',
      }),
    'raster without spikes': () => plot.raster(spikesOf('cortex', 10, 0)),
    'raster of a crowd': () => plot.raster(spikesOf('cell', 3, 4000), { width: 200, height: 160 }),
    trace: () => plot.trace(traceOf('v', 'mV', [0]), { spikes: spikesOf('cortex', 1, 5, { to: 200 }), threshold: -50 }),
    'trace of three neurons': () => plot.trace(traceOf('v', 'mV', [0, 4, 9])),
    'trace of two variables': () => plot.trace([traceOf('v', 'mV', [0]), traceOf('u', '', [0])]),
    'trace before the run': () => plot.trace(traceOf('v', 'mV', [0], 0)),
    rate: () => plot.rate(cortex, { bin: 20 }),
    'rate of two populations': () => plot.rate([cortex, spikesOf('thalamus', 50, 200, { seed: 5 })], { bin: 50 }),
    histogram: () => plot.histogram(weights, { label: 'weight', unit: 'mV', title: 'Weights' }),
    'histogram without values': () => plot.histogram([]),
    image: () => plot.image(ring, { width: 8, height: 8, caption: 'a ring', colors: 'ink' }),
    images: () =>
      plot.images([
        { pixels: ring, width: 8, height: 8, caption: 'seen' },
        { pixels: ring.map(value => value - 64), width: 8, height: 8, caption: 'error', colors: 'error' },
      ]),
    'raster above rate': () =>
      plot.panel([plot.raster(cortex), plot.rate(cortex)], { sharedX: true, title: 'Activity' }),
    'picture beside raster': () =>
      plot.panel([plot.image(ring, { width: 8, height: 8 }), plot.raster(cortex)], { widths: [1, 3] }),
  }
  const fitzHugh = (x: number, y: number): [number, number] => [x - x ** 3 / 3 - y + 0.5, 0.08 * (x + 0.7 - 0.8 * y)]
  const curve = (slope: number) => ({
    current: Float64Array.of(0, 5, 10),
    rate: Float64Array.of(0, 5 * slope, 10 * slope),
    deviation: Float64Array.of(0, 1, 2),
    rates: Float64Array.of(0, 5 * slope, 10 * slope),
  })
  Object.assign(figures, {
    'phase plane': () =>
      plot.phasePlane(fitzHugh, {
        x: [-2.5, 2.5],
        y: [-1, 2],
        trajectory: [traceOf('x', '', [0], 50), traceOf('y', '', [0], 50)],
      }),
    'f-I curves': () => plot.fiCurve({ RS: curve(2), FS: curve(8) }, { unit: 'pA' }),
  })
  for (const [name, figure] of Object.entries(figures)) {
    it(name, async () => sameAsKept(name.replaceAll(' ', '-'), await figure().svg()))
  }
})

describe('figures of the gallery', () => {
  /** Of very many strokes the picture is compared, not the letters. */
  const mostLetters = 60_000

  async function looksLikeKept(example: Example, figure: plot.Figure): Promise<void> {
    const file = new URL(`${fileOf(example)}.png`, galleryFolder)
    assert(existsSync(file), `there is no docs/gallery/${fileOf(example)}.png; run npm run gallery and look at it`)
    const kept = PNG.sync.read(await readFile(file))
    const drawn = PNG.sync.read(Buffer.from(await picture(figure)))
    assert.deepEqual([drawn.width, drawn.height], [kept.width, kept.height], `${example.name}: size of the picture`)
    const differing = pixelmatch(drawn.data, kept.data, undefined, kept.width, kept.height, { threshold: 0.1 })
    const share = differing / (kept.width * kept.height)
    assert(
      share < 0.001,
      `${example.name}: ${(100 * share).toFixed(2)} % of the pixels differ; look at it: npm run gallery`,
    )
  }

  for (const example of examples) {
    it(example.name, async () => {
      const figure = await example.draw()
      const svg = await figure.svg()
      if (svg.length < mostLetters) sameAsKept(`gallery/${fileOf(example)}`, svg)
      await looksLikeKept(example, figure)
    })
  }

  it('are all on the page, and nothing else', async () => {
    assert.equal(await readFile(new URL('../gallery.md', galleryFolder), 'utf8'), await galleryPage())
    assert.deepEqual((await readdir(galleryFolder)).sort(), examples.map(example => `${fileOf(example)}.png`).sort())
  })

  it('take less than two megabytes', async () => {
    const files = await readdir(galleryFolder)
    const sizes = await Promise.all(files.map(async file => (await readFile(new URL(file, galleryFolder))).length))
    assert(sizes.reduce((sum, size) => sum + size, 0) < 2e6)
  })
})
