import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lif } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

async function spikeTimes(I: number, dt: number, cell = lif, duration = 300): Promise<Float64Array> {
  const net = network({ dt, engine: 'reference' })
  const cells = net.population('cells', 1, cell)
  net.stimulate(cells, I)
  const spikes = net.record(cells, 'spikes')
  await net.run(duration)
  return spikes.of(0).time
}

/** Time from reset to threshold: tau ln[(R I + E - Vr)/(R I + E - Vth)], with tau 10, R I = drive, E = Vr, Vth - Vr = 15. */
const rise = (drive: number) => 10 * Math.log(drive / (drive - 15))

describe('lif', () => {
  it('is solved exactly', () => {
    assert.equal(lif.model.method, 'exact')
  })

  it('fires at intervals of its closed form, rounded up to whole steps, after the refractory period', async () => {
    for (const dt of [1, 0.5, 0.3, 0.1]) {
      for (const drive of [16, 20, 30]) {
        const times = await spikeTimes(drive / 0.1, dt)
        const steps = Math.round(2 / dt) + Math.ceil(rise(drive) / dt)
        // A spike is stamped with the start of the step in which v reaches the threshold.
        const first = Math.ceil(rise(drive) / dt) - 1
        assert(times.length > 5)
        times.forEach((t, k) =>
          assert(Math.abs(t - (first + k * steps) * dt) < 1e-9, `dt ${dt}, R I ${drive}, spike ${k}`),
        )
      }
    }
  })

  it('has that interval whatever its parameters are, off whole multiples of dt', async () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    const cells = fc.record({
      dt: fc.constantFrom(0.05, 0.1, 0.25, 0.5),
      tau: between(3, 40),
      E: between(-75, -60),
      below: between(-10, 10),
      rise: between(5, 20),
      excess: between(1.05, 3),
      tRef: fc.integer({ min: 0, max: 20 }).map(n => n / 2),
    })
    await fc.assert(
      fc.asyncProperty(cells, async ({ dt, tau, E, below, rise, excess, tRef }) => {
        const [Vth, Vr] = [E + rise, Math.min(E + below, E + rise - 1)]
        const drive = excess * rise
        const T = tau * Math.log((drive + E - Vr) / (drive + E - Vth))
        fc.pre(Math.abs(T / dt - Math.round(T / dt)) > 1e-6)
        const expected = Math.round(tRef / dt) + Math.ceil(T / dt)
        const cell = lif({ tau, E, Vr, Vth }, { refractory: tRef, initial: { v: Vr } })
        const times = await spikeTimes(drive / 0.1, dt, cell, 3.5 * expected * dt)
        const intervals = [...times].slice(1).map((t, k) => Math.round((t - times[k]) / dt))
        assert(intervals.length >= 2)
        assert.deepEqual([...new Set(intervals)], [expected])
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('fires at 1/(tRef + tau ln[...]) as dt goes to 0', async () => {
    const rates = { 16: 33.64, 20: 63.04, 30: 111.96 }
    for (const [drive, rate] of Object.entries(rates)) {
      const times = await spikeTimes(Number(drive) / 0.1, 0.002, lif, 100)
      const measured = (1000 * (times.length - 1)) / (times.at(-1)! - times[0])
      assert(Math.abs(measured - rate) < 0.0003 * rate, `R I ${drive}: ${measured} Hz, not ${rate}`)
    }
  })

  it('does not depend on dt below threshold', async () => {
    const at = async (dt: number) => {
      const net = network({ dt, engine: 'reference' })
      const cells = net.population('cells', 1, lif)
      net.stimulate(cells, 140)
      await net.run(12)
      return (await cells.read('v'))[0]
    }
    const exact = -65 + 14 * (1 - Math.exp(-1.2))
    for (const dt of [0.01, 0.1, 1, 2, 4]) assert(Math.abs((await at(dt)) - exact) < 1e-11)
  })

  it('never fires where its drive does not reach the threshold', async () => {
    assert.equal((await spikeTimes(149.9, 0.5)).length, 0)
  })
})
