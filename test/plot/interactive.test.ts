import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import { Ajv } from 'ajv'
import type { View } from 'vega'
import type { Trace } from '../../sdk/analysis/index.js'
import * as plot from '../../sdk/plot/index.js'
import { table } from '../../sdk/table.js'
import { seeded, spikesOf } from './recordings.js'
import { sameAsKept } from './snapshot.js'

type Row = Record<string, number | string>
interface Item {
  marktype?: string
  name?: string
  items?: Item[]
  datum: Row
}

type Compile = typeof import('vega-lite').compile

/** Vega awaits as it loads, which the runner's loader cannot do; and Vega-Lite 5.6 is made for a Vega before it. */
async function libraries() {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  return { vega, compile, compile56: (older ??= vegaLite56(vega)) }
}

let older: Compile | undefined
const fromHere = createRequire(import.meta.url)

function vegaLite56(vega: object): Compile {
  const exports = {} as { compile: Compile }
  const source = readFileSync(fromHere.resolve('vega-lite-5.6/build/vega-lite.js'), 'utf8')
  const run = compileFunction(source, ['exports', 'module', 'require']) as (...given: unknown[]) => void
  run(exports, {}, () => vega)
  return exports.compile
}

/** A view as a front end would have it, of the specification's grammar, without a screen. */
async function viewOf({ spec }: plot.VegaFigure): Promise<View> {
  const { vega, compile56 } = await libraries()
  const compiled = compile56(structuredClone(spec) as never).spec
  return new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Error })
}

const rootOf = (view: View) => (view.scenegraph() as unknown as { root: Item }).root

/** The data of the marks of a view, by the name that Vega-Lite gives them, such as `concat_2_layer_0_marks`. */
async function marks(view: View, name: string): Promise<Row[]> {
  await view.runAsync()
  const found: Row[] = []
  const visit = ({ name: own, items = [] }: Item) => {
    for (const item of items) {
      if (own?.includes(name)) found.push(item.datum)
      visit(item)
    }
  }
  visit(rootOf(view))
  return found
}

/** Selects an interval, as a brush would. */
function brush(view: View, param: string, ranges: Readonly<Record<string, readonly [number, number]>>): View {
  const fields = Object.keys(ranges).map(field => ({ field, channel: field === 'time' ? 'x' : 'y', type: 'R' }))
  return view.data(`${param}_store`, [{ unit: '', fields, values: Object.values(ranges) }])
}

const one = spikesOf('cortex', 100, 800)
const pair = [spikesOf('exc', 80, 3000, { seed: 3 }), spikesOf('inh', 20, 2000, { seed: 5 })]

/** Weights that drift to one of two bounds. */
function weights(synapses: number, samples = 40): Trace {
  const random = seeded(4)
  const values = new Float64Array(synapses * samples)
  for (let s = 0; s < synapses; s++) {
    const drift = random() < 0.5 ? -0.1 : 0.1
    for (let i = 0; i < samples; i++) values[i * synapses + s] = Math.max(0, Math.min(8, 4 + drift * i + random()))
  }
  const neurons = Uint32Array.from({ length: synapses }, (_, s) => s)
  const labels = Array.from(neurons, s => `${s} -> ${s + 1}`)
  const time = Float64Array.from({ length: samples }, (_, i) => 100 * i)
  return { population: 'exc -> exc', variable: 'weight', unit: 'mV', neurons, labels, time, values }
}

/** Every neuron sends to the next two. */
function ring(n: number, label = 'cortex'): plot.Synapses {
  const from = Uint32Array.from({ length: 2 * n }, (_, s) => s >> 1)
  const end = { label, size: n }
  return { label: `${label} -> ${label}`, from, to: from.map((i, s) => (i + 1 + (s % 2)) % n), pre: end, post: end }
}

/** Rate is current times gain, and a little more with each seed. */
function runs(gains: readonly (number | string)[] = [1, 2], ks = [2, 4, 8]) {
  const rows = gains.flatMap((gain, g) =>
    ks.flatMap(k =>
      [0, 10, 20].flatMap(current =>
        [1, 2].map(seed => ({ current, gain, k, seed, rate: current * (g + 1) + k + seed })),
      ),
    ),
  )
  const names = ['current', 'gain', 'k', 'seed', 'rate'] as const
  return table(Object.fromEntries(names.map(name => [name, rows.map(row => row[name])])))
}

