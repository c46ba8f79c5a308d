import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { current, poisson, spikeTimes, uniform } from '../../sdk/network/index.js'
import { pairwise, smallWorld } from '../../sdk/network/topology/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network, type NetworkOptions } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

const [{ engine: oracle }, ...others] = engines

/** The spikes of a small world of 1,000 neurons at 3 Hz, one string each. */
async function smallWorldSpikes(options: NetworkOptions, duration: number): Promise<string[]> {
  const net = network({ dt: 0.5, ...options })
  const cortex = net.population('cortex', 1000, izhikevich('RS'))
  net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, delay: uniform('1 ms', '5 ms') })
  net.stimulate(cortex, poisson({ rate: '4 Hz', weight: 20 }))
  const spikes = net.record(cortex, 'spikes')
  await quietly(() => net.run(duration))
  return Array.from(spikes.time, (t, j) => `${t} ${spikes.neuron[j]}`)
}

describe('engines agree', () => {
  for (const { name, engine, precision } of others) {
    // Single precision rounds a state to 24 bits. A neuron that comes within rounding of its threshold fires a step
    // earlier or later there, and what it excites may follow: 6 of 59,510 spikes in nine runs of 1 s, at 3 to 10 Hz.
    // In double precision + - * are the same operations in the same order: not one spike differs.
    const share = precision === 'double' ? 1 : 0.999
    it(`${name} and reference: ${100 * share} % of the spikes of 1,000 neurons in the same step`, async () => {
      const duration = name.includes('webgpu') ? 300 : 1000
      for (const seed of [1, 2]) {
        const expected = await smallWorldSpikes({ seed, engine: oracle }, duration)
        const found = await smallWorldSpikes({ seed, engine }, duration)
        const there = new Set(found)
        const missed = expected.filter(spike => !there.has(spike)).length
        assert(expected.length > 2 * duration, `only ${expected.length} spikes to compare`)
        assert(
          missed + Math.abs(found.length - expected.length) <= (1 - share) * expected.length + 1e-9,
          `${missed} of ${expected.length} differ`,
        )
      }
    })

    it(`${name} and reference: two populations, pulses, parameters and values of each neuron`, async () => {
      const results = []
      for (const which of [oracle, engine]) {
        const net = network({ seed: 3, dt: 0.5, engine: which })
        const noise = (n: number, k: number) => Float64Array.from({ length: n }, (_, i) => ((i * k) % 17) / 17)
        const exc = net.population('exc', 80, izhikevich('RS')({ c: noise(80, 5).map(r => -65 + 15 * r * r) }))
        const inh = net.population(
          'inh',
          20,
          izhikevich('FS')({}, { initial: { v: noise(20, 3).map(r => -70 + 5 * r) } }),
        )
        net.connect(exc, inh, { topology: pairwise({ p: 0.3 }), weight: 3, receptor: 'pulse' })
        net.connect(inh, exc, { topology: pairwise({ p: 0.3 }), weight: uniform(-4, -1), delay: 2 })
        net.connect(exc, exc, { topology: pairwise({ p: 0.1 }), weight: uniform(0, 2), delay: uniform(1, 6) })
        net.stimulate(
          exc,
          current(t => 8 + 4 * Math.sin(t / 20)),
        )
        net.stimulate(inh, current(noise(20, 7)))
        const spikes = [net.record(exc, 'spikes'), net.record(inh, 'spikes')]
        const u = net.record(inh.slice(3, 5), 'u', { every: '10 ms' })
        await quietly(() => net.run(150))
        results.push({ spikes: spikes.map(s => Array.from(s.time, (t, j) => `${t} ${s.neuron[j]}`)), u: u.values })
      }
      const [a, b] = results
      assert(a.spikes.every(s => s.length > 20))
      assert.deepEqual(b.spikes, a.spikes)
      a.u.forEach((u, j) => assert(Math.abs(u - b.u[j]) < 1e-3))
    })

    it(`${name} and reference: every operator and function of the language`, async () => {
      const model = neuron({
        equations: `
          dv/dt = (v < -60 and not (w > 2) ? exp(w/10) : -log(1 + abs(v))) + max(I, 0.5) - min(w, 1) + clip(v, -1, 1)
          dw/dt = sqrt(w + 1) - tanh(w) + sin(v/9)*cos(w) - tan(w/9) - w^3/50 + w^4/1e4 - 2^-w + floor(w/2)*1e-7
          dx/dt = -x/tau + (v > -50 or w >= 1 ? -v/100 : 1) - (x == 0 ? 1 : 0) + (x != 0 ? 0.5 : 0) + (x <= 1 ? x^1.5 : 0)`,
        parameters: { tau: 7 },
        threshold: 'v >= -40 or x > 3',
        reset: 'v -= 20; x *= 0.5; w /= 2',
        refractory: 1,
        initial: { v: -61, w: 'tau/7', x: 0.25 },
      })
      const [a, b] = await Promise.all(
        [oracle, engine].map(async which => {
          const net = network({ dt: 0.1, engine: which })
          const cell = net.population('cell', 3, model)
          net.stimulate(cell, current([0, 5, 12]))
          const [v, w, x] = ['v', 'w', 'x'].map(variable => net.record(cell, variable))
          await quietly(() => net.run(8))
          return [v, w, x].map(trace => trace.values)
        }),
      )
      a.forEach((trace, k) =>
        trace.forEach((value, j) =>
          assert(Math.abs(value - b[k][j]) < 2e-3 * (1 + Math.abs(value)), `${'vwx'[k]}[${j}]: ${value}, ${b[k][j]}`),
        ),
      )
    })

    if (!name.startsWith('gpu')) continue
    it(`${name}: says which back end it took, and takes it`, async () => {
      const backend = /\((\w+)\)/.exec(name)![1]
      const net = network({ engine })
      net.population('cells', 10, izhikevich())
      const said: string[] = []
      const info = console.info
      console.info = (text: string) => said.push(text)
      try {
        await net.run(20)
      } finally {
        console.info = info
      }
      assert.equal(net.info?.backend, backend)
      assert.deepEqual(said, [`gpu: ${backend}, single precision`])
    })
  }

  it('spikes given to the network arrive at the first step at or after their time, on every engine', async () => {
    for (const { name, engine } of engines) {
      const net = network({ dt: 0.5, engine })
      const cells = net.population('cells', 4, izhikevich())
      net.stimulate(cells, spikeTimes({ time: [1, 2.2, 7.5], neuron: [2, 0, 3] }, { weight: 200 }))
      const spikes = net.record(cells, 'spikes')
      await quietly(() => net.run(20))
      assert.deepEqual([...spikes.time], [1, 2.5, 7.5], name)
      assert.deepEqual([...spikes.neuron], [2, 0, 3], name)
    }
  })
})
