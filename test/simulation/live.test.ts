import assert from 'node:assert/strict'
import { izhikevich } from '../../sdk/neurons/index.js'
import * as plot from '../../sdk/plot/index.js'
import { network, type Live } from '../../sdk/simulation/index.js'

type Bundle = Record<string, string>
interface Call {
  kind: 'display' | 'update'
  id: string
  bundle: Bundle
  at: number
}

const scope = globalThis as Record<symbol, unknown>
const hostSymbol = Symbol.for('Jupyter.host')

/** A notebook that takes down what it is shown. */
async function watched(run: () => Promise<unknown>): Promise<Call[]> {
  const calls: Call[] = []
  const note = (kind: Call['kind']) => (id: string, bundle: Bundle) =>
    void calls.push({ kind, id, bundle, at: performance.now() })
  scope[hostSymbol] = {
    display: (bundle: Bundle, { id }: { id: string }) => note('display')(id, bundle),
    update: note('update'),
  }
  try {
    await run()
  } finally {
    Reflect.deleteProperty(scope, hostSymbol)
  }
  return calls.filter(({ id }) => id.startsWith('spikelab-live'))
}

/** Some neurons that fire all the time, and a run that takes its time. */
function firing(pause = 0) {
  const net = network()
  const cells = net.population('cells', 20, izhikevich())
  net.stimulate(cells, 10)
  const spikes = net.record(cells, 'spikes')
  if (pause) {
    let last = 0
    net.events.register('spike', ({ time }) => {
      // One pause for a hundred ms of the network.
      if (time - last < 100) return undefined
      last = time
      return new Promise<void>(resolve => setTimeout(resolve, pause))
    })
  }
  return { net, cells, spikes }
}

describe('a run that is watched', () => {
  it('shows SVG alone while it goes on, in one place, and a PNG too in the end', async () => {
    const { net } = firing(150)
    const calls = await watched(() => net.run('2 s', { live: plot.raster.live({ window: '500 ms' }) }))
    assert(calls.length >= 4, `${calls.length} pictures`)
    assert.deepEqual(
      calls.map(({ kind }) => kind),
      ['display', ...calls.slice(1).map(() => 'update')],
    )
    assert.equal(new Set(calls.map(({ id }) => id)).size, 1)
    for (const { bundle } of calls.slice(0, -1)) assert.deepEqual(Object.keys(bundle), ['image/svg+xml', 'text/plain'])
    assert.deepEqual(Object.keys(calls.at(-1)!.bundle), ['image/svg+xml', 'image/png', 'text/plain'])
  })

  it('shows the window that ends now', async () => {
    const { net, spikes } = firing()
    const calls = await watched(() => net.run('2 s', { live: plot.raster.live({ window: '500 ms' }) }))
    const last = spikes.slice('1500 ms', '2 s').count
    assert.match(calls.at(-1)!.bundle['text/plain'], new RegExp(`20 neurons, ${last} spikes over 500 ms`))
    assert.match(calls[0].bundle['text/plain'], /20 neurons, no spikes over 500 ms/)
  })

  it('is drawn at most ten times a second, and not more often than it can afford', async () => {
    const { net } = firing(100)
    const calls: { at: number; took: number }[] = []
    const slow: Live = {
      begin: () => ({
        async update() {
          const at = performance.now()
          await new Promise(resolve => setTimeout(resolve, 12))
          calls.push({ at, took: performance.now() - at })
        },
        end: () => undefined,
      }),
    }
    await net.run('2 s', { live: slow })
    assert(calls.length >= 2, `${calls.length} updates`)
    for (const [i, { at }] of calls.slice(1).entries()) {
      const before = calls[i]
      assert(
        at - before.at >= Math.max(100, 24 * before.took),
        `${at - before.at} ms after ${before.took} ms of drawing`,
      )
    }
  })

  it('gives the same spikes as one that is not', async () => {
    const [alone, seen] = [firing(), firing()]
    await alone.net.run('1 s')
    await watched(() => seen.net.run('1 s', { live: plot.raster.live() }))
    assert.deepEqual(seen.spikes.time, alone.spikes.time)
    assert.deepEqual(seen.spikes.neuron, alone.spikes.neuron)
  })

  it('may show several figures, of all recordings or of some', async () => {
    const { net, cells, spikes } = firing()
    const v = net.record(cells.slice(0, 2), 'v')
    net.record(cells.slice(0, 5), 'spikes')
    const rate = net.record(cells, 'rate')
    const live = [
      plot.raster.live({ of: spikes, title: 'Now' }),
      plot.trace.live({ of: v }),
      plot.rate.live({ of: rate }),
    ]
    const calls = await watched(() => net.run('300 ms', { live }))
    const words = calls.slice(-3).map(({ bundle }) => bundle['text/plain'])
    assert.match(words[0], /^Now: Raster of population cells: 20 neurons/)
    assert.match(words[1], /^Trace of v of 2 neurons of cells\[0:2\]/)
    assert.match(words[2], /^Rate of population cells in bins of 10 ms/)
    const all = await watched(() => net.run('100 ms', { live: plot.raster.live() }))
    assert.match(all.at(-1)!.bundle['text/plain'], /populations cells and cells\[0:5\]: 25 neurons/)
  })

  it('draws one of so many neurons where there are too many spikes to draw in time', async () => {
    const net = network()
    const cells = net.population('cells', 2000, izhikevich())
    net.stimulate(cells, 15)
    net.record(cells, 'spikes')
    const calls = await watched(() => net.run('300 ms', { live: plot.raster.live() }))
    const { bundle } = calls.at(-1)!
    assert.match(bundle['image/svg+xml'] ?? bundle['text/plain'], /cells, one of \d+ neurons/)
  })

  it('keeps its last picture where it was stopped, and what was recorded', async () => {
    const { net, spikes } = firing(20)
    const stop = new AbortController()
    net.events.register('stop', () => stop.abort())
    net.events.dispatch({ type: 'stop', time: 200 })
    const calls = await watched(() =>
      assert.rejects(net.run('2 s', { signal: stop.signal, live: plot.raster.live() }), { name: 'AbortError' }),
    )
    assert('image/png' in calls.at(-1)!.bundle)
    assert(spikes.count > 0)
  })

  it('is not drawn where nobody watches', async () => {
    const { net } = firing()
    let drawn = 0
    const figure = plot.raster.live()
    const counting: Live = {
      async begin(recordings) {
        const view = await figure.begin(recordings)
        if (view) drawn++
        return view
      },
    }
    await net.run('100 ms', { live: counting })
    assert.equal(drawn, 0)
  })

  it('names what is wrong before the first step', async () => {
    const net = network()
    net.population('cells', 1, izhikevich())
    await watched(async () => {
      await assert.rejects(
        net.run(10, { live: plot.raster.live() }),
        /plot\.raster\.live: the network records no spikes/,
      )
      await assert.rejects(
        net.run(10, { live: {} as Live }),
        /run: live must be what shows a run, such as plot\.raster/,
      )
    })
    assert.equal(net.time, 0)
    assert.throws(() => plot.raster.live({ windows: 3 } as never), /plot\.raster\.live: unknown option "windows"/)
    assert.throws(() => plot.trace.live({ window: 0 }), /plot\.trace\.live: window must be positive, got 0 ms/)
    assert.throws(() => plot.rate.live({ window: '5 mV' as never }), /window: "5 mV" is a voltage, expected a time/)
    assert.throws(() => plot.raster.live({ of: {} as never }), /plot\.raster\.live: of must be recordings of spikes/)
  })
})