const figures: Readonly<Record<string, () => plot.VegaFigure>> = {
  'linked raster': () => plot.linkedRaster(one),
  'linked raster of two populations, binned': () => plot.linkedRaster(pair, { title: 'Balanced' }),
  'linked raster without spikes': () => plot.linkedRaster(spikesOf('cortex', 10, 0)),
  'weight evolution': () => plot.weightEvolution(weights(40)),
  'weight evolution of many': () => plot.weightEvolution(weights(5000)),
  'weight evolution before the run': () => plot.weightEvolution(weights(40, 0)),
  'topology on a ring': () => plot.topology(ring(60)),
  'topology by springs, with weights': () =>
    plot.topology(ring(30), { layout: 'force', weights: Array.from({ length: 60 }, (_, s) => s - 20) }),
  'topology of two populations': () =>
    plot.topology([
      ring(20, 'exc'),
      {
        from: [0, 1],
        to: [5, 6],
        pre: { label: 'inh', size: 8 },
        post: { label: 'exc[4:20]', population: 'exc', from: 4, size: 16 },
      },
    ]),
  sweep: () => plot.sweep(runs(), { units: { rate: 'Hz', current: 'pA' }, title: 'Gain' }),
  'sweep with sliders': () => plot.sweep(runs(['none', 'stdp']), { color: null }),
  'sweep without runs': () => plot.sweep(runs([])),
}

describe('interactive figures', () => {
  let valid: (spec: unknown) => string
  before(function () {
    this.timeout(20_000)
    const schema = fromHere('vega-lite-5.6/build/vega-lite-schema.json') as object
    const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false })
    const check = ajv.compile(schema)
    valid = spec => (check(spec) ? '' : ajv.errorsText(check.errors))
  })

  for (const [name, figure] of Object.entries(figures)) {
    describe(name, () => {
      it('is within the grammar of Vega-Lite 5.6, and compiles without a warning in 5.6 and 6', async () => {
        const { vega, compile, compile56 } = await libraries()
        const { spec } = figure()
        assert.equal(valid(JSON.parse(JSON.stringify(spec))), '')
        const warnings: unknown[] = []
        const logger = vega.logger(vega.Warn, undefined, (_method, _level, words) => void warnings.push(...words))
        compile(structuredClone(spec) as never, { logger })
        compile56(structuredClone(spec) as never, { logger: logger })
        assert.deepEqual(warnings, [])
      })

      it('has a static picture, units and words, and takes less than 300 KB', async () => {
        const own = figure() as unknown as Record<symbol, () => Promise<Record<string, unknown>>>
        const bundle = await own[Symbol.for('Jupyter.display')]()
        assert('application/vnd.vegalite.v5+json' in bundle && 'image/png' in bundle)
        assert(JSON.stringify(bundle).length < 301_000, `${JSON.stringify(bundle).length} letters`)
        sameAsKept(name.replaceAll(' ', '-').replaceAll(',', ''), await figure().svg())
      })
    })
  }
})

