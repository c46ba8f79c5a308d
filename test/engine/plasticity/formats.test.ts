import assert from 'node:assert/strict'
import { fixedPoint, synapse, type FixedPointOptions, type Rule } from '../../../sdk/model/index.js'
import { poisson, poissonSource, spikeSource, uniform } from '../../../sdk/network/index.js'
import { allToAll, fromArrays } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { normalization, shortTerm, stdp } from '../../../sdk/plasticity/index.js'
import { philox } from '../../../sdk/random/index.js'
import { load, network, type EngineChoice, type Network } from '../../../sdk/simulation/index.js'
import { quietly } from '../engines.js'
import { enginesThatRun, listener } from './protocol.js'

/** Adds so much at every presynaptic spike. */
const adding = (by: number) => synapse({ name: 'adding', parameters: { by }, onPre: 'w += by' })

interface Drip {
  readonly spikes?: number
  readonly by?: number
  readonly weight?: number | readonly number[]
  readonly synapses?: number
  readonly rule?: Pick<Rule, 'model'>
  readonly choice?: EngineChoice
}

/** One source that fires every ms, and so many synapses of its own. */
function drip(options: FixedPointOptions, given: Drip = {}) {
  const { spikes = 1000, by = 1e-4, weight = 0, synapses = 1, rule = adding(by), choice = {} } = given
  const net = network({ seed: 5, dt: 1, engine: 'reference', ...choice })
  const time = Array.from({ length: spikes }, (_, k) => k)
  const source = net.population('source', 1, spikeSource({ time, neuron: time.map(() => 0) }))
  const target = net.population('target', synapses, listener)
  const connect = { topology: allToAll(), weight, receptor: 'g', plasticity: rule, bounds: [0, 1] } as const
  const projection = net.connect(source, target, { ...connect, formats: { w: fixedPoint(options) } })
  return { net, projection }
}
const able = enginesThatRun(drip({}).net)
const mean = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0) / x.length
const variance = (x: ArrayLike<number>) => {
  const m = mean(x)
  return mean(Array.from(x, v => (v - m) ** 2))
}

describe('weights in a format', () => {
  it('learn on reference', () => assert(able.some(({ name }) => name === 'reference')))

  it('are refused by name on engines where they cannot learn, and run there where they do not', async () => {
    const { net } = drip({})
    const { gpu } = await import('../../../sdk/engine/index.js')
    const refused = gpu({ backend: 'cpu' }).supports(net.describe())
    assert(
      refused !== true && refused.reason.startsWith('source -> target learns in weights of 4 bits, which this engine'),
    )
  })
})

