import assert from 'node:assert/strict'
import { current } from '../../sdk/network/index.js'
import { squidAxon } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

async function run(I: number, { dt = 0.01, duration = 1000 } = {}) {
  const net = network({ dt, engine: 'wasm', precision: 'double' })
  const axon = net.population('axon', 1, squidAxon)
  net.stimulate(axon, I)
  const spikes = net.record(axon, 'spikes')
  await net.run(duration)
  const [v, m, h, n] = await Promise.all(['v', 'm', 'h', 'n'].map(async x => (await axon.read(x))[0]))
  return { times: spikes.of(0).time, v, m, h, n }
}

describe('squidAxon', () => {
  it('starts at rest and stays there', async () => {
    const { times, v, m, h, n } = await run(0)
    assert.equal(times.length, 0)
    // The paper's rounded 10.613 mV leaves the resting potential 3.6 uV above -65 mV.
    assert(Math.abs(v + 65) < 0.004, `v ${v}`)
    assert(Math.abs(m - 0.0529325) < 3e-5 && Math.abs(h - 0.5961208) < 2e-4 && Math.abs(n - 0.3176769) < 1e-4)
  })

  it('fires once, a few times or forever: the repetitive threshold lies near 6.3 uA/cm^2', async () => {
    const counts = []
    for (const I of [1, 3, 7, 10]) counts.push((await run(I)).times.length)
    assert.equal(counts[0], 0)
    assert.equal(counts[1], 1)
    assert(counts[2] > 40)
    assert(counts[3] > counts[2])
  })

  it('fires every 14.6 ms at 10 uA/cm^2', async () => {
    const { times } = await run(10, { dt: 0.002, duration: 400 })
    const intervals = [...times].slice(1).map((t, i) => t - times[i])
    const last = intervals.at(-1)!
    assert(Math.abs(last - 14.64) < 0.05, `${last} ms`)
  })

  it('answers the end of inhibition with a spike (anode break excitation)', async () => {
    const net = network({ dt: 0.01, engine: 'wasm', precision: 'double' })
    const axon = net.population('axon', 1, squidAxon)
    net.stimulate(
      axon,
      current(t => (t < 50 ? -10 : 0)),
    )
    const spikes = net.record(axon, 'spikes')
    await net.run(100)
    assert.equal(spikes.count, 1)
    assert(spikes.time[0] > 50 && spikes.time[0] < 65)
  })
})
