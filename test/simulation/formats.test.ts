import assert from 'node:assert/strict'
import { fixedPoint, synapse } from '../../sdk/model/index.js'
import { edited, normal, spikeSource } from '../../sdk/network/index.js'
import { allToAll, fixedOutDegree } from '../../sdk/network/topology/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { shortTerm, stdp } from '../../sdk/plasticity/index.js'
import { load, network, type EngineChoice, type Synapse } from '../../sdk/simulation/index.js'
import { engines, quietly } from '../engine/engines.js'
import { listener } from '../engine/plasticity/protocol.js'

const w = fixedPoint()
const fires = spikeSource({ time: [0, 0, 1, 1, 4], neuron: [0, 1, 2, 3, 0] })

function build(connect: object, choice: EngineChoice = { engine: 'reference' }) {
  const net = network({ seed: 4, dt: 1, ...choice })
  const source = net.population('source', 4, fires)
  const target = net.population('target', 3, listener)
  return { net, source, target, projection: net.connect(source, target, { receptor: 'g', ...connect }) }
}
const given = [1, 2, 3, -4, 5, 6, 7, 8, 9.4, 10, 11, 12]
/** By target: the largest are 10, 11 and 12; of both signs onto the first. */
const expected = given.map((x, s) => (Math.round((7 * x) / [10, 11, 12][s % 3]) / 7) * [10, 11, 12][s % 3])

describe('weights in a format that do not learn', () => {
  for (const { name, engine } of engines) {
    it(`are codes times a scale on ${name}, which transmits them`, async () => {
      const { net, target, projection } = build({ weight: given, formats: { w } }, { engine })
      assert.deepEqual(await projection.read(), Float64Array.from(expected))
      await quietly(() => net.run(3))
      const sums = [0, 1, 2].map(j => expected.filter((_, s) => s % 3 === j).reduce((a, b) => a + b))
      const found = await quietly(() => target.read('g'))
      found.forEach((g, j) => assert(Math.abs(g - sums[j]) < 1e-5, `${g} is not ${sums[j]}`))
    })
  }

  it('say what that changed', async () => {
    const { projection } = build({ weight: given, formats: { w } })
    const error = Math.sqrt(given.reduce((sum, x, s) => sum + (x - expected[s]) ** 2, 0) / 12)
    assert.deepEqual(await projection.rounding(), { format: w, error })
    const plain = build({ weight: given })
    await assert.rejects(plain.projection.rounding(), {
      name: 'RangeError',
      message: 'rounding: the weights of source -> target are plain numbers; connect with formats',
    })
  })

  it('say it of the network as it begins after a reset, whatever was written before', async () => {
    const { net, projection } = build({ weight: given, formats: { w } })
    const { error } = await projection.rounding()
    await net.run(1)
    await projection.write(given.map((_, s) => s ** 2))
    assert.notEqual((await projection.rounding()).error, error)
    await net.reset()
    assert.equal((await projection.rounding()).error, error)
    await net.run(1)
    assert.equal((await projection.rounding()).error, error)
  })

  it('are 4-bit codes to 17 dB', async () => {
    const net = network({ seed: 1, engine: 'reference' })
    const a = net.population('a', 1024, izhikevich())
    const b = net.population('b', 64, izhikevich())
    const weight = ({ pre, post }: Synapse) => Math.sin(1e4 * (pre + 1024 * post))
    const [plain, coded] = [{}, { formats: { w } }].map(formats =>
      net.connect(a, b, { topology: allToAll(), weight, ...formats }),
    )
    const [x, y] = [await plain.read(), await coded.read()]
    const power = (of: (s: number) => number) => x.reduce((sum, _, s) => sum + of(s) ** 2, 0)
    // A uniform error of a step of 1/7, and sines of power 1/2.
    const exact = 10 * Math.log10(0.5 / (1 / 7 ** 2 / 12))
    const found = 10 * Math.log10(power(s => x[s]) / power(s => x[s] - y[s]))
    assert(Math.abs(found - exact) < 0.5, `${found} dB, not ${exact}`)
  })

  it('are one for all where one was given', async () => {
    const { net, projection } = build({ weight: 0.37, formats: { w } })
    assert.equal(typeof net.describe().projections[0].weights, 'number')
    assert.deepEqual([...(await projection.read())], Array(12).fill(0.37))
    assert.equal((await projection.rounding()).error, 0)
  })

  it('take what is written in codes, before and after the first run', async () => {
    const { net, projection } = build({ weight: [1, ...Array<number>(11).fill(0)], formats: { w } })
    for (let runs = 0; runs < 2; runs++) {
      await projection.write(given.map(x => x * (1 + runs)))
      assert.deepEqual(
        [...(await projection.read())].map(x => x.toFixed(9)),
        expected.map(x => (x * (1 + runs)).toFixed(9)),
      )
      const error = Math.sqrt(given.reduce((sum, x, s) => sum + (x - expected[s]) ** 2, 0) / 12)
      assert(Math.abs((await projection.rounding()).error - (1 + runs) * error) < 1e-9)
      await net.run(1)
    }
  })

  for (const { name, engine } of engines.slice(0, 3)) {
    it(`stay as they are where others come, whose weights are codes, too, on ${name}; files keep the format`, async () => {
      const net = network({ seed: 4, dt: 1, engine })
      const cells = net.population('cells', 30, izhikevich())
      const projection = net.connect(cells, cells, {
        ...{ topology: fixedOutDegree({ k: 6 }), weight: normal(5, 1), formats: { w: fixedPoint({ bits: 3 }) } },
      })
      await quietly(() => net.run(1))
      const before = new Map<string, number>()
      const pair = (of: typeof projection, s: number) => `${of.from[s]} ${of.to[s]}`
      ;(await projection.read()).forEach((x, s) => before.set(pair(projection, s), x))
      await net.grow(projection, { count: 60 })
      const again = await load(await net.save(), { engine })
      for (const of of [projection, again.projections[0]]) {
        const after = await of.read()
        const most = new Map<number, number>()
        after.forEach((x, s) => most.set(of.to[s], Math.max(x, most.get(of.to[s]) ?? 0)))
        let came = 0
        after.forEach((x, s) => {
          const was = before.get(pair(of, s))
          if (was !== undefined) return assert.equal(x, was)
          came++
          const code = (7 * x) / most.get(of.to[s])!
          assert(Math.abs(code - Math.round(code)) < 1e-5, `${x} onto ${of.to[s]} is code ${code}`)
        })
        assert.equal(came, 60)
        assert.equal((await of.rounding()).format.bits, 3)
      }
    })
  }

  for (const { name, engine } of engines.slice(0, 3)) {
    it(`are what the description says where one comes in the place of another, on ${name}`, async () => {
      const { net } = build({ weight: given, formats: { w } })
      let of = net.describe()
      const simulation = await engine.compile(of)
      // An engine may be built anew at the first change, and have room for those after it.
      for (const [x, y] of [
        [4.321, 5.4],
        [3.21, 2.5],
      ]) {
        await simulation.advance(1)
        const weights = Float64Array.of(x, y)
        const added = { from: Uint32Array.of(0, 2), to: Uint32Array.of(1, 2), weights, delays: 1 }
        const change = { synapses: [{ projection: 0, removed: Uint32Array.of(0, 7), added }] }
        await simulation.edit!(change)
        of = edited(of, change).description
      }
      const expected = of.projections[0].weights as Float64Array
      assert(!expected.includes(3.21) && !expected.includes(2.5))
      const found = await simulation.weights(0)
      found.forEach((x, s) => assert(Math.abs(x - expected[s]) < 1e-5, `${x} is not ${expected[s]}`))
    })
  }

  it('include those whose rules see to other things than the weight, on every engine that runs these', async () => {
    for (const { engine } of engines) {
      const { net, projection } = build({ weight: given, plasticity: shortTerm(), formats: { w } }, { engine })
      if (engine.supports(net.describe()) !== true) continue
      await quietly(() => net.run(6))
      ;(await projection.read()).forEach((x, s) => assert(Math.abs(x - expected[s]) < 1e-5))
    }
  })
})

