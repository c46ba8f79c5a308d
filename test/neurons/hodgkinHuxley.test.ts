import assert from 'node:assert/strict'
import { rates } from '../../sdk/analysis/index.js'
import { evaluator } from '../../sdk/model/index.js'
import { current } from '../../sdk/network/index.js'
import { hodgkinHuxley } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

/** Spikes in one second of cells with these currents, in pA. */
async function counts(currents: number[], dt: number, engine: 'reference' | 'wasm'): Promise<number[]> {
  const net = network({ dt, engine, precision: 'double' })
  const cells = net.population('cells', currents.length, hodgkinHuxley)
  net.stimulate(cells, current(currents))
  const spikes = net.record(cells, 'spikes')
  await net.run('1 s')
  return [...rates(spikes)]
}

describe('hodgkinHuxley', () => {
  it('fires 14, 30, 43 and 76 times a second at 0, 100, 200 and 500 pA with dt .1', async () => {
    for (const engine of ['reference', 'wasm'] as const)
      assert.deepEqual(await counts([0, 100, 200, 500], 0.1, engine), [14, 30, 43, 76])
  })

  it('fires 14, 32, 46 and 83 times at dt .001, as NEST does', async () => {
    assert.deepEqual(await counts([0, 100, 200, 500], 0.001, 'wasm'), [14, 32, 46, 83])
  })

  it('has rates without singularities: finite and smooth where their formulas say 0/0', () => {
    const lines = Object.fromEntries(hodgkinHuxley.model.equations.map(({ variable, right }) => [variable, right]))
    const rate = (variable: string, v: number) => {
      const values: Record<string, number> = { v, VT: -63, m: 0, h: 0, n: 0 }
      return evaluator(lines[variable], name => () => values[name])(0)
    }
    // alpha_m is .32*4 at v = VT + 13, alpha_n .032*5 at VT + 15; both have slope 1/2 of that over the unit of z.
    for (const [variable, at, limit, unit] of [
      ['m', -50, 1.28, 4],
      ['n', -48, 0.16, 5],
    ] as const) {
      assert.equal(rate(variable, at), limit)
      for (const distance of [1e-13, 1e-9, 1e-6, -1e-6, -1e-9]) {
        const z = (at + distance - at) / unit
        const series = limit * (1 + z / 2 + (z * z) / 12)
        assert(Math.abs(rate(variable, at + distance) - series) < 4e-16 * 2 * limit, `${variable} at ${distance}`)
      }
    }
  })
})
