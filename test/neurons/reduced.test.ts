import assert from 'node:assert/strict'
import { eif, fitzHughNagumo, qif } from '../../sdk/neurons/index.js'
import type { Neuron } from '../../sdk/model/index.js'
import { network } from '../../sdk/simulation/index.js'

async function run(cell: Neuron, I: number, { dt = 0.01, duration = 200 } = {}) {
  const net = network({ dt, engine: 'wasm', precision: 'double' })
  const cells = net.population('cell', 1, cell)
  net.stimulate(cells, I)
  const spikes = net.record(cells, 'spikes')
  await net.run(duration)
  return { times: spikes.of(0).time, v: (await cells.read('v'))[0] }
}

describe('qif', () => {
  it('has the interval of its closed form, to a step', async () => {
    const [tau, d, m] = [10, 15, -57.5]
    for (const I of [40, 60, 100, 300]) {
      const s = Math.sqrt((0.1 * I) / d - 1 / 4)
      const interval = (tau / s) * (Math.atan((30 - m) / (d * s)) - Math.atan((-75 - m) / (d * s)))
      const { times } = await run(qif, I, { duration: 1000 })
      assert(times.length > 2)
      const mean = (times.at(-1)! - times[0]) / (times.length - 1)
      assert(mean > interval && mean < interval + 0.015, `I ${I}: ${mean}, not ${interval}`)
    }
  })

  it('does not fire at or below d/(4 R), and then rests on the lower root', async () => {
    const { times, v } = await run(qif, 30, { duration: 1000 })
    assert.equal(times.length, 0)
    assert(Math.abs(v - (-57.5 - 15 * Math.sqrt(1 / 4 - 3 / 15))) < 1e-9)
  })
})

describe('eif', () => {
  it('has its rheobase where the minimum of the leak and the exponential is', async () => {
    // At v = VT: gL (VT - EL - DeltaT) = 16.2 pA.
    const rheobase = 10 * (-59.9 + 65 - 3.48)
    assert.equal((await run(eif, rheobase - 0.2, { duration: 2000 })).times.length, 0)
    assert((await run(eif, rheobase + 0.2, { duration: 2000 })).times.length > 2)
  })

  it('becomes the leaky cell with threshold VT as the onset sharpens', async () => {
    const { times } = await run(eif({ DeltaT: 0.002, Vpeak: -59.5 }), 100, { duration: 300 })
    const leaky = 1.7 + 10 * Math.log((-65 + 10 + 68) / (-65 + 10 + 59.9))
    const mean = (times.at(-1)! - times[0]) / (times.length - 1)
    assert(Math.abs(mean - leaky) < 0.06, `${mean}, not ${leaky}`)
  })

  it('does not care where the peak is', async () => {
    const [near, far] = [await run(eif, 50), await run(eif({ Vpeak: 20 }), 50)]
    assert.equal(near.times.length, far.times.length)
    assert(Math.abs(near.times.at(-1)! - far.times.at(-1)!) < 0.1)
  })
})

describe('fitzHughNagumo', () => {
  const counts = (I: number) => run(fitzHughNagumo, I, { dt: 0.05, duration: 1000 }).then(({ times }) => times.length)

  it('rests where the nullclines meet: v - v^3/3 = (v + a)/b', async () => {
    const { v, times } = await run(fitzHughNagumo, 0, { dt: 0.05, duration: 500 })
    assert.equal(times.length, 0)
    assert(Math.abs(v - v ** 3 / 3 - (v + 0.7) / 0.8) < 1e-9, `v ${v}`)
    assert(Math.abs(v + 1.1994) < 1e-4)
  })

  it('oscillates between the Hopf bifurcations at I = .3313 and 1.4187 and not beyond', async () => {
    // v^2 = 1 - b/tau, and there I = (v + a)/b - v + v^3/3.
    const hopf = (v: number) => (v + 0.7) / 0.8 - v + v ** 3 / 3
    const edge = Math.sqrt(1 - 0.8 / 12.5)
    assert(Math.abs(hopf(-edge) - 0.3313) < 5e-5 && Math.abs(hopf(edge) - 1.4187) < 5e-5)
    assert((await counts(0.4)) > 20)
    assert((await counts(1.3)) > 20)
    assert((await counts(0.3)) <= 1)
    assert((await counts(1.5)) <= 1)
  })

  it('counts a spike once', async () => {
    const { times } = await run(fitzHughNagumo, 0.5, { dt: 0.05, duration: 1000 })
    // The cycle lasts some 40 units of time.
    const intervals = [...times].slice(1).map((t, i) => t - times[i])
    assert(Math.min(...intervals) > 30 && Math.max(...intervals) < 50)
  })
})
