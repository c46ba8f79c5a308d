import assert from 'node:assert/strict'
import { exponential } from '../../sdk/model/index.js'
import { current, spikeTimes } from '../../sdk/network/index.js'
import { hodgkinHuxley, izhikevich, lif } from '../../sdk/neurons/index.js'
import { network, type Group, type Network, type NetworkOptions } from '../../sdk/simulation/index.js'
import type { Neuron } from '../../sdk/model/index.js'

/** Engines in double precision; exp may differ in its last digits between them and JavaScript. */
const engines: [string, NetworkOptions][] = [
  ['reference', { engine: 'reference' }],
  ['wasm (double)', { engine: 'wasm', precision: 'double' }],
]

const duration = 50

/** Values of variables at the start of each step, and the times of spikes. */
async function run(
  cell: Neuron,
  options: NetworkOptions,
  variables: readonly string[],
  stimulate: (net: Network, cells: Group) => void,
) {
  const net = network(options)
  const cells = net.population('cells', 1, cell)
  stimulate(net, cells)
  const spikes = net.record(cells, 'spikes')
  const recordings = variables.map(variable => net.record(cells, variable))
  await net.run(duration)
  return { times: [...spikes.of(0).time], traces: recordings.map(({ values }) => Float64Array.from(values)) }
}

const largest = (a: Float64Array, b: Float64Array) => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

/** The blueprint's cell: + - * only. */
function izhikevichLoop(dt: number, input: (t: number) => number) {
  const [a, b, c, d] = [0.02, 0.2, -65, 8]
  let [v, u, wait] = [-65, -65 * b, 0]
  const [vs, us, times]: [number[], number[], number[]] = [[], [], []]
  for (let k = 0; k < Math.round(duration / dt); k++) {
    vs.push(v)
    us.push(u)
    if (wait-- > 0) continue
    const dv = 0.04 * (v * v) + 5 * v + 140 - u + input(k * dt)
    const du = a * (b * v - u)
    v += dt * dv
    u += dt * du
    if (v >= 30) {
      times.push(k * dt)
      v = c
      u += d
      wait = Math.round(3 / dt)
    }
  }
  return { vs, us, times }
}

/** A leaky cell with an exponential current, by its closed form from step to step. */
function lifLoop(dt: number, arrivals: readonly number[], weight: number) {
  const [tau, tauS, E, R, Vr, Vth] = [10, 5, -65, 0.1, -65, -50]
  const [decay, decayS] = [Math.exp(-dt / tau), Math.exp(-dt / tauS)]
  const coupling = ((R * tauS) / (tauS - tau)) * (decayS - decay)
  let [v, g, wait] = [E, 0, 0]
  const [vs, gs, times]: [number[], number[], number[]] = [[], [], []]
  for (let k = 0; k < Math.round(duration / dt); k++) {
    vs.push(v)
    gs.push(g)
    for (const t of arrivals) if (Math.round(t / dt) === k) g += weight
    const frozen = wait-- > 0
    if (!frozen) v = E + (v - E) * decay + coupling * g
    g *= decayS
    if (!frozen && v >= Vth) {
      times.push(k * dt)
      v = Vr
      wait = Math.round(2 / dt)
    }
  }
  return { vs, gs, times }
}

/** COBAHH's cell by exponential Euler, without synaptic input; the rates stay off their 0/0 by luck of the start. */
function hodgkinHuxleyLoop(dt: number, I: number) {
  let [v, m, h, n, wait] = [-60, 0, 0, 0, 0]
  const [vs, ms, hs, ns]: [number[], number[], number[], number[]] = [[], [], [], []]
  const times: number[] = []
  const toward = (x: number, alpha: number, beta: number) => {
    const steady = alpha / (alpha + beta)
    return steady + (x - steady) * Math.exp(-dt * (alpha + beta))
  }
  for (let k = 0; k < Math.round(duration / dt); k++) {
    vs.push(v)
    ms.push(m)
    hs.push(h)
    ns.push(n)
    const V = v + 63
    const gNa = 20000 * m * m * m * h
    const gK = 6000 * n * n * n * n
    const g = 10 + gNa + gK
    const steady = (10 * -60 + gNa * 50 + gK * -90 + I) / g
    m = toward(m, (0.32 * (13 - V)) / Math.expm1((13 - V) / 4), (0.28 * (V - 40)) / Math.expm1((V - 40) / 5))
    h = toward(h, 0.128 * Math.exp((17 - V) / 18), 4 / (1 + Math.exp((40 - V) / 5)))
    n = toward(n, (0.032 * (15 - V)) / Math.expm1((15 - V) / 5), 0.5 * Math.exp((10 - V) / 40))
    v = steady + (v - steady) * Math.exp((-dt * g) / 200)
    if (wait-- > 0) continue
    if (v > -20) {
      times.push(k * dt)
      wait = Math.round(3 / dt)
    }
  }
  return { vs, ms, hs, ns, times }
}

