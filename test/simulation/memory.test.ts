import assert from 'node:assert/strict'
import {
  allToAll,
  distanceDependent,
  fixedInDegree,
  fixedOutDegree,
  fromArrays,
  grid,
  izhikevich,
  network,
  oneToOne,
  pairwise,
  smallWorld,
  uniform,
  type NetworkOptions,
} from '../../sdk/index.js'
import { spaceBetween } from '../../sdk/network/index.js'
import { philox } from '../../sdk/random/index.js'
import { drawingOf } from '../../sdk/simulation/undrawn.js'

function built(options: NetworkOptions = {}) {
  const net = network(options)
  const exc = net.population('exc', 800, izhikevich('RS'), { parameters: { c: uniform(-65, -50) } })
  const inh = net.population('inh', 200, izhikevich('FS'))
  net.connect(exc, inh, { topology: pairwise({ p: 0.2 }), weight: uniform(0, 2), delay: uniform(1, 8) })
  net.connect(inh, exc, { topology: allToAll(), weight: -1, delay: 2 })
  return net
}
const names = (net: ReturnType<typeof network>) =>
  (net.memory().table().objects() as { part: string; name: string }[]).map(({ part, name }) => `${part} ${name}`)

describe('net.memory()', () => {
  for (const options of [{}, { precision: 'double' }, { sleep: { within: 0.1 } }, { threads: 3 }] as const) {
    it(`says what wasm takes before it is built: ${JSON.stringify(options)}`, async () => {
      const net = built(options)
      const { engine } = net.memory()
      try {
        await net.run(1)
        assert(Math.abs(engine! / net.info!.bytes! - 1) < 0.001, `${engine}, ${net.info!.bytes}`)
      } finally {
        await net.reset()
      }
    })
  }

  it('says what the description takes: one number a synapse and a neuron', () => {
    const net = built()
    const { projections, populations } = net.describe()
    const expected =
      populations[0].size * 8 +
      projections.reduce((sum, { offsets, targets }) => sum + offsets.byteLength + targets.byteLength, 0) +
      projections[0].targets.length * 10
    assert.equal(net.memory().description, expected)
  })

  it('says on the reference, within some per cent, what stands in its snapshots', async () => {
    const { reference } = await import('../../sdk/engine/index.js')
    const net = built({ engine: reference })
    const { engine } = net.memory()
    const simulation = await reference.compile(net.describe())
    const { arrays } = await simulation.snapshot()
    const held = Object.values(arrays).reduce((sum, { byteLength }) => sum + byteLength, 0)
    assert(Math.abs(engine! / held - 1) < 0.1, `${engine}, ${held}`)
  })

  it('knows of every population, projection, and of what is on its way', () => {
    const net = built()
    assert.deepEqual(names(net), [
      'population exc',
      'projection exc -> inh',
      'projection inh -> exc',
      'exchange network',
      'arrivals exc',
      'population inh',
      'arrivals inh',
    ])
    const memory = net.memory()
    assert.equal(memory.total, memory.description + memory.engine!)
  })

  it('displays itself, in a notebook and as text', () => {
    const memory = built().memory()
    const bundle = (memory as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]()
    assert.match(bundle['text/plain'], /^part +name +description +engine\npopulation +exc +6\.4 kB +\d/)
    assert.match(bundle['text/plain'], /in all, engine "wasm"; [\d.,]+ GB free$/)
    assert.match(bundle['text/html'], /<td[^>]*>inh -&gt; exc<\/td>|<td[^>]*>inh -> exc<\/td>/)
  })

  it('is asked of any engine', () => {
    for (const engine of ['wasm', 'reference', 'gpu']) assert(built({ engine }).memory().engine! > 100_000, engine)
  })
})

describe('a network that cannot fit', () => {
  it('is refused before its synapses are drawn, with the figures and what to do', () => {
    const net = network()
    const cells = net.population('cells', 1_000_000, izhikevich('RS'))
    const drawn = { ...fixedInDegree({ k: 2000 }), edges: () => assert.fail('drawn') }
    assert.throws(
      () => net.connect(cells, cells, { topology: drawn, weight: uniform(0, 1) }),
      /connect cells -> cells: 2,000,000,000 synapses would take 16 GB in engine "wasm", beside [\d.]+ MB; it has 4.29 GB; use fewer/,
    )
    const some = { ...pairwise({ p: 0.002 }), edges: () => assert.fail('drawn') }
    assert.throws(() => net.connect(cells, cells, { topology: some }), /: some 1,999,998,000 synapses would take 8 GB/)
  })

  it('is refused where the machine has too little, with what is free', () => {
    const availableMemory = process.availableMemory.bind(process)
    try {
      process.availableMemory = () => 1e8
      const net = network({ engine: 'reference' })
      const cells = net.population('cells', 10_000, izhikevich('RS'))
      assert.throws(
        () => net.connect(cells, cells, { topology: fixedOutDegree({ k: 1000 }), weight: uniform(0, 1) }),
        /10,000,000 synapses would take 2\d\d MB, and this machine has 100 MB free; use fewer/,
      )
    } finally {
      process.availableMemory = availableMemory
    }
  })

  it('is refused by run, too', async () => {
    const net = network()
    const cells = net.population('cells', 400_000, izhikevich('RS'))
    net.connect(cells, cells, { topology: oneToOne(), delay: '30 s' })
    await assert.rejects(net.run(1), /wasm: the network needs \d+\.\d GB, and WebAssembly has 4|this machine has/)
  })
})

