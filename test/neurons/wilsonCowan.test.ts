import assert from 'node:assert/strict'
import { allToAll } from '../../sdk/network/topology/index.js'
import { wilsonCowan } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

/** The pair of figure 11: c1 16, c2 12, c3 15, c4 3. */
function pair(P: number) {
  const net = network({ dt: 0.1, engine: 'reference' })
  const e = net.population('E', 1, wilsonCowan)
  const i = net.population('I', 1, wilsonCowan({ a: 2, theta: 3.7 }))
  net.connect(e, e, { topology: allToAll({ self: true }), continuous: 'w*E_pre', weight: 16 })
  net.connect(i, e, { continuous: 'w*E_pre', weight: -12 })
  net.connect(e, i, { continuous: 'w*E_pre', weight: 15 })
  net.connect(i, i, { topology: allToAll({ self: true }), continuous: 'w*E_pre', weight: -3 })
  net.stimulate(e, P)
  return { net, e }
}

/** The same, in a plain loop of small steps of forward Euler. */
function plain(P: number, duration: number, dt = 0.001) {
  const S = (x: number, a: number, theta: number) =>
    1 / (1 + Math.exp(-a * (x - theta))) - 1 / (1 + Math.exp(a * theta))
  let [E, I] = [0, 0]
  for (let k = 0; k < Math.round(duration / dt); k++) {
    const dE = (-E + (1 - E) * S(16 * E - 12 * I + P, 1.3, 4)) / 8
    const dI = (-I + (1 - I) * S(15 * E - 3 * I, 2, 3.7)) / 8
    E += dt * dE
    I += dt * dI
  }
  return E
}

describe('wilsonCowan', () => {
  it('stays at 0 without input', async () => {
    const net = network({ dt: 0.1, engine: 'reference' })
    const unit = net.population('unit', 1, wilsonCowan)
    await net.run(100)
    assert.equal((await unit.read('E'))[0], 0)
  })

  it('settles where E = S/(1 + S)', async () => {
    const net = network({ dt: 0.1, engine: 'reference' })
    const unit = net.population('unit', 1, wilsonCowan)
    net.stimulate(unit, 5)
    await net.run(300)
    const S = 1 / (1 + Math.exp(-1.3)) - 1 / (1 + Math.exp(1.3 * 4))
    assert(Math.abs((await unit.read('E'))[0] - S / (1 + S)) < 1e-12)
  })

  it("oscillates as the paper's figure 11 at P = 1.25, and not at P = 0", async () => {
    const swing = async (P: number) => {
      const { net, e } = pair(P)
      await net.run(300)
      const E = net.record(e, 'E')
      await net.run(100)
      return Math.max(...E.values) - Math.min(...E.values)
    }
    assert((await swing(0)) < 1e-3)
    const cycle = await swing(1.25)
    assert(cycle > 0.15 && cycle < 0.5, `swing ${cycle}`)
  })

  it('follows a plain loop', async () => {
    const { net, e } = pair(1.25)
    await net.run(20)
    assert(Math.abs((await e.read('E'))[0] - plain(1.25, 20)) < 0.005)
  })
})