for (const [name, engine] of engines) {
  describe(`models equal plain loops on ${name}`, () => {
    it('izhikevich, bit for bit', async () => {
      for (const dt of [0.5, 0.25, 0.125]) {
        const input = (t: number) => 18 + 9 * Math.sin(t / 7)
        const expected = izhikevichLoop(dt, input)
        const { times, traces } = await run(izhikevich('RS'), { dt, ...engine }, ['v', 'u'], (net, cells) => {
          net.stimulate(cells, current(input))
        })
        assert(times.length > 2)
        assert.deepEqual(times, expected.times)
        assert.deepEqual(traces, [Float64Array.from(expected.vs), Float64Array.from(expected.us)])
      }
    })

    it('lif with an exponential current, to 1e-11 mV, spikes to the step', async () => {
      const dt = 0.1
      const time = [2, 5, 5, 9, 14, 20, 21, 22, 30, 40]
      const cell = lif({}, { receptors: { ampa: exponential({ tau: 5 }) } })
      assert.equal(cell.model.method, 'exact')
      const expected = lifLoop(dt, time, 300)
      const { times, traces } = await run(cell, { dt, ...engine }, ['v', 'ampa'], (net, cells) => {
        net.stimulate(cells, spikeTimes({ time, neuron: time.map(() => 0) }, { weight: 300, receptor: 'ampa' }))
      })
      assert(times.length > 2)
      assert.equal(times.join(), expected.times.join())
      assert(largest(traces[0], Float64Array.from(expected.vs)) < 1e-11)
      assert(largest(traces[1], Float64Array.from(expected.gs)) < 1e-11)
    })

    it('hodgkinHuxley, to 1e-8 over three spikes', async () => {
      const dt = 0.1
      const expected = hodgkinHuxleyLoop(dt, 500)
      const variables = ['v', 'm', 'h', 'n']
      const { times, traces } = await run(hodgkinHuxley, { dt, ...engine }, variables, (net, cells) => {
        net.stimulate(cells, 500)
      })
      assert(times.length >= 3)
      assert.equal(times.join(), expected.times.join())
      const { vs, ms, hs, ns } = expected
      for (const [i, values] of [vs, ms, hs, ns].entries()) {
        const error = largest(traces[i], Float64Array.from(values))
        assert(error < 1e-8, `${variables[i]} ${error}`)
      }
    })
  })
}

describe('lif with an exponential current', () => {
  it('is its closed form at any step, where both time constants are equal too', async () => {
    for (const tauS of [2, 5, 10, 30]) {
      for (const dt of [0.1, 0.5, 2]) {
        const cell = lif({}, { receptors: { ampa: exponential({ tau: tauS }) }, initial: { v: -62 } })
        const net = network({ dt, engine: 'reference' })
        const cells = net.population('cells', 1, cell)
        net.stimulate(cells, spikeTimes({ time: [0], neuron: [0] }, { weight: 80, receptor: 'ampa' }))
        await net.run(12)
        // v = E + (v0 - E) e^(-t/tau) + R I0 tauS/(tauS - tau) (e^(-t/tauS) - e^(-t/tau)); R I0 t/tau e^(-t/tau) if equal.
        const rise = tauS === 10 ? 1.2 * Math.exp(-1.2) : (tauS / (tauS - 10)) * (Math.exp(-12 / tauS) - Math.exp(-1.2))
        const expected = -65 + 3 * Math.exp(-1.2) + 8 * rise
        const v = (await cells.read('v'))[0]
        assert(Math.abs(v - expected) < 1e-12 * 65, `tau ${tauS}, dt ${dt}: ${v}, not ${expected}`)
      }
    }
  })
})