describe('a window brushed on a raster', () => {
  const two = {
    population: 'p',
    n: 4,
    time: Float64Array.of(5, 15, 15, 25, 35),
    neuron: Uint32Array.of(0, 0, 1, 3, 0),
    from: 0,
    to: 40,
  }

  it('leaves the spikes of its time to the rates of the neurons', async () => {
    const view = await viewOf(plot.linkedRaster(two, { bin: 10 }))
    const rates = async () => (await marks(view, 'concat_1_marks')).map(({ first, rate }) => [first, rate])
    assert.deepEqual(await rates(), [
      [0, 75],
      [1, 25],
      [3, 25],
    ])
    brush(view, 'window', { time: [10, 30], y: [0, 4] })
    assert.deepEqual(await rates(), [
      [0, 50],
      [1, 50],
      [3, 50],
    ])
  })

  it('leaves its neurons to the rate over time', async () => {
    const view = await viewOf(plot.linkedRaster(two, { bin: 10 }))
    const rates = async () => {
      const edges = await marks(view, 'concat_2_layer_0_layer_0_marks')
      const steps = edges.filter((_, i) => i % 2 === 0)
      return steps.map(({ rate }) => rate)
    }
    assert.deepEqual(await rates(), [25, 50, 25, 25])
    brush(view, 'window', { time: [0, 40], y: [0, 2] })
    assert.deepEqual(await rates(), [50, 100, 0, 50])
  })

  it('is told in numbers', async () => {
    const view = await viewOf(plot.linkedRaster(two, { bin: 10 }))
    const words = async () => (await marks(view, 'concat_2_layer_2_marks')).map(datum => datum.words)
    assert.deepEqual(await words(), ['5 spikes of 4 neurons in 40 ms: 31.3 Hz'])
    brush(view, 'window', { time: [10, 30], y: [0.2, 1.8] })
    assert.deepEqual(await words(), ['2 spikes of 2 neurons in 20 ms: 50 Hz'])
    brush(view, 'window', { time: [26, 30], y: [0, 4] })
    assert.deepEqual(await words(), ['0 spikes of 4 neurons in 4 ms: 0 Hz'])
  })

  it('counts whole cells where the raster is binned, and every spike', async () => {
    const many = spikesOf('many', 1000, 20_000)
    const view = await viewOf(plot.linkedRaster(many))
    const words = async () => (await marks(view, 'concat_2_layer_2_marks'))[0].words
    assert.equal(await words(), '20,000 spikes of 1,000 neurons in 1,000 ms: 20 Hz')
    brush(view, 'window', { time: [96, 304], y: [0, 1000] })
    const inside = many.time.filter(t => t >= 100 && t < 300).length
    assert.match(String(await words()), new RegExp(`^${inside.toLocaleString('en')} spikes of 1,000 neurons in 200 ms`))
  })
})

describe('weights in their evolution', () => {
  it('are picked by where they end', async () => {
    const trace = weights(40)
    const view = await viewOf(plot.weightEvolution(trace))
    brush(view, 'range', { from: [6, 9] })
    await view.runAsync()
    const last = Array.from({ length: 40 }, (_, s) => trace.values[39 * 40 + s])
    const picked = last.filter(w => w >= 6).length
    const lines: { opacity: number }[] = []
    const visit = (item: Item & { opacity?: number }) => {
      if (item.marktype === 'line') lines.push(item.items![0] as unknown as { opacity: number })
      else item.items?.forEach(visit)
    }
    visit(rootOf(view))
    assert.equal(lines.length, 40)
    assert.equal(lines.filter(({ opacity }) => opacity > 0.1).length, picked)
  })

  it('are all in the distribution, though some have no curve', async () => {
    const view = await viewOf(plot.weightEvolution(weights(5000)))
    const counts = (await marks(view, 'concat_1_marks')).map(({ count }) => Number(count))
    assert.equal(
      counts.reduce((a, b) => a + b, 0),
      5000,
    )
  })
})

describe('a topology', () => {
  it('shows what the neuron pointed at sends and receives', async () => {
    const view = await viewOf(plot.topology(ring(20)))
    const ends = async (layer: number) =>
      (await marks(view, `layer_${layer}_marks`)).map(({ from, to }) => [from, to].join(' -> ')).sort()
    assert.equal((await ends(0)).length, 40)
    assert.deepEqual(await ends(1), [])
    view.data('pointed_store', [{ unit: '', fields: [{ field: 'id', type: 'E' }], values: [7] }])
    assert.deepEqual(await ends(1), ['7 -> 8', '7 -> 9'])
    assert.deepEqual(await ends(2), ['5 -> 7', '6 -> 7'])
  })

  it('counts neurons in their whole populations, whatever part of them was connected', async () => {
    const part = { label: 'exc[4:20]', population: 'exc', from: 4, size: 16 }
    const figure = plot.topology([ring(20, 'exc'), { from: [0], to: [5], pre: { label: 'inh', size: 8 }, post: part }])
    const neurons = await marks(await viewOf(figure), 'layer_3_marks')
    assert.equal(neurons.length, 28)
    const target = neurons.find(({ receives }) => receives === 3)
    assert.deepEqual([target?.population, target?.neuron], ['exc', 9])
    assert.match(figure.alt, /of populations exc and inh on a ring: 28 neurons, 41 synapses/)
  })

  it('is laid out the same every time', () => {
    const laid = () => JSON.stringify(plot.topology(ring(40), { layout: 'force' }).spec)
    assert.equal(laid(), laid())
  })
})

