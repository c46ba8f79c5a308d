import assert from 'node:assert/strict'
import { synapse } from '../../../sdk/model/index.js'
import { regularSource } from '../../../sdk/network/index.js'
import { oneToOne } from '../../../sdk/network/topology/index.js'
import { shortTerm, stdp } from '../../../sdk/plasticity/index.js'
import { network } from '../../../sdk/simulation/index.js'
import { enginesFor, isPatient, listener, protocol, within } from './protocol.js'

/** The release at a steady rate. */
function released({ U, tauF, tauR }: Record<string, number>, rate: number): number {
  const [f, r] = [tauF, tauR].map(tau => Math.exp(-1000 / (rate * tau)))
  const u = U / (1 - (1 - U) * f)
  return (u * (1 - r)) / (1 - (1 - u) * r)
}

for (const { name, engine, precision } of enginesFor(shortTerm)) {
  describe(`what a synapse transmits on ${name}`, () => {
    for (const [kind, rule, expected] of [
      ['depressing', shortTerm, ['.4164', '.1811', '.1051', '.0571', '.0241', '.0123']],
      ['facilitating', shortTerm({ U: 0.15, tauR: 130, tauF: 1500 }), undefined],
    ] as const) {
      if (!isPatient({ name })) continue
      it(`${kind}, settles where short-term plasticity balances recovery`, async () => {
        const rates = [1, 5, 10, 20, 50, 100]
        const net = network({ dt: 1, engine })
        const source = net.population('source', 6, regularSource({ period: rates.map(r => 1000 / r), start: 0 }))
        const target = net.population('target', 6, listener)
        net.connect(source, target, { topology: oneToOne(), weight: 1, receptor: 'g', plasticity: rule })
        await net.run(29_990)
        const before = await target.read('g')
        await target.write('g', 0)
        // At 30,000 ms all of them fire, and nobody else in this while.
        await net.run(10)
        await target.write('g', 0)
        await net.run(5)
        assert(before.every(g => g > 0))
        const found = await target.read('g')
        const exact = rates.map(rate => released(rule.model.parameters, rate))
        found.forEach((x, i) => assert(Math.abs(x - exact[i]) < 1e-6, `${rates[i]} Hz: ${x}, not ${exact[i]}`))
        if (expected)
          assert.deepEqual(
            exact.map(x => x.toFixed(4).slice(1)),
            expected,
          )
      })
    }

    it('is the weight as it was when the spike came, before the rule changes it', async () => {
      const { net, target, projection } = protocol({ pre: [[9]], post: [[5]], rules: stdp }, { engine })
      await net.run(20)
      assert(within(precision, await target.read('g'), [0.5]))
      assert((await projection.read())[0] < 0.5)
    })

    it('comes to the neuron after both delays, as the synapse was after the first', async () => {
      // The spike is at the synapse at 4, at the neuron at 10; that of the neuron at 3 reaches the synapse at 9.
      const connect = { delay: 4, dendriticDelay: 6 }
      const { net, target, projection } = protocol({ pre: [[0]], post: [[3]], rules: stdp, connect }, { engine })
      const g = net.record(target, 'g')
      const w = net.record(projection, 'w')
      await net.run(15)
      assert.deepEqual(Array.from(g.values, x => x > 0).indexOf(true), 11)
      assert(within(precision, [g.values[14]], [0.5]))
      assert.deepEqual(Array.from(w.values, x => x > 0.5).indexOf(true), 10)
    })

    it('is the weight times the efficacy of each rule, evaluated before any onPre', async () => {
      const half = synapse({ name: 'half', initial: { n: 0.5 }, efficacy: 'n', onPre: 'n = 10; w += 1' })
      const tenth = synapse({ name: 'tenth', efficacy: '0.1*w' })
      const { net, target } = protocol(
        { pre: [[0, 1]], post: [[]], rules: [half, tenth], connect: { weight: 2 } },
        { engine },
      )
      await net.run(5)
      assert(within(precision, await target.read('g'), [2 * 0.5 * 0.2 + 3 * 10 * 0.3]))
    })
  })
}
