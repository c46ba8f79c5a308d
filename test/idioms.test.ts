import assert from 'node:assert/strict'
import * as lab from '../sdk/index.js'
import {
  alpha,
  conductance,
  current,
  exponential,
  izhikevich,
  lif,
  ms,
  mV,
  network,
  neuron,
  normal,
  poisson,
  poissonSource,
  regularSource,
  sine,
  smallWorld,
  stdp,
  synapse,
  uniform,
} from '../sdk/index.js'

/** What people write in notebooks: it compiles and runs as it stands, and does not compile with a wrong dimension. */
describe('the idioms of notebooks', () => {
  const tau = 5

  it('compile, and run', async () => {
    const net = network({ seed: 42, dt: '0.5 ms' })
    const cell = lif({}, { refractory: ms(2 * tau), receptors: { ampa: exponential({ tau: '5 ms' }) } })
    const cortex = net.population('cortex', 100, izhikevich('RS'), { initial: { v: uniform('-70 mV', '-60 mV') } })
    const leaky = net.population('leaky', 20, cell({ tau_ampa: '3 ms', tau: [...Array(20).keys()].map(i => 20 + i) }), {
      initial: { v: i => -65 + i / 10 },
      positions: Array.from({ length: 20 }, (_, i) => [i / 10]),
      parameters: { R: normal('100 MOhm', '5 MOhm') },
    })
    const noise = net.population('noise', 10, poissonSource({ rate: '10 Hz' }))
    const delays = { delay: uniform('1 ms', '5 ms') }
    net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, ...delays })
    net.connect(noise, leaky, { receptor: 'ampa', weight: '20 pA', delay: ({ distance }) => 1 + distance / 10 })
    net.connect(cortex.slice(0, 20), leaky, { weight: mV(tau / 2), delay: ms(tau) })
    const rule = synapse({ initial: { c: 0 }, modulators: { dopamine: { tau: '200 ms' } }, onPost: 'c += 1' })
    const learning = [stdp({ wMax: 16, tauPlus: '15 ms' }), rule]
    const told = network({ engine: 'reference' })
    const group = told.population('group', 10, izhikevich('RS'))
    const plastic = told.connect(group, group, { plasticity: learning, weight: '8 mV', bounds: [0, '16 mV'] })
    told.record(plastic, 'c', { every: '1 ms', synapses: [0] })
    await told.reward(0.5)
    await told.run('5 ms')
    await plastic.write('c', 0)
    assert((await told.modulator('dopamine').read()) < 0.5)
    net.stimulate(cortex.slice(0, 80), poisson({ rate: '2 Hz', weight: '20 mV' }))
    net.stimulate(leaky, '100 pA')
    net.stimulate(leaky, sine({ amplitude: '0.1 nA', frequency: '40 Hz' }))
    net.stimulate(leaky, t => t / 10)
    net.stimulate(leaky.slice(0, 2), [1, 2])
    const spikes: lab.SpikeRecording = net.record(cortex, 'spikes')
    const v: lab.StateRecording = net.record(leaky, 'v', { every: '5 ms' })
    const rate: lab.RateRecording = net.record(cortex, 'rate')
    const weights: lab.WeightRecording = net.record(net.projections[0], 'weight', { every: ms(10) })
    await net.run('20 ms', { signal: AbortSignal.timeout(10_000) })
    await leaky.write('v', '-70 mV')
    await net.run(10)
    assert.deepEqual([net.time, v.count, rate.count, weights.of(0).count], [30, 6, 3, 3])
    assert.equal(spikes.slice('10 ms', '1 s').to, 30)
  })

  // Never called: the compiler reads them. A line that began to compile would be an error of its own.
  const wrong = (net: lab.Network, cells: lab.Group): unknown[] => [
    // @ts-expect-error a voltage is no time
    network({ dt: '5 mV' }),
    // @ts-expect-error there is no such option
    network({ sed: 1 }),
    // @ts-expect-error a voltage is no time
    net.run('5 mV'),
    // @ts-expect-error a time without its unit
    net.run('5 m'),
    // @ts-expect-error a voltage is no time
    net.connect(cells, cells, { delay: '5 mV' }),
    // @ts-expect-error voltages are no times
    net.connect(cells, cells, { delay: uniform('1 mV', '5 mV') }),
    // @ts-expect-error there is no such unit
    net.connect(cells, cells, { weight: '5 parsec' }),
    // @ts-expect-error a topology is a value, not a name
    net.connect(cells, cells, { topology: 'all-to-all' }),
    // @ts-expect-error there is no such option
    net.connect(cells, cells, { wieght: 1 }),
    // @ts-expect-error a time is no rate
    poisson({ rate: '5 ms', weight: 1 }),
    // @ts-expect-error a spike has a weight
    poisson({ rate: 5 }),
    // @ts-expect-error a rate is no period
    regularSource({ period: '10 Hz' }),
    // @ts-expect-error a voltage is no frequency
    sine({ amplitude: 1, frequency: '5 mV' }),
    // @ts-expect-error a current in words
    current('big'),
    // @ts-expect-error a conductance is no time
    exponential({ tau: '5 nS' }),
    // @ts-expect-error a time is no potential
    conductance({ tau: 5, reversal: '5 ms' }),
    // @ts-expect-error there is no such type
    izhikevich('rs'),
    // @ts-expect-error a voltage is no time
    lif({ tau: '5 mV' }),
    // @ts-expect-error there is no such parameter
    lif({ taus: 5 }),
    // @ts-expect-error a voltage is no time, in a receptor either
    lif({}, { receptors: { slow: alpha({ tau: 5 }) } })({ tau_slow: '5 mV' }),
    // @ts-expect-error a current is no time
    neuron({ equations: 'dv/dt = -v', refractory: '5 pA' }),
    // @ts-expect-error there is no such method
    neuron({ equations: 'dv/dt = -v', method: 'rk5' }),
    // @ts-expect-error there are two kinds of code
    lif().source('reference'),
    // @ts-expect-error a voltage is no time
    net.record(cells, 'v', { every: '1 mV' }),
    // @ts-expect-error a voltage is no time constant
    net.connect(cells, cells, { plasticity: stdp({ tauPlus: '20 mV' }) }),
    // @ts-expect-error there is no such parameter
    stdp({ tau: 20 }),
    // @ts-expect-error a value in words
    cells.write('v', 'low'),
  ]

  it('do not compile with a wrong dimension, unit, name or option', () => {
    assert.equal(wrong.length, 2)
  })
})
