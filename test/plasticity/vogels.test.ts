import assert from 'node:assert/strict'
import { rates } from '../../sdk/analysis/index.js'
import { neuron } from '../../sdk/model/index.js'
import { poisson, poissonSource, whiteNoise } from '../../sdk/network/index.js'
import { oneToOne } from '../../sdk/network/topology/index.js'
import { vogels } from '../../sdk/plasticity/index.js'
import { network, type EngineChoice } from '../../sdk/simulation/index.js'
import { enginesFor, enginesThatRun, isPatient, listener, protocol, within } from '../engine/plasticity/protocol.js'

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

for (const { name, engine, precision } of enginesFor(vogels)) {
  it(`inhibition: an arrival alone weakens, a pair in either order strengthens, on ${name}`, async () => {
    const [pre, post] = [
      [[19], [19], [19]],
      [[], [25], [12]],
    ]
    const rule = vogels({ target: 3, eta: 0.1 })
    const { net, projection } = protocol({ pre, post, rules: rule, connect: { weight: 1 } }, { engine })
    await net.run(40)
    const alone = 2 * 0.003 * 20
    const expected = [0, Math.exp(-5 / 20), Math.exp(-8 / 20)].map(pair => 1 + 0.1 * (pair - alone))
    assert(within(precision, await projection.read(), expected))
  })
}

const [eta, tau, target] = [0.01, 20, 10]
const postRates = [5, 10, 20]

/** Independent trains: 100 pairs for each rate. */
function independent(engine: EngineChoice['engine'] = 'reference', seed = 1) {
  const net = network({ dt: 1, engine, seed })
  const source = net.population('source', 300, poissonSource({ rate: 10 }))
  const cells = net.population('cells', 300, listener)
  const rate = Array.from({ length: 300 }, (_, i) => postRates[Math.floor(i / 100)])
  net.stimulate(cells, poisson({ rate, weight: 1 }))
  const rule = vogels({ target, eta, tau })
  const projection = net.connect(source, cells, { topology: oneToOne(), weight: 50, receptor: 'g', plasticity: rule })
  return { net, source, cells, projection }
}

for (const { name, engine } of enginesThatRun(independent().net).filter(isPatient)) {
  it(`inhibition: independent trains drift by 2 eta tau r_pre (r_post - target), on ${name}`, async () => {
    const { net, source, cells, projection } = independent(engine)
    const [sent, fired] = [net.record(source, 'spikes'), net.record(cells, 'spikes')]
    await net.run('10 s')
    const w = await projection.read()
    const [pre, post] = [rates(sent), rates(fired)]
    for (const [k, rate] of postRates.entries()) {
      const own = [100 * k, 100 * (k + 1)] as const
      // By the rates that there were: what remains is the chance of meeting.
      const drift = Array.from(w.slice(...own), (x, i) => {
        const [a, b] = [pre[own[0] + i], post[own[0] + i]]
        return x - 50 - 10 * 2 * eta * (tau / 1000) * a * (b - target)
      })
      const error = Math.sqrt(mean(drift.map(x => x ** 2)) / 100)
      assert(Math.abs(mean(drift)) < 4 * error, `${rate} Hz: ${mean(drift)} from the theory, standard error ${error}`)
      assert(error < 0.02, `standard error ${error}`)
    }
    assert(mean(w.slice(0, 100)) < 49.9 && mean(w.slice(200)) > 50.3)
  })
}

const driven = neuron({
  name: 'driven',
  equations: `
    dv/dt = (I - v - g)/20
    dg/dt = -g/10`,
  threshold: 'v >= 15',
  reset: 'v = 0',
})

/** Cells that would fire at 40 Hz and more. */
function circuit(engine: EngineChoice['engine'] = 'reference') {
  const net = network({ dt: 1, engine, seed: 2 })
  const inhibitory = net.population('inhibitory', 40, poissonSource({ rate: 15 }))
  const cells = net.population('cells', 5, driven)
  net.stimulate(cells, whiteNoise({ mean: 22, sigma: 40 }))
  const rule = vogels({ target: 6, eta: 0.05 })
  net.connect(inhibitory, cells, { weight: 0, receptor: 'g', plasticity: rule })
  return { net, cells }
}

for (const { name, engine } of enginesThatRun(circuit().net).filter(isPatient)) {
  it(`inhibition grows until neurons fire at the target, on ${name}`, async () => {
    const { net, cells } = circuit(engine)
    const spikes = net.record(cells, 'spikes')
    await net.run('30 s')
    assert(mean(rates(spikes.slice(0, 200))) > 25, `${mean(rates(spikes.slice(0, 200)))} Hz at first`)
    const settled = mean(rates(spikes.slice(15_000, 30_000)))
    assert(settled > 5.4 && settled < 7.2, `${settled} Hz, not 6`)
  })
}
