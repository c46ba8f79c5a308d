import assert from 'node:assert/strict'
import { fixedPoint, type FixedPointOptions } from '../../sdk/model/index.js'
import { poissonSource } from '../../sdk/network/index.js'
import { stdp } from '../../sdk/plasticity/index.js'
import { network } from '../../sdk/simulation/index.js'
import { gMax, songCell } from '../conformance/experiments/song.js'

/** The cell of Song, Miller & Abbott 2000 after 150 s of learning five times as fast as theirs. */
async function song(seed: number, options: FixedPointOptions) {
  const net = network({ dt: 0.1, seed })
  const out = net.population('out', 1, songCell)
  const inputs = net.population('inputs', 1000, poissonSource({ rate: 15 }))
  const aPlus = 0.025 * gMax
  const synapses = net.connect(inputs, out, {
    ...{ weight: gMax, receptor: 'gex', bounds: [0, gMax], formats: { w: fixedPoint(options) } },
    plasticity: stdp({ aPlus, aMinus: 1.05 * aPlus, wMax: gMax }),
  })
  net.connect(net.population('inhibition', 200, poissonSource({ rate: 10 })), out, { weight: 0.05, receptor: 'gin' })
  await net.run('150 s')
  const w = Array.from(await synapses.read(), x => x / gMax)
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
