import assert from 'node:assert/strict'
import { synapse } from '../../../sdk/model/index.js'
import { enginesFor, protocol, within } from './protocol.js'

/** Eligibility waits for dopamine. */
const eligible = synapse({
  name: 'eligible',
  equations: 'dc/dt = -c/1000',
  modulators: { dopamine: { tau: '200 ms' } },
  onPost: 'c += 1',
  every: { '10 ms': 'w += dopamine*c' },
})

for (const { name, engine, precision } of enginesFor(eligible)) {
  describe(`modulators on ${name}`, () => {
    const build = () => protocol({ pre: [[]], post: [[5]], rules: eligible }, { engine })

    it('rise with a reward and decay; rules read them', async () => {
      const { net, projection } = build()
      void net.reward(0.5, { time: 14.5 })
      const course = net.record(net.modulator('dopamine'), 'value', { every: 5 })
      await net.run(31)
      const sampled = [0, 5, 10, 15, 20, 25, 30].map(t => (t < 15 ? 0 : 0.5 * Math.exp(-(t - 15) / 200)))
      assert(within(precision, course.values, sampled))
      const [at20, at30] = [20, 30].map(t => 0.5 * Math.exp(-(t - 15) / 200) * Math.exp(-(t - 5) / 1000))
      assert(within(precision, await projection.read(), [0.5 + at20 + at30]))
      assert(within(precision, [await net.modulator('dopamine').read()], [0.5 * Math.exp(-16 / 200)]))
    })

    it('are read and written, and decay to their baseline', async () => {
      const { net } = build()
      const serotonin = net.modulator('serotonin', { tau: 50, baseline: 2, reward: -1 })
      await net.run(10)
      assert.equal(await serotonin.read(), 2)
      await net.reward(3)
      assert.equal(await serotonin.read(), -1)
      await net.run(25)
      assert(within(precision, [await serotonin.read()], [2 - 3 * Math.exp(-0.5)]))
      await serotonin.write(7)
      await net.run(25)
      assert(within(precision, [await serotonin.read()], [2 + 5 * Math.exp(-0.5)]))
    })

    it('are shared by the projections of a network', async () => {
      const { net, source, target, projection } = build()
      const other = net.connect(source, target, { weight: 1, plasticity: eligible({}, { name: 'other' }) })
      await net.run(9)
      net.events.dispatch({ type: 'reward', amount: 1 })
      await net.run(10)
      const change = Math.exp(-1 / 200) * Math.exp(-5 / 1000)
      assert(within(precision, await projection.read(), [0.5 + change]))
      assert(within(precision, await other.read(), [1 + change]))
    })
  })
}

const rewarded = synapse({
  name: 'rewarded',
  initial: { n: 0, total: 0 },
  modulators: ['dopamine'],
  onPre: 'n += 1',
  onReward: 'total += reward*n; w += 10*dopamine + mean(n)',
})

for (const { name, engine, precision } of enginesFor(rewarded, eligible)) {
  it(`onReward sees the amount, and modulators that have risen, at the start of the step, on ${name}`, async () => {
    const times = { pre: [[0, 9], [0]], post: [[], []] }
    const { net, projection } = protocol({ ...times, rules: [rewarded, eligible] }, { engine })
    const heard: unknown[] = []
    net.events.register('reward', ({ amount, time }) => void heard.push([amount, time, net.time]))
    // The second spike arrives at 10, in the step that begins with the reward: it comes after it.
    net.events.dispatch({ type: 'reward', amount: 2, time: 10 })
    void net.reward(3, { time: 12 })
    await net.run(20)
    assert.deepEqual(heard, [
      [2, 10, 10],
      [3, 12, 12],
    ])
    assert.deepEqual([...(await projection.read('total'))], [2 + 6, 2 + 3])
    const dopamine = 2 * Math.exp(-2 / 200) + 3
    assert(
      within(
        precision,
        await projection.read(),
        [0, 1].map(() => 0.5 + 20 + 1 + 10 * dopamine + 1.5),
      ),
    )
  })
}