describe('synapses that depend on distances', () => {
  const sheet = () => {
    const net = network()
    return { net, cells: net.population('sheet', 250_000, izhikevich('RS'), { positions: grid({ rows: 500, columns: 500 }) }) } // prettier-ignore
  }

  it('are refused before any is drawn where they cannot fit', () => {
    const { net, cells } = sheet()
    const topology = distanceDependent({ p: d => Math.exp(-d / 50) })
    assert.throws(
      () => net.connect(cells, cells, { topology, weight: uniform(0, 1) }),
      /connect sheet -> sheet: some [23],\d{3},\d{3},\d{3} synapses would take [\d.]+ GB in engine "wasm", beside/,
    )
    const all = distanceDependent({ p: () => 1 })
    assert.throws(() => net.connect(cells, cells, { topology: all }), /some 62,499,750,000 synapses are 2\^32 or more/)
    const wrong = distanceDependent({ p: d => d })
    assert.throws(() => net.connect(cells, cells, { topology: wrong }), /p\([\d.]+\) must lie in 0\.\.1/)
  })

  it('are drawn when they are needed where they are many, or many pairs are to be looked at', () => {
    const { net, cells } = sheet()
    net.connect(cells, cells, { topology: distanceDependent({ p: d => Math.exp(-d / 4), radius: 12 }) })
    net.connect(cells, cells, { topology: distanceDependent({ p: d => (d < 1.1 ? 1 : 0) }) })
    assert(net.describe().projections.every(drawingOf))
  })
})

describe('the number of synapses of a topology', () => {
  const [pre, post] = [40, 40]
  for (const topology of [
    allToAll(),
    allToAll({ self: true }),
    fixedInDegree({ k: 5 }),
    fixedOutDegree({ k: 5 }),
    oneToOne(),
    smallWorld({ k: 6, p: 0.3 }),
    fromArrays({ from: [1, 2], to: [2, 3] }),
    pairwise({ p: 1 }),
  ]) {
    it(`is exact: ${topology.name}`, () => {
      const { from } = topology.edges(pre, post, philox(1, 'test'), true)
      assert.deepEqual(topology.count!(pre, post, true), { synapses: from.length, kind: 'exact' })
    })
  }

  it('is the mean where each pair is drawn', () => {
    const topology = pairwise({ p: 0.3 })
    const { synapses, kind } = topology.count!(1000, 1000, true)
    assert.equal(kind, 'expected')
    const { from } = topology.edges(1000, 1000, philox(2, 'test'), true)
    assert(Math.abs(from.length - synapses) < 5 * Math.sqrt(1e6 * 0.3 * 0.7))
  })

  it('is bounded by the pairs where it depends on distances and these are few', () => {
    assert.deepEqual(distanceDependent({ p: d => 1 / (1 + d) }).count!(10, 20, false), {
      synapses: 200,
      kind: 'at most',
    })
  })

  it('is estimated from some of the pairs where these are many', () => {
    const size = 40
    const where = { population: 'sheet', from: 0, to: size ** 2, positions: grid({ rows: size, columns: size }).coordinates(size ** 2, philox(1)) } // prettier-ignore
    const p = (d: number) => 0.9 * Math.exp(-d / 4)
    for (const options of [{ p }, { p, radius: 6 }, { p, periodic: size }, { p: () => 0.3, self: true }]) {
      const topology = distanceDependent(options)
      const space = () => spaceBetween(where, where, 'test', options.periodic)
      const { synapses, kind, pairs } = topology.count!(size ** 2, size ** 2, true, space)
      assert.equal(kind, 'expected')
      const { from } = topology.edges(size ** 2, size ** 2, philox(2), true, space)
      assert(Math.abs(synapses / from.length - 1) < 0.1, `${synapses} expected, ${from.length} drawn`)
      assert(pairs! >= synapses && pairs! <= size ** 4)
      assert.deepEqual(topology.count!(size ** 2, size ** 2, true, space).synapses, synapses)
    }
  })
})