for (const { name, engine, precision } of able) {
  const choice = { engine } as EngineChoice
  const close = precision === 'double' ? 1e-12 : 1e-6

  describe(`weights in a format on ${name}`, () => {
    // Reference table "Plasticity in 16 bits": 1,000 updates of 1e-4 on [0, 1).
    for (const [bits, nearestSum, deviation] of [
      [4, 0, 0.077],
      [8, 0, 0.02],
      [12, 0, 0.004],
      [16, 7000 / 65_535, 0.0002],
    ] as const) {
      it(`add 1e-4 a thousand times, to the nearest of ${bits} bits: ${nearestSum.toFixed(4)}`, async () => {
        const { net, projection } = drip({ bits, accumulator: bits, rounding: 'nearest' }, { choice })
        await net.run(1001)
        const [w] = await projection.read()
        assert(Math.abs(w - nearestSum) < close)
        const { learning } = await projection.rounding()
        assert.equal(learning!.changes, 1000)
        assert(Math.abs(learning!.asked - 0.1) < 1e-3 * (precision === 'double' ? 1e-9 : 1))
        assert(Math.abs(learning!.lost - (1 - 10 * nearestSum)) < (precision === 'double' ? 1e-9 : 1e-2))
      })

      it(`add 1e-4 a thousand times, stochastically in ${bits} bits: .1, s.d. ${deviation}`, async () => {
        const n = 400
        const { net, projection } = drip({ bits, accumulator: bits }, { synapses: n, choice })
        await net.run(1001)
        const found = await projection.read()
        const step = 1 / (2 ** bits - 1)
        const f = (1e-4 / step) % 1
        const exact = 1000 * f * (1 - f) * step ** 2
        assert(Math.abs(Math.sqrt(exact) / deviation - 1) < 0.25, 'the table')
        assert(Math.abs(mean(found) - 0.1) < 5 * Math.sqrt(exact / n), `mean ${mean(found)}`)
        assert(Math.abs(variance(found) / exact - 1) < 0.35, `variance ${variance(found)}, not ${exact}`)
        const { learning } = await projection.rounding()
        assert(Math.abs(learning!.lost) < 5 * Math.sqrt(exact / n) * 10, `lost ${learning!.lost}`)
        assert(Math.abs(learning!.noise / (step * Math.sqrt(f * (1 - f))) - 1) < 0.02, `noise ${learning!.noise}`)
      })
    }

    it('transmit codes times the scale of the neuron, while rules change accumulators', async () => {
      const net = network({ seed: 5, dt: 1, ...choice })
      const source = net.population('source', 3, spikeSource({ time: [0, 0, 0], neuron: [0, 1, 2] }))
      const target = net.population('target', 2, listener)
      const given = [0.5, 0.4, 0.31, 0.09, 0.02, 0]
      const topology = fromArrays({ from: [0, 1, 2, 0, 1, 2], to: [0, 0, 0, 1, 1, 1] })
      const projection = net.connect(source, target, {
        ...{ topology, weight: given, receptor: 'g', bounds: [0, 1], plasticity: adding(0.001) },
        formats: { w: fixedPoint({ rounding: 'nearest', rescale: 5 }) },
      })
      const codes = (weights: number[], top: number) => weights.map(w => (Math.round((15 * w) / top) / 15) * top)
      const [first, second] = [codes([0.5, 0.4, 0.31], 0.5), codes([0.09, 0.02, 0], 0.09)]
      const tops = (all: Float64Array) => [all[0], all[2], all[4], all[1], all[3], all[5]]
      const step = 1 / 65_535
      const before = tops(await projection.read())
      ;[...first, ...second].forEach((w, s) => assert(Math.abs(before[s] - w) < step, `${before[s]} is not ${w}`))
      await net.run(4)
      const sum = await target.read('g')
      assert(Math.abs(sum[0] - first.reduce((a, b) => a + b)) < 3 * step)
      assert(Math.abs(sum[1] - second.reduce((a, b) => a + b)) < 3 * step)
      // One change of 66 steps; the scale stays until 5 ms, so that the largest is the largest code still.
      const during = tops(await projection.read())
      assert(Math.abs(during[0] - 0.5) < step)
      await net.run(2)
      const after = tops(await projection.read())
      assert(Math.abs(after[0] - 0.501) < step)
      const { learning, error } = await projection.rounding()
      assert.equal(learning!.rescaled, 2)
      assert(error > 1e-3 && error < 0.5 / 30)
    })

    it('transmit what a read says, to the last bit', async () => {
      const random = philox(3, 'weights')
      const weight = Array.from({ length: 200 }, () => random.uniform())
      const { net, projection } = drip(
        { bits: 3, scale: 'projection' },
        { weight, synapses: 200, spikes: 1, by: 0, choice },
      )
      await net.run(3)
      assert.deepEqual(await net.group('target').read('g'), await projection.read())
    })

    it('share scales as they are told', async () => {
      for (const [scale, tops] of [
        ['post', [0.8, 0.6]],
        ['pre', [0.8, 0.5]],
        ['projection', [0.8]],
      ] as const) {
        const net = network({ seed: 5, dt: 1, ...choice })
        const source = net.population('source', 2, poissonSource({ rate: 1 }))
        const target = net.population('target', 2, listener)
        // 0 -> 0: .8, 0 -> 1: .6, 1 -> 0: .5, 1 -> 1: .2
        const projection = net.connect(source, target, {
          ...{ weight: [0.8, 0.6, 0.5, 0.2], receptor: 'g', bounds: [0, 1], plasticity: adding(0) },
          formats: { w: fixedPoint({ scale, bits: 2 }) },
        })
        const group = { post: [0, 1, 0, 1], pre: [0, 0, 1, 1], projection: [0, 0, 0, 0] }[scale]
        for (const run of [0, 1]) {
          if (run) await net.run(1)
          const found = await projection.read()
          ;[0.8, 0.6, 0.5, 0.2].forEach((w, s) => {
            const top = tops[group[s]]
            const expected = (Math.round((3 * w) / top) / 3) * top
            assert(Math.abs(found[s] - expected) < 1e-4, `${scale}, ${s}: ${found[s]} is not ${expected}`)
          })
        }
      }
    })

    it('saturate at the bounds, on either side and of either sign', async () => {
      for (const [bounds, by, end] of [
        [[0, 1], 0.3, 1],
        [[-2, 0], -0.7, -2],
        [[-0.5, 1], -0.3, -0.5],
      ] as const) {
        const rule = synapse({
          name: 'r',
          parameters: { by, low: bounds[0], high: bounds[1] },
          onPre: 'w = clip(w + by, low, high)',
        })
        const net = network({ seed: 5, dt: 1, ...choice })
        const source = net.population('source', 1, spikeSource({ time: [0, 1, 2, 3, 4], neuron: [0, 0, 0, 0, 0] }))
        const projection = net.connect(source, net.population('target', 1, listener), {
          ...{ weight: 0, receptor: 'g', bounds, plasticity: rule, formats: { w: fixedPoint({ rescale: 1 }) } },
        })
        await net.run(10)
        const [w] = await projection.read()
        // The bound nearer to 0 lies between two steps.
        assert(Math.abs(w - end) <= 1 / 32_767, `${w} is not ${end}`)
        assert(w >= bounds[0] && w <= bounds[1])
      }
    })

    it('stop where a rule leaves the bounds, before it is rounded', async () => {
      const { net } = drip({}, { by: 0.3, spikes: 9, choice })
      await assert.rejects(
        quietly(() => net.run(20)),
        {
          name: 'PlasticityError',
          message: /source -> target: rule "adding" made w of synapse 0 .* outside the bounds 0 \.\. 1/,
        },
      )
    })

    it('do not change where a rule asks for nothing', async () => {
      const weight = Array.from({ length: 200 }, (_, s) => s / 199)
      const rule = synapse({ name: 'r', onPre: 'w = clip(w, 0, 1)', every: { '7 ms': 'w = w + 0*mean(w)' } })
      const { net, projection } = drip({ bits: 16 }, { weight, synapses: 200, spikes: 50, rule, choice })
      const before = await projection.read()
      await net.run(60)
      const after = await projection.read()
      after.forEach((w, s) => assert(Math.abs(w - before[s]) < 1e-7))
      assert.equal((await projection.rounding()).learning!.changes, 0)
    })

    it('are rounded once for all that several rules, and several statements, do at a spike', async () => {
      const half = (name: string) => synapse({ name, onPre: 'w += 0.3/15; w += 0' })
      const net = network({ seed: 5, dt: 1, ...choice })
      const source = net.population('source', 1, spikeSource({ time: [0, 1], neuron: [0, 0] }))
      const projection = net.connect(source, net.population('target', 1, listener), {
        ...{ weight: 0, receptor: 'g', bounds: [0, 1], plasticity: [half('a'), half('b')] },
        formats: { w: fixedPoint({ accumulator: 4, rounding: 'nearest' }) },
      })
      await net.run(4)
      // Each .3 of a step alone would be nothing; .6 is one step, twice.
      assert(Math.abs((await projection.read())[0] - 2 / 15) < 1e-6)
      assert.equal((await projection.rounding()).learning!.changes, 2)
    })

    it('are rounded once for all statements of an interval or a reward, whose sums see what is not rounded', async () => {
      const rule = synapse({
        name: 'r',
        modulators: ['d'],
        every: { '5 ms': 'w += 0.3/15; w = w*(0.1/15 + sum(w))/sum(w) + 0.2/15' },
        onReward: 'w += 0.6*reward/15',
      })
      const net = network({ seed: 5, dt: 1, ...choice })
      net.modulator('d', { tau: 10 })
      const source = net.population('source', 1, poissonSource({ rate: 1 }))
      const projection = net.connect(source, net.population('target', 1, listener), {
        ...{ weight: 0, receptor: 'g', bounds: [0, 1], plasticity: rule },
        formats: { w: fixedPoint({ accumulator: 4, rounding: 'nearest' }) },
      })
      await net.run(7)
      assert(Math.abs((await projection.read())[0] - 1 / 15) < 1e-6, 'to .6 of a step')
      await net.reward(1)
      assert(Math.abs((await projection.read())[0] - 2 / 15) < 1e-6)
    })

    it('give and take what is transmitted', async () => {
      const { net, projection } = drip({}, { synapses: 1, rule: adding(0), choice })
      await projection.write(0.25)
      assert(Math.abs((await projection.read())[0] - 0.25) < 1e-5)
      await net.run(3)
      await projection.write(0.75)
      const [w] = await projection.read()
      assert(Math.abs(w - 0.75) < 1e-5)
      await projection.write([w])
      assert.deepEqual([...(await projection.read())], [w])
      const course = net.record(projection, 'w', { every: 1 })
      await net.run(2)
      assert.deepEqual([...course.values], [w, w])
    })

    it('go on bit for bit after save and load, and start over after reset', async () => {
      const [whole, stopped] = [busy(choice), busy(choice)]
      await quietly(() => whole.run(350))
      await quietly(() => stopped.run(170))
      const again = await load(await stopped.save(), choice)
      await quietly(() => again.run(180))
      const expected = await states(whole)
      assert(expected.some(({ rounding }) => rounding.learning!.changes > 100 && rounding.learning!.rescaled > 2))
      assert.deepEqual(await states(again), expected)
      // Rewards to come are forgotten; none came so early.
      await whole.reset()
      const fresh = busy(choice)
      for (const net of [whole, fresh]) await quietly(() => net.run(19))
      assert.deepEqual(await states(whole), await states(fresh))
    })

    it('keep the codes of all others where synapses and neurons come and go', async () => {
      const net = busy(choice)
      await quietly(() => net.run(130))
      const [a] = net.projections
      const before = await a.read()
      const pairs = new Map(Array.from(a.from, (i, s) => [`${i} ${a.to[s]}`, before[s]]))
      await net.prune(a, { fraction: 0.1 })
      const left = new Set(Array.from(a.from, (i, s) => `${i} ${a.to[s]}`))
      await net.grow(a, { count: 5 })
      await net.birth(net.group('cells'), 1)
      const after = await a.read()
      let came = 0
      a.from.forEach((i, s) => {
        const pair = `${i} ${a.to[s]}`
        if (left.has(pair)) assert.equal(after[s], pairs.get(pair))
        else came++
      })
      assert.equal(left.size, 108)
      assert.equal(came, 5 + 10)
      await quietly(() => net.run(150))
      assert((await a.read()).every(w => w >= 0 && w <= 1))
    })
  })
}