describe('a sweep', () => {
  it('shows the mean over the seeds at the values that the sliders chose', async () => {
    const view = await viewOf(plot.sweep(runs(), { color: null }))
    const line = async () => (await marks(view, 'layer_1_marks')).map(({ x, mean }) => [x, mean])
    // The sliders stand at gain 2 and k 4.
    assert.deepEqual(await line(), [
      [0, 5.5],
      [10, 25.5],
      [20, 45.5],
    ])
    view.signal('chosen0', 0).signal('chosen1', 2)
    assert.deepEqual(await line(), [
      [0, 9.5],
      [10, 19.5],
      [20, 29.5],
    ])
  })

  it('has a line for each value of the second parameter, and sliders for the rest', () => {
    const { spec } = plot.sweep(runs())
    const bound = (spec.params as { bind: { input: string; max: number; name: string } }[]).map(({ bind }) => bind)
    assert.deepEqual(bound, [{ input: 'range', min: 0, max: 2, step: 1, name: 'k ' }])
  })

  it('says how many runs it left out', () => {
    const some = runs([1], [2]).derive({ rate: 'd => d.current == 10 ? NaN : d.rate' })
    assert.match(JSON.stringify(plot.sweep(some).spec.title), /2 runs without a finite rate left out/)
  })
})

describe('interactive figures name what is wrong', () => {
  const cases: [string, () => unknown, RegExp][] = [
    [
      'unknown options',
      () => plot.linkedRaster(one, { bins: 3 } as never),
      /plot\.linkedRaster: unknown option "bins".*"bin"\?/,
    ],
    [
      'what is no recording',
      () => plot.linkedRaster(3 as never),
      /plot\.linkedRaster: expected spikes, .* got the number 3/,
    ],
    ['bins too narrow', () => plot.linkedRaster(one, { bin: 0.1 }), /bin = 0\.1 ms gives more than 1,000 bins/],
    ['a bin of nothing', () => plot.linkedRaster(one, { bin: 0 }), /bin is a positive number of ms, got 0/],
    [
      'a weight that is no number',
      () => plot.weightEvolution({ ...weights(2), values: new Float64Array(80).fill(NaN) }),
      /curve 0 -> 1 is NaN at 0 ms/,
    ],
    ['spikes for weights', () => plot.weightEvolution(one as never), /plot\.weightEvolution: expected a trace/],
    [
      'what is no projection',
      () => plot.topology(one as never),
      /plot\.topology: expected a projection, .* got spikes/,
    ],
    [
      'a neuron outside',
      () => plot.topology({ ...ring(4), to: [9, 0, 0, 0, 0, 0, 0, 0] }),
      /synapse 0 names neuron 9 of "cortex", which has 4/,
    ],
    ['too many neurons', () => plot.topology(ring(3000)), /3,000 neurons cannot be told apart, only up to 2,000/],
    [
      'too many springs',
      () => plot.topology(ring(1500), { layout: 'force' }),
      /up to 1,000 neurons, not 1,500; take 'ring'/,
    ],
    ['weights that do not fit', () => plot.topology(ring(4), { weights: [1] }), /1 weights for 8 synapses; one each/],
    [
      'a place that is none',
      () =>
        plot.topology(ring(2), {
          layout: [
            [0, 0],
            [1, NaN],
          ],
        }),
      /layout of neuron 1 is \[1,null\], expected \[x, y\]/,
    ],
    [
      'an unknown layout',
      () => plot.topology(ring(4), { layout: 'grid' as never }),
      /'ring', 'force' or \[x, y\].*"grid"/,
    ],
    [
      'a table of something else',
      () => plot.sweep(table({ a: [1], b: [2] })),
      /expected columns of parameters, then "seed", then results.*got a, b/,
    ],
    [
      'an unknown result',
      () => plot.sweep(runs(), { y: 'rates' }),
      /no result "rates"; the sweep has rate; did you mean/,
    ],
    [
      'an unknown parameter',
      () => plot.sweep(runs(), { x: 'amp' }),
      /no parameter "amp"; the sweep has current, gain, k/,
    ],
    ['words along x', () => plot.sweep(runs(['a']), { x: 'gain' }), /x is "gain", which is no number in every run/],
    [
      'a unit of nothing',
      () => plot.sweep(runs(), { units: { v: 'mV' } }),
      /a unit is given for "v", but the columns are/,
    ],
  ]
  for (const [what, figure, words] of cases) it(what, () => assert.throws(figure, words))
})
