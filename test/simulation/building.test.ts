import assert from 'node:assert/strict'
import {
  clipped,
  normal,
  stdp,
  uniform,
  network,
  lif,
  load,
  oneToOne,
  fixedInDegree,
  fixedOutDegree,
  pairwise,
  smallWorld,
  fixedPoint,
  type ConnectOptions,
  type Network,
} from '../../sdk/index.js'
import { wasm } from '../../sdk/engine/index.js'
import type { ProjectionDescription } from '../../sdk/network/index.js'
import { drawingOf } from '../../sdk/simulation/undrawn.js'

/** More than `connect` draws at once. */
const large = 12_000
const weight = clipped(normal(0.1, 0.02), 0, 1)
const delay = uniform('1 ms', '5 ms')

function connected(options: ConnectOptions, n = large): Network {
  const net = network({ seed: 5, dt: 0.1 })
  const cells = net.population('cells', n, lif())
  net.connect(cells, options.topology!.name === 'small world' ? cells : cells.slice(0, n - 100), options)
  return net
}

const isDrawn = (net: Network) => net.describe().projections.every(projection => !drawingOf(projection))
/** The same without pieces: `connect` then draws whatever it may cost. */
const atOnce = ({ topology, ...options }: ConnectOptions): ConnectOptions => ({
  ...options,
  topology: { ...topology!, edges: (...given) => topology!.edges(...given) },
})

function same(a: ProjectionDescription, b: ProjectionDescription): void {
  for (const name of ['offsets', 'targets', 'weights', 'delays', 'formatError'] as const) {
    const [x, y] = [a[name], b[name]]
    // As bytes: comparing numbers one by one takes longer than to draw them.
    if (typeof x === 'object' && typeof y === 'object') {
      const [p, q] = [x, y].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))
      assert(x.constructor === y.constructor && p.equals(q), name)
    } else assert.equal(x, y, name)
  }
}

describe('a projection of many synapses', () => {
  const cases: Record<string, ConnectOptions> = {
    'of fixed out-degree': { topology: fixedOutDegree({ k: 100 }), weight, delay },
    'of a small world': { topology: smallWorld({ k: 100, p: 0.1 }), weight, delay },
    'of fixed in-degree': { topology: fixedInDegree({ k: 100 }), weight, delay },
    'of all pairs with one probability': { topology: pairwise({ p: 0.01 }), weight, delay: '2 ms' },
    'with weights and delays that are functions': { topology: fixedInDegree({ k: 100 }), weight: ({ pre, post }) => pre / (1 + post), delay: ({ distance }) => 1 + distance / large },
    'that learns': { topology: fixedOutDegree({ k: 100 }), weight: 0.5, delay, plasticity: stdp({ wMax: 1 }), bounds: [0, 1] },
    'with weights in a format': { topology: fixedOutDegree({ k: 100 }), weight, formats: { w: fixedPoint({ bits: 4 }) } },
  } // prettier-ignore
  for (const [name, options] of Object.entries(cases)) {
    it(`${name}: is drawn when it is needed, with or without pauses, as it would be at once`, async () => {
      const [now, read, run] = [connected(atOnce(options)), connected(options), connected(options)]
      assert(isDrawn(now) && !isDrawn(read) && !isDrawn(run))
      const [expected] = now.describe().projections
      assert(expected.targets.length > 1_000_000)
      // Who reads a column draws, then and there.
      const [then] = read.describe().projections
      same(structuredClone(then), expected)
      same(then, expected)
      assert(isDrawn(read))
      await run.projections[0].read()
      assert(isDrawn(run))
      same(run.describe().projections[0], expected)
    })
  }

  it('keeps a list as it was when it was given', async () => {
    const list = Float64Array.from({ length: 100 * large }, (_, e) => e % 1000)
    const options = { topology: fixedOutDegree({ k: 100 }), delay: 1 }
    const [now, later] = [connected(atOnce({ ...options, weight: list })), connected({ ...options, weight: list })]
    assert(!isDrawn(later))
    list.fill(0)
    same(later.describe().projections[0], now.describe().projections[0])
  })

  it('says how many there are, and what they take, without being drawn', () => {
    const net = connected({ topology: fixedInDegree({ k: 100 }), weight, delay })
    assert.equal(net.projections[0].synapses, 100 * (large - 100))
    const planned = net.memory()
    net.connect(net.group('cells'), net.group('cells'), { topology: oneToOne() })
    assert(!isDrawn(net))
    const [before, after] = [connected({ topology: fixedInDegree({ k: 100 }), weight, delay }), planned]
    assert.equal(before.describe().projections[0].targets.length, 100 * (large - 100))
    const drawn = before.memory()
    for (const part of ['description', 'engine'] as const)
      assert(Math.abs(after[part]! / drawn[part]! - 1) < 1e-3, `${part}: ${after[part]} before, ${drawn[part]} after`)
  })

  it('is refused by connect where that needs no drawing', () => {
    const net = network({ dt: 0.1 })
    const cells = net.population('cells', large, lif())
    const refused = (options: ConnectOptions, message: RegExp) =>
      assert.throws(() => net.connect(cells, cells.slice(0, 11_999), options), message)
    const topology = fixedInDegree({ k: 100 })
    refused({ topology: fixedOutDegree({ k: 12_000 }) }, /k = 12000 outputs need as many targets, there are 11999/)
    refused({ topology: smallWorld({ k: 100, p: 0.1 }) }, /connects a population with itself/)
    refused({ topology, weight: new Float64Array(5) }, /weight: expected 1199900 numbers, one a synapse, got 5/)
    refused(
      { topology, weight: new Float64Array(1_199_900).fill(NaN) },
      /weight: must be finite, got NaN for synapse 0/,
    )
    refused({ topology, weight: uniform(1, 0) }, /uniform needs low <= high/)
    refused({ topology, weight: '5 ms' }, /weight/)
    refused({ topology, delay: -1 }, /delay must not be negative/)
    refused({ topology, delay: uniform(-2, -1) }, /delay must not be negative/)
    refused({ topology, weight: 3, plasticity: stdp({ wMax: 1 }), bounds: [0, 1] }, /weight 3 is outside the bounds/)
    assert.equal(net.projections.length, 0)
  })

  it('is saved as it would have been drawn', async () => {
    const net = connected({ topology: fixedOutDegree({ k: 100 }), weight, delay: 1 })
    const copy = await load(await net.save())
    same(copy.describe().projections[0], net.describe().projections[0])
  })
})

