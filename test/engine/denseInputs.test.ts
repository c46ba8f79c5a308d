import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { ornsteinUhlenbeck, poisson, whiteNoise } from '../../sdk/network/index.js'
import { network } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

const leak = neuron({ equations: 'dv/dt = -v/tau + I', parameters: { tau: 20 }, threshold: 'v > 1e6', method: 'euler' })

describe('inputs with many events a step, and noise', () => {
  const [{ engine: oracle }, ...others] = engines

  /** v of 101 cells under Poisson bombardment on a part of them, and currents of noise. */
  const run = async (engine: (typeof engines)[number]['engine']) => {
    const net = network({ seed: 4, dt: 0.1, engine })
    const cells = net.population('cells', 101, leak)
    net.stimulate(cells.slice(3, 90), poisson({ rate: '20 kHz', weight: 0.1 }))
    net.stimulate(cells, poisson({ rate: '900 Hz', weight: -0.3, receptor: 'pulse' }))
    net.stimulate(cells.slice(50), whiteNoise({ sigma: 0.2 }))
    net.stimulate(cells, ornsteinUhlenbeck({ sigma: 0.1, tau: 5 }))
    const v = net.record(cells, 'v', { every: 1 })
    await quietly(() => net.run(20))
    return v.values
  }

  for (const { name, engine, precision } of others) {
    it(`${name} and reference draw the same`, async () => {
      const [expected, found] = [await run(oracle), await run(engine)]
      assert(Math.max(...expected) > 15)
      if (precision === 'double') assert.deepEqual(found, expected)
      else expected.forEach((v, i) => assert(Math.abs(v - found[i]) < 1e-4, `${v}, ${found[i]}`))
    })
  }

  it('an input added after the first run draws as one that was there', async () => {
    const late = async (engine: typeof oracle) => {
      const net = network({ seed: 4, dt: 0.1, engine })
      const cells = net.population('cells', 20, leak)
      await quietly(() => net.run(1))
      net.stimulate(cells, poisson({ rate: '20 kHz', weight: 0.5 }))
      await quietly(() => net.run(1))
      return cells.read('v')
    }
    const wasmDouble = engines.find(({ name }) => name === 'wasm (double)')!.engine
    assert.deepEqual(await late(wasmDouble), await late(oracle))
  })

  it('a high rate gives its mean and variance', async () => {
    const net = network({ seed: 9, dt: 0.1 })
    const cells = net.population(
      'cells',
      4000,
      neuron({ equations: 'dv/dt = 0*v', threshold: 'v > 1e9', method: 'euler' }),
    )
    net.stimulate(cells, poisson({ rate: '10 kHz', weight: 1 }))
    await net.run(10)
    const v = await cells.read('v')
    const mean = v.reduce((a, b) => a + b) / v.length
    const variance = v.reduce((a, b) => a + (b - mean) ** 2, 0) / v.length
    assert(Math.abs(mean - 100) < 4 * Math.sqrt(100 / 4000), `mean ${mean}`)
    assert(Math.abs(variance / 100 - 1) < 4 * Math.sqrt(2 / 4000), `variance ${variance}`)
  })
})
