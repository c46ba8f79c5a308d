import assert from 'node:assert/strict'
import { collapseProjection, superposed, superposition } from '../../../quantum/superposition/index.js'
import { enginesFor, protocol } from '../../engine/plasticity/protocol.js'

const settings = { levels: 4, range: 0.5, updates: 20 } as const
const rule = superposition(settings)
/** Synapse 0 sees pre before post, synapse 1 the reverse, synapse 2 nothing. */
const times = [20, 120, 220, 320, 420, 520, 620, 720]
const paired = {
  pre: [times, times.map(t => t + 10), []],
  post: [times.map(t => t + 5), times.map(t => t + 5), []],
}

for (const { name, engine, precision } of enginesFor(rule)) {
  describe(`weights in superposition in a network, on ${name}`, () => {
    const tolerance = precision === 'double' ? 1e-9 : 1e-5

    it('learn from rewards what superposed weights learn from the same eligibility', async () => {
      const { net, projection } = protocol({ ...paired, rules: rule, connect: { weight: 0 } }, { engine })
      const alone = superposed({ shape: 3, spread: 0, ...settings })
      await net.run(40)
      for (const amount of [1, 0.5, -0.3, 1]) {
        const eligibility = await projection.read('c')
        assert(eligibility[0] > 0 && eligibility[1] < 0 && eligibility[2] === 0)
        await net.reward(amount)
        alone.reinforce(eligibility, amount)
        await net.run(100)
        const [psi, w, s] = await Promise.all(['psi', 'w', 's'].map(variable => projection.read(variable)))
        psi.forEach((a, j) => {
          assert(Math.abs(a - alone.amplitudes[j]) < tolerance, `amplitude ${j}: ${a}, not ${alone.amplitudes[j]}`)
        })
        w.forEach((weight, i) => {
          assert(Math.abs(weight - alone.weights[i]) < tolerance)
          assert(Math.abs(s[i] - alone.uncertainty[i]) < tolerance)
        })
      }
    })

    it('end on the levels that were rewarded, by reward and by dopamine; what saw nothing stays open', async () => {
      for (const signal of ['reward', 'dopamine'] as const) {
        const own = superposition({ ...settings, rate: 0.5, localisation: 0, signal })
        const { net, projection } = protocol({ ...paired, rules: own, connect: { weight: 0 } }, { engine })
        for (const t of times) {
          await net.run(t + 30 - net.time)
          await net.reward(1)
        }
        await net.run(100)
        const entropy = await projection.read('entropy')
        assert(entropy[0] < 1 && entropy[1] < 1 && Math.abs(entropy[2] - Math.log(4)) < 0.05, entropy.join(' '))
        const levels = await collapseProjection(projection, own, { synapses: [0, 1] })
        assert.deepEqual(Array.from(levels.subarray(0, 2)), [0.5, -0.5])
        assert.deepEqual(Array.from((await projection.read()).subarray(0, 2)), [0.5, -0.5])
        assert.equal((await projection.read('entropy'))[0], 0)
      }
    })
  })
}

describe('a superposition as the rule of a projection', () => {
  const [{ engine }] = enginesFor(rule)

  it('begins with the weight that it is given as its mean', async () => {
    const own = superposition({ levels: 8, centre: 2, range: 1, field: 0, localisation: 0 })
    const { net, projection } = protocol({ pre: [[]], post: [[]], rules: own, connect: { weight: 2.15 } }, { engine })
    await net.run(1)
    await net.reward(1)
    await net.run(1)
    const [w] = await projection.read()
    assert(Math.abs(w - 2.15) < 0.01, `${w}`)
  })

  it('names what is wrong', async () => {
    assert.throws(
      () => superposition({ signal: 'praise' as 'reward' }),
      /signal must be "reward" or "dopamine", got "praise"/,
    )
    assert.throws(() => superposition({ centre: NaN }), /centre must be finite, got NaN/)
    assert.throws(() => superposition({ measurement: 'born' }).model, /in a network the mean weight is transmitted/)
    const { net, projection } = protocol({ ...paired, rules: rule, connect: { weight: 0 } }, { engine })
    await net.run(1)
    await assert.rejects(
      collapseProjection(projection, rule, { synapses: 3 }),
      /there is no synapse 3, there are 0 to 2/,
    )
    const other = superposition({ levels: 8 })
    await assert.rejects(collapseProjection(projection, other), /its rule has not the 8 levels/)
  })
})