describe('building', () => {
  /** A network whose 1.2 million weights are functions that do something now and then. */
  function watched(see: (synapse: number) => void) {
    let asked = 0
    const net = connected({
      topology: fixedOutDegree({ k: 100 }),
      weight: ({ pre, post }) => (see(asked++), ((pre * 7 + post) % 11) / 1000),
      delay,
    })
    return { net, asked: () => asked }
  }
  /** Long enough for a look at what else goes on. */
  const dawdle = (ms = 60) => {
    for (const until = performance.now() + ms; performance.now() < until;);
  }

  it('lets other things go on, and shows how far it is', async () => {
    const shown: Record<string, string>[] = []
    const scope = globalThis as { [key: symbol]: unknown }
    const hostSymbol = Symbol.for('Jupyter.host')
    const note = (bundle: Record<string, string>) => void shown.push(bundle)
    scope[hostSymbol] = { display: note, update: (_: string, bundle: Record<string, string>) => note(bundle) }
    let beats = 0
    const timer = setInterval(() => beats++, 1)
    try {
      const { net } = watched(k => k % 60_000 === 0 && dawdle())
      assert.equal(beats, 0)
      await net.run(0)
    } finally {
      clearInterval(timer)
      Reflect.deleteProperty(scope, hostSymbol)
    }
    assert(beats >= 10, `${beats} beats`)
    assert.match(
      shown[0]['text/html'],
      /<progress value="0\.\d+".*>drawing synapses of cells -> cells, [01]\.\d of 1\.2 million, \d+ s left/,
    )
    assert.deepEqual(shown.at(-1), {})
  })

  it('is stopped by a signal, leaves the network as it was, and goes on when asked', async () => {
    const stop = new AbortController()
    const { net, asked } = watched(k => {
      if (k !== 300_000) return
      stop.abort()
      dawdle()
    })
    const spikes = net.record(net.group('cells'), 'spikes')
    await assert.rejects(net.run(10, { signal: stop.signal }), { name: 'AbortError' })
    assert(asked() < 600_000, `${asked()}`)
    assert.equal(net.time, 0)
    // It may be changed as before.
    net.connect(net.group('cells'), net.group('cells'), { topology: oneToOne() })
    net.stimulate(net.group('cells'), '500 pA')
    await net.run(30)
    assert.equal(asked(), 1_200_000)
    const other = watched(() => undefined).net
    const expected = other.record(other.group('cells'), 'spikes')
    other.connect(other.group('cells'), other.group('cells'), { topology: oneToOne() })
    other.stimulate(other.group('cells'), '500 pA')
    await other.run(30)
    same(net.describe().projections[0], other.describe().projections[0])
    assert(spikes.count > 1000)
    assert.deepEqual(spikes.time, expected.time)
    assert.deepEqual(spikes.neuron, expected.neuron)
  })

  it('goes on for those who still wait', async () => {
    const stop = new AbortController()
    const { net } = watched(k => {
      if (k !== 300_000) return
      stop.abort()
      dawdle()
    })
    const read = net.group('cells').read('v')
    await assert.rejects(net.run(10, { signal: stop.signal }), { name: 'AbortError' })
    assert.equal((await read).length, large)
    await net.run(1)
    assert.equal(net.time, 1)
  })

  it('that fails says why, as often as it is tried, to everybody who waits for it', async () => {
    const net = connected({ topology: fixedOutDegree({ k: 100 }), weight: ({ pre }) => (pre < 9000 ? 1 : NaN) })
    for (let i = 0; i < 2; i++) await assert.rejects(net.run(1), /weight: must be finite, got NaN for synapse 900000/)
    assert.throws(() => net.describe().projections[0].targets, /weight: must be finite/)
    const running = net.run(1)
    assert.throws(() => net.connect(net.group('cells'), net.group('cells')), /the network has run, or was read/)
    await assert.rejects(Promise.all([net.projections[0].write(2), running]), /weight: must be finite/)
    assert.equal(net.time, 0)
  })
})

describe('the default engine, given a network', () => {
  for (const threads of [1, 2]) {
    it(`says how far it is, and stops where nobody waits any more, with threads: ${threads}`, async () => {
      const description = connected({ topology: fixedOutDegree({ k: 100 }), weight, delay }).describe()
      const engine = wasm({ threads })
      const shares: number[] = []
      const simulation = await engine.compile(description, undefined, share => void shares.push(share))
      assert.deepEqual(await simulation.weights(0), Float64Array.from(description.projections[0].weights as Float64Array, Math.fround)) // prettier-ignore
      await simulation.dispose()
      assert(shares.length > 1)
      assert(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1))
      const stopped = engine.compile(description, undefined, () => Promise.reject(new Error('enough')))
      await assert.rejects(stopped, /enough/)
    })
  }
})
