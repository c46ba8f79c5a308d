import assert from 'node:assert/strict'
import fc from 'fast-check'
import { wasm } from '../../../sdk/engine/index.js'
import { neuron } from '../../../sdk/model/index.js'
import { current, poisson, spikeSource, uniform } from '../../../sdk/network/index.js'
import { allToAll, fixedInDegree, fixedOutDegree, smallWorld } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { network, type Network } from '../../../sdk/simulation/index.js'

const both = (
  build: (net: Network) => void,
  options: { seed?: number; dt?: number; precision?: 'single' | 'double' },
) =>
  Promise.all(
    (['off', 'exact'] as const).map(async sleep => {
      const { precision, ...others } = options
      const net = network({ ...others, engine: wasm({ sleep, precision }) })
      build(net)
      const groups = net.describe().populations.map(({ name }) => net.group(name))
      const spikes = groups.map(group => net.record(group, 'spikes'))
      await net.run(300)
      const variables = groups.flatMap(group => group.model.equations.map(({ variable }) => group.read(variable)))
      return { spikes: spikes.map(({ time, neuron }) => ({ time, neuron })), state: await Promise.all(variables), net }
    }),
  )

describe('sleep of blocks', () => {
  it('changes nothing, bit for bit: a small world kicked now and then', async () => {
    for (const precision of ['single', 'double'] as const) {
      const [off, exact] = await both(
        net => {
          const cortex = net.population('cortex', 500, izhikevich('RS'))
          net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, delay: uniform(1, 5) })
          net.stimulate(cortex, poisson({ rate: '1 Hz', weight: 20 }))
        },
        { seed: 5, precision },
      )
      assert(exact.spikes[0].time.length > 100)
      assert.deepEqual(exact.spikes, off.spikes)
      assert.deepEqual(exact.state, off.state)
    }
  })

  it('wakes from a refractory period that ends in any step, though all was frozen in it', async () => {
    for (const precision of ['single', 'double'] as const) {
      for (let period = 1; period <= 17; period++) {
        const [off, exact] = await both(
          net => {
            const cells = net.population('cells', 1, izhikevich('RS')({}, { refractory: 0.5 * period }))
            net.stimulate(cells, 40)
          },
          { precision },
        )
        assert(exact.spikes[0].time.length > 15)
        assert.deepEqual(exact.spikes, off.spikes)
        assert.deepEqual(exact.state, off.state)
      }
    }
  })

  it('changes nothing, bit for bit: any sizes, seeds, steps and kinds of input', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 0, max: 1000 }),
          size: fc.integer({ min: 1, max: 90 }),
          dt: fc.constantFrom(0.25, 0.5, 1),
          steady: fc.double({ min: -5, max: 6, noNaN: true }),
          from: fc.integer({ min: 0, max: 280 }),
        }),
        async ({ seed, size, dt, steady, from }) => {
          const [off, exact] = await both(
            net => {
              const cells = net.population('cells', size, izhikevich('RS'))
              const leaky = net.population('leaky', size, leak)
              net.connect(cells, leaky, { topology: fixedInDegree({ k: 1, repeats: true }), weight: 6, delay: 2 })
              net.connect(leaky, cells, {
                topology: fixedInDegree({ k: 1, repeats: true }),
                weight: 9,
                receptor: 'pulse',
              })
              net.stimulate(cells, steady)
              net.stimulate(cells, current({ values: new Float64Array(40).map((_, i) => (i < 20 ? 0 : 8)), every: 5 }))
              net.stimulate(
                cells,
                current(t => (t > from && t < from + 10 ? 10 : 0)),
              )
              net.stimulate(leaky, poisson({ rate: '5 Hz', weight: 6 }))
            },
            { seed, dt },
          )
          assert.deepEqual(exact.spikes, off.spikes)
          assert.deepEqual(exact.state, off.state)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('changes nothing, bit for bit: rows of arrivals that are crowded, and rows that are not', async () => {
    for (const precision of ['single', 'double'] as const) {
      const [off, exact] = await both(
        net => {
          const one = net.population('one', 3, spikeSource({ time: [20, 100, 260], neuron: [0, 1, 2] }))
          const cells = net.population('cells', 1000, izhikevich('RS'))
          const leaky = net.population('leaky', 1000, leak)
          net.connect(one.slice(0, 1), cells, { topology: allToAll(), weight: 90, receptor: 'pulse' })
          net.connect(one.slice(1, 2), cells, { topology: fixedOutDegree({ k: 40 }), weight: 90, receptor: 'pulse' })
          net.connect(one.slice(2), leaky.slice(300, 800), { topology: allToAll(), weight: 11 })
          net.connect(cells, leaky, { topology: fixedInDegree({ k: 2 }), weight: 6, delay: uniform(1, 20) })
          net.stimulate(cells.slice(100, 101), 6)
        },
        { precision },
      )
      assert(exact.spikes[1].time.length >= 1000)
      assert(exact.spikes[2].time.length >= 500)
      assert.deepEqual(exact.spikes, off.spikes)
      assert.deepEqual(exact.state, off.state)
    }
  })

  it('is deep where nothing happens, and ends where something arrives', async () => {
    const net = network({ engine: wasm() })
    const cells = net.population('cells', 1600, izhikevich('RS'))
    await net.run('2 s')
    assert.equal(net.info!.awake, 0)
    await cells.slice(32, 33).write('v', -20)
    await net.run(10)
    assert(net.info!.awake > 0)
    await net.run('3 s')
    assert.equal(net.info!.awake, 0)
    net.stimulate(cells.slice(0, 16), 5)
    await net.run(10)
    assert(net.info!.awake >= 0.01)
  })

  it('never comes over a population whose equations mention t', async () => {
    const clock = neuron({ equations: 'dx/dt = (t > 100 ? 1 : 0)', threshold: 'x > 1e9', method: 'euler' })
    const net = network({ engine: wasm() })
    const cells = net.population('cells', 16, clock)
    await net.run(200)
    assert((await cells.read('x'))[0] > 99)
  })
})

const leak = neuron({
  equations: 'dv/dt = -v/tau',
  parameters: { tau: 10 },
  threshold: 'v > 10',
  reset: 'v = 0',
  refractory: 2,
})
