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

    it("transmit a level by Born's rule, the same through a trial, drawn anew for the next, and of each synapse", async () => {
      const n = 400
      const own = superposition({ ...settings, measurement: 'born', trial: '20 ms', centre: 1 })
      const nobody = Array.from({ length: n }, () => [])
      const pre = nobody.map(() => [10, 30, 35, 50])
      const { net, projection, target } = protocol(
        { pre, post: nobody, rules: own, connect: { weight: 1.1 } },
        { engine },
      )
      const values = [0.5, 0.5 + 1 / 3, 1 + 0.5 / 3, 1.5]
      const sent: Float64Array[] = []
      let before = new Float64Array(n)
      for (const [until, first] of [
        [15, true],
        [32, false],
        [37, false],
        [52, false],
      ] as const) {
        await net.run(until - net.time)
        const g = Float64Array.from(await target.read('g'))
        sent.push(g.map((x, i) => x - before[i]))
        before = g
        const [w, m, level] = await Promise.all(['w', 'm', 'level'].map(name => projection.read(name)))
        assert(m.every(x => Math.abs(x - 0.2) < 1e-6))
        w.forEach((x, i) => {
          assert(Math.abs(x - (first ? 1.1 : values[level[i]])) < 1e-6, `weight ${x} on level ${level[i]}`)
        })
        sent.at(-1)!.forEach((x, i) => assert(Math.abs(x - w[i]) < 1e-5, `${x} came, ${w[i]} was the weight`))
      }
      const [, second, same, third] = sent
      second.forEach((x, i) => assert(Math.abs(x - same[i]) < 1e-5))
      const psi = await projection.read('psi')
      const p = [0, 1, 2, 3].map(k => psi[k] ** 2 / psi.slice(0, 4).reduce((sum, a) => sum + a * a, 0))
      for (const trial of [second, third])
        p.forEach((share, k) => {
          const count = trial.filter(x => Math.abs(x - values[k]) < 0.01).length
          const deviation = Math.sqrt(n * share * (1 - share))
          assert(Math.abs(count - n * share) < 4 * deviation, `${count} of ${n} on level ${k}, expected ${n * share}`)
        })
      // Of independent draws as many agree as the squares of the probabilities say.
      const agree = p.reduce((sum, share) => sum + share * share, 0)
      const equal = third.filter((x, i) => Math.abs(x - second[i]) < 0.01).length
      assert(Math.abs(equal - n * agree) < 4 * Math.sqrt(n * agree * (1 - agree)), `${equal} of ${n} stayed`)
    })

    it('learn with levels for weights as with means', async () => {
      const run = async (measurement: 'mean' | 'born', signal: 'reward' | 'dopamine') => {
        const own = superposition({ ...settings, measurement, trial: 50, signal })
        const { net, projection } = protocol({ ...paired, rules: own, connect: { weight: 0 } }, { engine })
        for (const t of times.slice(0, 3)) {
          await net.run(t + 30 - net.time)
          await net.reward(1)
        }
        await net.run(101)
        return Promise.all(['psi', 'm', 's'].map(variable => projection.read(variable)))
      }
      // Whether they fire does not hang on the weights here, and so nor does what they learn.
      for (const signal of ['reward', 'dopamine'] as const)
        assert.deepEqual(await run('born', signal), await run('mean', signal))
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

describe("weights in superposition that are measured by Born's rule", () => {
  it('are on the same levels on every engine', async () => {
    const own = superposition({ levels: 16, measurement: 'born', trial: 10 })
    const levels = []
    for (const { engine } of enginesFor(own)) {
      const pre = Array.from({ length: 50 }, () => [])
      const { net, projection } = protocol({ pre, post: pre, rules: own, connect: { weight: 0.3 } }, { engine })
      await net.run(31)
      levels.push(Array.from(await projection.read('level')))
    }
    assert(new Set(levels[0]).size > 8)
    for (const found of levels) assert.deepEqual(found, levels[0])
  })
})

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
    assert.throws(
      () => superposition({ measurement: 'born', trial: 0 }).model,
      /the interval must be positive, got trial = 0/,
    )
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
