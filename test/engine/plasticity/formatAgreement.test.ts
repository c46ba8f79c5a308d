import assert from 'node:assert/strict'
import fc from 'fast-check'
import { reference, wasm, type RoundingSums } from '../../../sdk/engine/index.js'
import { fixedPoint, synapse, type FixedPoint } from '../../../sdk/model/index.js'
import { edited, poissonSource, spikeTimes, uniform, type StructuralChange } from '../../../sdk/network/index.js'
import { pairwise } from '../../../sdk/network/topology/index.js'
import { network } from '../../../sdk/simulation/index.js'
import { listener } from './protocol.js'

/** Whatever can change a weight, in operations that every engine rounds alike. */
const everything = synapse({
  name: 'everything',
  initial: { n: 0 },
  modulators: ['d'],
  parameters: { low: -0.6, top: 1 },
  onPre: 'n += 0.01; w = clip(w + 0.02*n - 0.013*w, low, top)',
  onPost: 'w = clip(0.93*w + 0.03, low, top)',
  every: {
    '7 ms': 'w = clip(0.99*w + 0.01*mean(w), low, top); n *= 0.9; w = clip(w + 0.001*(1 - sum_post(w)), low, top)',
  },
  onReward: 'w = clip(w + 0.05*reward*rand(), low, top)',
  continuous: { where: 'g_post > 1', do: 'w = clip(w - 0.0007, low, top)' },
})
const always = synapse({ name: 'always', continuous: 'w = clip(w + 3e-5, -0.6, 1)' })

function described(seed: number, format: FixedPoint) {
  const net = network({ seed, dt: 1 })
  const source = net.population('source', 9, poissonSource({ rate: 120 }))
  const cells = net.population('cells', 7, listener)
  net.modulator('d', { tau: 20 })
  const times = Array.from({ length: 40 }, (_, k) => ({ time: 2 * k + 1, neuron: (k * seed) % 7 }))
  net.stimulate(cells, spikeTimes({ time: times.map(x => x.time), neuron: times.map(x => x.neuron) }, { weight: 1 }))
  for (const [delay, plasticity] of [
    [3, [everything, always]],
    [uniform(1, 6), everything],
  ] as const)
    net.connect(source, cells, {
      ...{ topology: pairwise({ p: 0.6 }), weight: uniform(-0.5, 0.9), receptor: 'g', delay, dendriticDelay: seed % 3 },
      ...{ plasticity, bounds: [-0.6, 1], formats: { w: format } },
    })
  return net.describe()
}

const formats = fc
  .record({
    bits: fc.integer({ min: 2, max: 8 }),
    accumulator: fc.integer({ min: 8, max: 16 }),
    rounding: fc.constantFrom('nearest', 'stochastic'),
    scale: fc.constantFrom('post', 'pre', 'projection'),
    rescale: fc.constantFrom(1, 10),
  })
  .map(fixedPoint)

describe('weights in a format', () => {
  it('are the same on reference and wasm in double precision, bit for bit, through spikes, rewards and changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), formats, async (seed, format) => {
        let of = described(seed, format)
        const both = [await reference.compile(of), await wasm({ precision: 'double' }).compile(of)]
        for (let k = 0; k < 3; k++) {
          const { targets } = of.projections[k % 2]
          const change: StructuralChange = {
            synapses: [
              {
                projection: k % 2,
                removed: Uint32Array.from(targets.keys()).filter(s => (s + k) % 5 === 0),
                added: { from: Uint32Array.of(k, 8), to: Uint32Array.of(6, k), weights: 0.71, delays: 3 },
              },
            ],
          }
          for (const simulation of both) {
            await simulation.advance(13)
            await simulation.learning!.reward(0.5)
            await simulation.learning!.reward(1)
            await simulation.advance(9)
            await simulation.edit!(change)
          }
          of = edited(of, change).description
        }
        for (const simulation of both) await simulation.advance(20)
        const [a, b] = await Promise.all(
          both.map(async of => ({
            g: await of.read('cells', 'g'),
            w: [await of.weights(0), await of.weights(1)],
            kept: [await of.learning!.accumulators!(0), await of.learning!.accumulators!(1)],
            n: await of.learning!.read(0, 0, 'n'),
            sums: [await of.learning!.rounding!(0), await of.learning!.rounding!(1)],
          })),
        )
        const { sums: x, ...mine } = a
        const { sums: y, ...other } = b
        assert.deepEqual(other, mine)
        x.forEach((of, q) => {
          assert(of!.changes > 500)
          // Sums of many in another order.
          for (const name of Object.keys(of!) as (keyof RoundingSums)[])
            assert(Math.abs(of![name] - y[q]![name]) <= 1e-9 * Math.abs(of![name]), name)
        })
      }),
      { numRuns: 12 },
    )
  })

  it('in single precision learn the same to a few steps', async () => {
    const of = described(3, fixedPoint({ rounding: 'nearest' }))
    const both = [await reference.compile(of), await wasm().compile(of)]
    for (const simulation of both) await simulation.advance(80)
    const [a, b] = await Promise.all(both.map(({ learning }) => learning!.accumulators!(0)))
    a.forEach((w, s) => assert(Math.abs(w - b[s]) < 4 / 32_767, `${w} and ${b[s]}`))
  })
})
