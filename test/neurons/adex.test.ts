import assert from 'node:assert/strict'
import { adex, adexPatterns, type AdexPattern } from '../../sdk/neurons/index.js'
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
  it("fires at the paper's parameters as computed elsewhere, with Vpeak 0 as with 20 mV (docs/conformance.md)", async () => {
    for (const [I, count, first, last] of published) {
      const times = await spikeTimes(I, 0.01, adex({ Vpeak: 0 }))
      assert.equal(times.length, count, `${I} pA`)
      // A spike is stamped with the start of its step.
      assert(Math.abs(times[0] + 0.01 - first) < 0.015, `first at ${times[0]}`)
      assert(Math.abs(times.at(-1)! - last) < 0.2, `last at ${times.at(-1)}`)
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

describe('adexPatterns', () => {
  /** Intervals (ms) of half a second. */
  async function intervals(name: AdexPattern) {
    const { parameters, I } = adexPatterns[name]
    const net = network({ dt: 0.05, engine: 'wasm', precision: 'double' })
    const cells = net.population('cells', 1, adex(parameters))
    net.stimulate(cells, I)
    const spikes = net.record(cells, 'spikes')
    await net.run(500)
    return Array.from(spikes.time.subarray(1), (t, k) => t - spikes.time[k])
  }
  const grows = (x: number[]) => x.slice(1).every((interval, k) => interval >= x[k] - 0.051)

  it('fire as their names say (Naud et al. 2008, figure 4)', async () => {
    const tonic = await intervals('tonic spiking')
    assert(tonic.length > 20 && Math.max(...tonic.slice(10)) - Math.min(...tonic.slice(10)) < 0.11)
    const adapting = await intervals('adaptation')
    assert(adapting.length > 5 && grows(adapting) && adapting.at(-1)! > 2 * adapting[0])
    const accelerating = await intervals('delayed accelerating')
    assert(grows([...accelerating].reverse()) && accelerating.at(-1)! < 0.8 * accelerating[0])
    const first = await intervals('initial burst')
    assert(first[0] < 10 && first.slice(4).every(interval => interval > 5 * first[0]), first.join())
    for (const name of ['regular bursting', 'delayed regular bursting'] as const) {
      const bursts = await intervals(name)
      const pauses = bursts.filter(interval => interval > 30)
      assert(pauses.length >= 3 && bursts.some(interval => interval < 12), `${name}: ${bursts.join()}`)
    }
    assert((await intervals('transient spiking')).length < 3)
    const irregular = (await intervals('irregular spiking')).map(interval => interval.toFixed(1))
    assert(new Set(irregular).size > 0.8 * irregular.length, irregular.join())
  })
})
