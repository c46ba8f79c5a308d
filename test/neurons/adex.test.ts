import assert from 'node:assert/strict'
import { adex } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

/** Current in pA: spikes in 1 s, the first and the last (ms), as dt goes to 0; NEST agrees. */
const published = [
  [700, 9, 24.62, 906.6],
  [800, 17, 17.72, 972.0],
  [1000, 31, 11.8, 993.6],
] as const

async function spikeTimes(I: number, dt: number, cell = adex): Promise<Float64Array> {
  const net = network({ dt, engine: 'reference' })
  const cells = net.population('cells', 1, cell)
  net.stimulate(cells, I)
  const spikes = net.record(cells, 'spikes')
  await net.run(1000)
  return spikes.of(0).time
}

describe('adex', () => {
  it("fires at the paper's parameters as computed elsewhere, with Vpeak 20 and 0 mV alike", async () => {
    for (const [I, count, first, last] of published) {
      for (const Vpeak of [20, 0]) {
        const times = await spikeTimes(I, 0.01, adex({ Vpeak }))
        assert.equal(times.length, count, `${I} pA`)
        // A spike is stamped with the start of its step.
        assert(Math.abs(times[0] + 0.01 - first) < 0.015, `first at ${times[0]}`)
        assert(Math.abs(times.at(-1)! - last) < 0.2, `last at ${times.at(-1)}`)
      }
    }
  })

  it('has the same number of spikes at dt .1, and stays finite in the upstroke', async () => {
    for (const [I, count] of published) assert.equal((await spikeTimes(I, 0.1)).length, count)
    assert.equal((await spikeTimes(1000, 0.1, adex({ DeltaT: 0.5 }))).every(Number.isFinite), true)
  })

  it('rests at EL without input', async () => {
    const net = network({ dt: 0.1, engine: 'reference' })
    const cells = net.population('cells', 1, adex)
    await net.run(500)
    // The exponential lifts the resting potential a little.
    const v = (await cells.read('v'))[0]
    assert(v > -70.6 && v < -70.595, `v ${v}`)
  })
})
