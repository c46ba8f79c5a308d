import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { spikeSource, spikeTimes } from '../../sdk/network/index.js'
import { oneToOne } from '../../sdk/network/topology/index.js'
import { clopath } from '../../sdk/plasticity/index.js'
import { network, type EngineChoice } from '../../sdk/simulation/index.js'
import { enginesThatRun, listener, within } from '../engine/plasticity/protocol.js'

/** A voltage that stays where it is put. */
function clamped(engine: EngineChoice['engine'] = 'reference') {
  const net = network({ dt: 0.1, engine })
  const source = net.population('source', 1, spikeSource({ time: [4.9], neuron: [0] }))
  const cells = net.population('cells', 3, listener({}, { initial: { v: [-75, -60, -40] } }))
  const projection = net.connect(source, cells, { weight: 0.5, receptor: 'g', delay: 0.1, plasticity: clopath() })
  return { net, projection }
}

for (const { name, engine, precision } of enginesThatRun(clamped().net)) {
  it(`of a clamped voltage: depression by the slow voltage at arrival, potentiation by trace and voltages, on ${name}`, async () => {
    const { net, projection } = clamped(engine)
    await net.run(30)
    const { tauX, tauMinus, tauPlus, thetaMinus, thetaPlus, aLtd, aLtp } = clopath.model.parameters
    const slow = (v: number, t: number, tau: number) => v + (thetaMinus - v) * Math.exp(-t / tau)
    const expected = [-75, -60, -40].map(v => {
      let w = 0.5 - aLtd * Math.max(slow(v, 5, tauMinus) - thetaMinus, 0)
      for (let k = 50; v > thetaPlus && k < 300; k++) {
        const x = Math.exp(-(k / 10 - 5) / tauX) / tauX
        w += 0.1 * aLtp * x * (v - thetaPlus) * (slow(v, (k + 1) / 10, tauPlus) - thetaMinus)
      }
      return w
    })
    const found = await projection.read()
    assert.equal(found[0], 0.5)
    assert(within(precision, found.slice(1), expected.slice(1)), `${found.join(' ')} not ${expected.join(' ')}`)
    assert(expected[1] < 0.5 && expected[2] > 0.5)
  })
}

/** A leaky cell whose spike lasts 2 ms and leaves it depolarised, as the paper's cell does. */
const spiking = neuron({
  equations: `
    dv/dt = s > 0 ? 0 : (-70.6 - v)/10
    ds/dt = s > 0 ? -1 : 0
    dg/dt = 0*g`,
  threshold: { spike: 'v > -45 and s <= 0', end: 's > 0 and s <= dt' },
  reset: { spike: 'v = 29.4; s = 2', end: 'v = -60; s = 0' },
  initial: { v: -70.6 },
  method: 'euler',
})

/** Spikes as they arrive, and when the neuron is made to fire; it stays depolarised after a spike. */
function paired(trains: { pre: number[]; post: number[] }[], engine: EngineChoice['engine'] = 'reference') {
  const columns = (of: 'pre' | 'post', before: number) => {
    const all = trains.flatMap((train, neuron) => train[of].map(t => ({ time: t - before, neuron })))
    return { time: all.map(({ time }) => time), neuron: all.map(({ neuron }) => neuron) }
  }
  const net = network({ dt: 0.1, engine })
  const source = net.population('source', trains.length, spikeSource(columns('pre', 0.1)))
  const cells = net.population('cells', trains.length, spiking)
  net.stimulate(cells, spikeTimes(columns('post', 0), { weight: '40 mV' }))
  const projection = net.connect(source, cells, {
    ...{ topology: oneToOne(), weight: 1, delay: 0.1, receptor: 'g' },
    plasticity: clopath({ wMax: 2 }),
  })
  return { net, cells, projection }
}

const every = (rate: number, count: number, start = 20) =>
  Array.from({ length: count }, (_, i) => start + Math.round((10_000 / rate) * i) / 10)
const at = (rate: number, lag: number) => ({ pre: every(rate, 15), post: every(rate, 15).map(t => t + lag) })
const burst = (rate: number, spikes: number) => ({ pre: [20], post: every(rate, spikes, 30) })

for (const { name, engine } of enginesThatRun(paired([at(10, 10)]).net)) {
  describe(`pairs and bursts under the rule of voltage on ${name}`, () => {
    const change = async (trains: { pre: number[]; post: number[] }[]) => {
      const { net, cells, projection } = paired(trains, engine)
      const spikes = net.record(cells, 'spikes')
      await net.run(Math.max(...trains.flatMap(({ pre, post }) => [...pre, ...post])) + 60)
      assert.equal(spikes.count, trains.flatMap(({ post }) => post).length)
      return Array.from(await projection.read(), w => w - 1)
    }
    const rises = (values: readonly number[]) => values.every((x, i) => i === 0 || x > values[i - 1])

    it('source before neuron potentiates; after it, depresses when slow and potentiates when fast', async () => {
      const rates = [5, 10, 20, 40, 50]
      const before = await change(rates.map(rate => at(rate, 10)))
      const after = await change(rates.map(rate => at(rate, -10)))
      assert(before[0] > 0 && rises(before), before.join(' '))
      assert(after[0] < 0 && after[2] < 0 && after[3] > 0 && rises(after), after.join(' '))
    })

    it('a burst after one spike potentiates by its rate and its length', async () => {
      const byRate = await change([20, 50, 100].map(rate => burst(rate, 3)))
      const byLength = await change([1, 2, 3].map(spikes => burst(50, spikes)))
      assert(rises([0, ...byRate]), byRate.join(' '))
      assert(rises([0, ...byLength]), byLength.join(' '))
    })
  })
}
