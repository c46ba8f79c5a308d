import assert from 'node:assert/strict'
import { PlasticityError } from '../../../sdk/engine/index.js'
import { synapse } from '../../../sdk/model/index.js'
import { enginesFor, protocol } from './protocol.js'

const grows = synapse({ name: 'grows', initial: { x: 0 }, onPre: 'w += 0.2' })
const breaks = synapse({ name: 'breaks', initial: { x: 0 }, onPost: 'x = 1/(t - 5)' })

for (const { name, engine } of enginesFor(grows, breaks)) {
  describe(`a rule that goes astray on ${name}`, () => {
    const pre = [[], [0, 2, 4, 6]]

    it('stops the run where a weight leaves its bounds, with its place; what was before stays', async () => {
      const connect = { bounds: [0, 1] as [number, number] }
      const { net, projection } = protocol({ pre, post: [[], []], rules: grows, connect }, { engine })
      const w = net.record(projection, 'w')
      await assert.rejects(net.run(20), (error: unknown) => {
        assert(error instanceof PlasticityError)
        assert.equal(
          error.message.replace(/1\.1\d*|1\.09\d*/, '1.1'),
          'pre -> post: rule "grows" made w of synapse 1 (neuron 1 to 1) 1.1 at 5 ms; outside the bounds 0 .. 1; ' +
            'keep it there, as in w = clip(..., 0, 1), or give other bounds',
        )
        return true
      })
      assert.equal(net.time, 5)
      assert.deepEqual(
        Array.from({ length: 6 }, (_, k) => w.values[2 * k + 1].toFixed(1)),
        ['0.5', '0.5', '0.7', '0.7', '0.9', '0.9'],
      )
    })

    it('stops where a variable is not finite', async () => {
      const { net } = protocol({ pre, post: [[5], []], rules: [grows, breaks] }, { engine })
      await assert.rejects(net.run(20), {
        name: 'PlasticityError',
        message:
          'pre -> post: rule "breaks" made x of synapse 0 (neuron 0 to 0) Infinity at 5 ms; ' +
          'look for a division by zero, the log of a negative number, or growth without bound in its statements',
      })
    })
  })
}

const swells = synapse({ name: 'swells', onReward: 'w += reward', every: { '4 ms': 'w = 1.5*w; w = min(w, 0.9)' } })
const bursts = synapse({ name: 'bursts', every: { '4 ms': 'w = 2*w' } })

for (const { name, engine } of enginesFor(swells, bursts)) {
  it(`a rule goes astray at a reward or an interval, of which it is told; between statements it may, on ${name}`, async () => {
    const build = (rules: typeof swells) =>
      protocol({ pre: [[], []], post: [[], []], rules, connect: { weight: [0.2, 0.7], bounds: [0, 1] } }, { engine })
    const { net, projection } = build(swells)
    await net.run(5)
    const [, second] = await projection.read()
    assert(Math.abs(second - 0.9) < 1e-6)
    await assert.rejects(net.reward(0.5), {
      name: 'PlasticityError',
      message:
        /^pre -> post: rule "swells" made w of synapse 1 \(neuron 1 to 1\) 1.(4|39)\d* at 5 ms; outside the bounds 0 .. 1;/,
    })
    const other = build(bursts)
    await assert.rejects(other.net.run(20), {
      name: 'PlasticityError',
      message: /^pre -> post: rule "bursts" made w of synapse 1 \(neuron 1 to 1\) 1.(4|39)\d* at 4 ms; outside/,
    })
    assert.equal(other.net.time, 4)
  })
}
