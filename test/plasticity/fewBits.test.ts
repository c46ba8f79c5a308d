import assert from 'node:assert/strict'
import { fixedPoint, neuron, type FixedPointOptions } from '../../sdk/model/index.js'
import { poissonSource } from '../../sdk/network/index.js'
import { stdp } from '../../sdk/plasticity/index.js'
import { network } from '../../sdk/simulation/index.js'

const cell = neuron({
  equations: `
    dv/dt = (-70 - v + ge*(0 - v) + gi*(-70 - v))/20
    dge/dt = -ge/5
    dgi/dt = -gi/5`,
  threshold: 'v > -54',
  reset: 'v = -60',
  initial: { v: -70 },
})
const wMax = 0.015

/** The cell of Song, Miller & Abbott 2000 after 150 s of learning five times as fast as theirs. */
async function song(seed: number, options: FixedPointOptions) {
  const net = network({ dt: 0.1, seed })
  const out = net.population('out', 1, cell)
  const inputs = net.population('inputs', 1000, poissonSource({ rate: 15 }))
  const aPlus = 0.025 * wMax
  const synapses = net.connect(inputs, out, {
    ...{ weight: wMax, receptor: 'ge', bounds: [0, wMax], formats: { w: fixedPoint(options) } },
    plasticity: stdp({ aPlus, aMinus: 1.05 * aPlus, wMax }),
  })
  net.connect(net.population('inhibition', 200, poissonSource({ rate: 10 })), out, { weight: 0.05, receptor: 'gi' })
  await net.run('150 s')
  const w = Array.from(await synapses.read(), x => x / wMax)
  const share = (from: number, to: number) => w.filter(x => x >= from && x <= to).length / w.length
  return { low: share(0, 0.2), middle: share(0.4, 0.6), high: share(0.8, 1), ...(await synapses.rounding()).learning! }
}

describe('STDP in weights of 4 bits', () => {
  for (const seed of [1, 2, 3])
    it(`parts the weights in two through an accumulator of 16 bits, and nothing is lost, seed ${seed}`, async () => {
      const { low, middle, high, lost } = await song(seed, { bits: 4 })
      assert(low > 2 * middle && high > middle, `${low} low, ${middle} between, ${high} high`)
      assert(Math.abs(lost) < 1e-4, `lost ${lost}`)
    })

  it('without one loses most of what is learned to the nearest, and little stochastically', async () => {
    const nearest = await song(1, { accumulator: 4, rounding: 'nearest' })
    assert(nearest.lost > 0.5, `lost ${nearest.lost}`)
    const stochastic = await song(1, { accumulator: 4 })
    assert(Math.abs(stochastic.lost) < 0.02, `lost ${stochastic.lost}`)
  })
})