/** Everything at once: pairs, sums over synapses, depression, rewards, two formats. */
function busy(choice: EngineChoice) {
  const net = network({ seed: 9, dt: 0.5, ...choice })
  const cells = net.population('cells', 12, izhikevich('RS'))
  const source = net.population('source', 10, poissonSource({ rate: 50 }))
  const rewarded = synapse({
    name: 'rewarded',
    modulators: { d: { tau: 50 } },
    onReward: 'w = clip(w + 0.01*reward, 0, 1)',
  })
  net.connect(source, cells, {
    ...{ weight: uniform(0.2, 0.8), delay: uniform(1, 4), bounds: [0, 1] },
    plasticity: [shortTerm(), stdp({ aPlus: 0.003, aMinus: 0.003 }), rewarded],
    formats: { w: fixedPoint({ bits: 4, rescale: 20 }) },
  })
  net.connect(source, cells, {
    ...{ weight: uniform(0, 20), bounds: [0, 60], dendriticDelay: 1 },
    plasticity: [stdp({ aPlus: 0.1, aMinus: 0.1, wMax: 60 }), normalization({ total: 100, interval: 25 })],
    formats: { w: fixedPoint({ bits: 5, accumulator: 10, rounding: 'nearest', scale: 'pre', rescale: 50 }) },
  })
  net.stimulate(cells, poisson({ rate: '300 Hz', weight: 15 }))
  for (const t of [20, 35.5, 160]) void net.reward(t / 20, { time: t })
  return net
}

const states = (net: Network) =>
  Promise.all(
    net.projections.map(async one => ({
      w: await one.read(),
      rounding: await one.rounding(),
      x: await one.read('stdp.x'),
    })),
  )
