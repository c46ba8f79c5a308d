import assert from 'node:assert/strict'
import { scaling, shortTerm, stdp } from '../../sdk/plasticity/index.js'
import { enginesFor, protocol, within } from '../engine/plasticity/protocol.js'

for (const { name, engine, precision } of enginesFor(shortTerm, stdp, scaling)) {
  it(`short-term plasticity, STDP and scaling on one projection: each does its part, on ${name}`, async () => {
    const rules = [
      shortTerm({ U: 0.4, tauR: '200 ms' }),
      stdp({ aPlus: 0.1, aMinus: 0.2, wMax: 2 }),
      scaling({ wMax: 2 }),
    ]
    // Arrivals at 10, 50 and 120, a spike of the neuron at 30; scaling at 100.
    const { net, target, projection } = protocol(
      { pre: [[9, 49, 119]], post: [[30]], rules, connect: { weight: 1 } },
      { engine },
    )
    const weights = net.record(projection, 'w')
    await net.run(131)
    const { tau, tauRate, target: rate } = scaling.model.parameters

    const potentiated = 1 + 0.1 * Math.exp(-20 / 20)
    const depressed = potentiated - 0.2 * Math.exp(-20 / 20)
    const r = rate * Math.exp(-100 / tauRate) + (1000 / tauRate) * Math.exp(-70 / tauRate)
    const scaled = depressed * (1 + (100 / tau) * (1 - r / rate))
    const last = scaled - 0.2 * Math.exp(-90 / 20)
    const at = (t: number) => weights.values[t]
    assert(within(precision, [at(40), at(60), at(110), at(130)], [potentiated, depressed, scaled, last]))

    // What is left when each of them comes; the weight is as the others left it.
    const recovered = (x: number, t: number) => 1 - (1 - x) * Math.exp(-t / 200)
    const second = recovered(0.6, 40)
    const third = recovered(second * 0.6, 70)
    const transmitted = 0.4 * (1 + potentiated * second + scaled * third)
    assert(within(precision, await target.read('g'), [transmitted]))
    assert(within(precision, await projection.read('short-term.x'), [recovered(third * 0.6, 11)]))
    assert(
      within(precision, await projection.read('stdp.x'), [
        0.1 * [121, 81, 11].reduce((sum, t) => sum + Math.exp(-t / 20), 0),
      ]),
    )
  })
}
