import assert from 'node:assert/strict'
import { rates } from '../../sdk/analysis/index.js'
import { neuron } from '../../sdk/model/index.js'
import { poissonSource } from '../../sdk/network/index.js'
import { normalization, scaling, stdp } from '../../sdk/plasticity/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type EngineChoice } from '../../sdk/simulation/index.js'
import { engines } from '../engine/engines.js'
import { enginesFor, enginesThatRun, isPatient, listener, protocol, within } from '../engine/plasticity/protocol.js'

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

for (const { name, engine, precision } of enginesFor(scaling)) {
  it(`scaling: every interval by the share that the rate is below or above its target, on ${name}`, async () => {
    const rule = scaling({ target: 4, tau: '2 s', tauRate: '1 s', interval: '100 ms', wMax: 5 })
    const post = [[], [30, 60, 90, 120, 150]]
    const { net, projection } = protocol({ pre: [[], []], post, rules: rule, connect: { weight: [1, 2] } }, { engine })
    await net.run(1001)
    // The rate starts at its target and is a trace of spikes, each 1000 / tauRate high.
    const grown = post.map((times, i) => {
      let w = [1, 2][i]
      for (let t = 100; t <= 1000; t += 100) {
        const arrived = times.filter(s => s < t).reduce((sum, s) => sum + Math.exp(-(t - s) / 1000), 0)
        w *= 1 + (100 / 2000) * (1 - (4 * Math.exp(-t / 1000) + arrived) / 4)
      }
      return w
    })
    assert(grown[0] > 1 && grown[1] < 2)
    assert(within(precision, await projection.read(), grown, 5e-6))
  })
}

const leaky = neuron({
  name: 'leaky',
  equations: 'dv/dt = -v/20',
  threshold: 'v >= 15',
  reset: 'v = 0',
})

/** Cells whose inputs are too strong or too weak for their target. */
function perturbed(engine: EngineChoice['engine'] = 'reference') {
  const net = network({ dt: 1, engine, seed: 5 })
  const inputs = net.population('inputs', 40, poissonSource({ rate: 20 }))
  const cells = net.population('cells', 4, leaky)
  const random = philox(5, 'weights')
  const weight = Array.from({ length: 160 }, (_, s) => (0.4 + random.uniform()) * [0.6, 0.8, 1.3, 2][s % 4])
  const rule = scaling({ target: 10, tau: '4 s', tauRate: '1 s', wMax: 100 })
  const projection = net.connect(inputs, cells, { weight, plasticity: rule })
  return { net, cells, projection, weight }
}

for (const { name, engine, precision } of enginesThatRun(perturbed().net).filter(isPatient)) {
  it(`scaling: the rates of perturbed neurons come to the target, and weights keep their ratios, on ${name}`, async () => {
    const { net, cells, projection, weight } = perturbed(engine)
    const spikes = net.record(cells, 'spikes')
    await net.run('45 s')
    const [first, settled] = [rates(spikes.slice(0, 1000)), rates(spikes.slice(15_000, 45_000))]
    assert(first[0] < 5 && first[3] > 20, `at first ${first.join(' ')} Hz`)
    for (const rate of settled) assert(Math.abs(rate - 10) < 0.5, `${settled.join(' ')} Hz, not 10`)
    const found = await projection.read()
    const ratio = (s: number) => found[s] / weight[s] / (found[s % 4] / weight[s % 4])
    const ratios = weight.map((_, s) => ratio(s))
    assert(within(precision, ratios, Array(160).fill(1), 2e-5) || ratios.every(r => Math.abs(r - 1) < 1e-11))
  })
}

for (const { name, engine, precision } of enginesFor(normalization, stdp)) {
  it(`normalization: weights onto a neuron have their sum again, and their ratios, on ${name}`, async () => {
    const net = network({ dt: 1, engine })
    const [sources, cells] = [net.population('sources', 3, listener), net.population('cells', 3, listener)]
    const weight = [1, 0, 3, 1, 0, 1, 2, 0, 0]
    const rule = normalization({ total: 6, interval: '10 ms' })
    const projection = net.connect(sources, cells, { weight, receptor: 'g', plasticity: rule })
    await net.run(10)
    assert.deepEqual([...(await projection.read())], weight)
    await net.run(1)
    // Onto the second neuron all weights are 0 and stay so.
    assert(within(precision, await projection.read(), [1.5, 0, 4.5, 1.5, 0, 1.5, 3, 0, 0]))
  })

  it(`normalization after STDP: what some gain, the others lose, on ${name}`, async () => {
    const rules = [stdp({ aPlus: 0.3 }), normalization({ interval: '20 ms' })]
    const topology = undefined
    const { net, projection } = protocol(
      { pre: [[9], [], []], post: [[12]], rules, connect: { topology, weight: [0.2, 0.3, 0.5] } },
      { engine },
    )
    await net.run(21)
    const gained = 0.3 * Math.exp(-2 / 20)
    const sum = 1 + gained
    assert(within(precision, await projection.read(), [(0.2 + gained) / sum, 0.3 / sum, 0.5 / sum]))
  })
}

/** Intrinsic plasticity is the neuron's: each spike raises the threshold by what it loses between spikes at 10 Hz. */
const adapting = neuron({
  name: 'adapting',
  equations: `
    dv/dt = (I - v)/20
    dtheta/dt = -step*target/1000`,
  parameters: { target: 10, step: 0.1 },
  threshold: 'v >= theta',
  reset: 'v = 0; theta += step',
  initial: { theta: 10 },
})

for (const { name, engine } of engines) {
  it(`a threshold that adapts brings every drive to the target rate, on ${name}`, async () => {
    const net = network({ dt: 1, engine })
    const cells = net.population('cells', 3, adapting)
    net.stimulate(cells, [12, 16, 20])
    const spikes = net.record(cells, 'spikes')
    await net.run('14 s')
    assert(mean(rates(spikes.slice(0, 500))) > 20)
    for (const rate of rates(spikes.slice(9000, 14_000))) assert(Math.abs(rate - 10) < 0.5, `${rate} Hz`)
  })
}
