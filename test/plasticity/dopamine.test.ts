import assert from 'node:assert/strict'
import { dopamineStdp } from '../../sdk/plasticity/index.js'
import { enginesFor, isPatient, protocol, within } from '../engine/plasticity/protocol.js'

const { tau, tauC, aPlus, aMinus, tonic } = dopamineStdp.model.parameters
const tauD = 199.5

/** What a weight gains: at each multiple of 10 ms the eligibility, times dopamine and its tonic level. */
function gain(eligible: number, since: number, reward: { amount: number; time: number }, until: number): number {
  let sum = 0
  for (let t = 10 * Math.ceil(since / 10); t < until; t += 10) {
    const dopamine = t >= reward.time ? reward.amount * Math.exp(-(t - reward.time) / tauD) : 0
    sum += (tonic + dopamine) * eligible * Math.exp(-(t - since) / tauC)
  }
  return sum
}

for (const { name, engine, precision } of enginesFor(dopamineStdp)) {
  describe(`dopamine on ${name}`, () => {
    const patiently = isPatient({ name }) ? it : undefined
    patiently?.('that comes seconds after a pair changes its synapse by the eligibility that is left', async () => {
      const [pre, post] = [
        [[99], [99], [99]],
        [[105], [97], []],
      ]
      const { net, projection } = protocol({ pre, post, rules: dopamineStdp, connect: { weight: 1 } }, { engine })
      const reward = { amount: 0.5, time: 1500 }
      void net.reward(reward.amount, { time: reward.time })
      await net.run(4000)
      const up = gain(aPlus * Math.exp(-5 / tau), 105, reward, 4000)
      // The spike comes at 100 and finds what the neuron's, at 97, has left.
      const down = gain(-aMinus * Math.exp(-3 / tau), 100, reward, 4000)
      assert(up > 0.1 && down < -0.1)
      const found = await projection.read()
      assert(within(precision, found, [1 + up, 1 + down, 1], 1e-5), `${found.join(' ')} not ${1 + up} ${1 + down}`)
    })

    it('pairs nearest neighbours: a trace is set, not raised', async () => {
      const [pre, post] = [[[91, 95, 99]], [[105]]]
      const { net, projection } = protocol({ pre, post, rules: dopamineStdp }, { engine })
      await net.run(106)
      assert(within(precision, await projection.read('c'), [aPlus * Math.exp(-5 / tau) * Math.exp(-1 / tauC)]))
    })

    it('leaves weights within 0 and the bound, whatever comes', async () => {
      const [pre, post] = [
        [[99], [99]],
        [[101], [98]],
      ]
      const { net, projection } = protocol({ pre, post, rules: dopamineStdp({ wMax: 0.8 }) }, { engine })
      await net.run(150)
      await net.reward(20)
      await net.run(1000)
      assert(within(precision, await projection.read(), [0.8, 0]))
    })
  })
}

it('has the time constants of the program: .95 a ms, .99 in 10 ms, .995 a ms', () => {
  assert(Math.abs(Math.exp(-1 / tau) - 0.95) < 1e-6)
  assert(Math.abs(Math.exp(-10 / tauC) - 0.99) < 1e-6)
  assert(Math.abs(Math.exp(-1 / dopamineStdp.model.modulators.dopamine!.tau) - 0.995) < 1e-6)
})