describe('formats', () => {
  it('are refused by name where they do not fit', () => {
    const refused: readonly (readonly [object, string])[] = [
      [
        { formats: { w: 4 } },
        'connect source -> target: formats: w must be a format such as fixedPoint({ bits: 4 }), got the number 4',
      ],
      [{ formats: w }, 'connect source -> target: formats are given by variable, as in { w: fixedPoint({ bits: 4 }) }'],
      [{ formats: { v: w } }, 'connect source -> target: formats: unknown option "v"; it has w'],
      [
        { plasticity: stdp(), bounds: [0, 1], formats: { x: w } },
        'connect source -> target: formats: option "x" is of a variable of a rule; so far only the weights, w, have formats',
      ],
      [
        { plasticity: stdp(), formats: { w } },
        'connect source -> target: weights that learn in 16 bits need bounds, as in bounds: [0, 1]: the largest code stands for the larger one',
      ],
      [
        { plasticity: stdp(), weight: 0.5, bounds: [0.2, 1], formats: { w } },
        'connect source -> target: 0 is the code 0, so that bounds of weights with a format must have it within, got 0.2 .. 1',
      ],
      [
        { plasticity: stdp(), bounds: [0, 1], formats: { w: fixedPoint({ rescale: 2.5 }) } },
        'connect source -> target: formats: rescale of 2.5 ms is no multiple of dt = 1 ms',
      ],
    ]
    for (const [connect, message] of refused) assert.throws(() => build(connect), { name: 'RangeError', message })
    const net = network({ engine: 'reference' })
    const cells = net.population('cells', 2, izhikevich())
    const rule = synapse({ name: 'rates', continuous: 'w = clip(w + dt*v_post, 0, 1)' })
    assert.throws(
      () => net.connect(cells, cells, { continuous: 'w*v_pre', plasticity: rule, bounds: [0, 1], formats: { w } }),
      {
        name: 'RangeError',
        message:
          'connect cells -> cells: formats are of weights that spikes transmit; a continuous connection that learns keeps plain numbers',
      },
    )
  })
})
