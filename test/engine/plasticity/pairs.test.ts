import assert from 'node:assert/strict'
import { synapse } from '../../../sdk/model/index.js'
import { stdp } from '../../../sdk/plasticity/index.js'
import { enginesFor, protocol, within } from './protocol.js'

const lags = Array.from({ length: 81 }, (_, i) => i - 40)
const { tauPlus, tauMinus, aPlus, aMinus } = stdp.model.parameters
const window = (lag: number) => (lag >= 0 ? aPlus * Math.exp(-lag / tauPlus) : -aMinus * Math.exp(lag / tauMinus))

for (const { name, engine, precision } of enginesFor(stdp)) {
  describe(`pairs of spikes on ${name}`, () => {
    for (const [axonal, dendritic] of [
      [1, 0],
      [5, 0],
      [3, 2],
      [1, 7],
    ]) {
      it(`change the weight by the exponentials of their lag at the synapse, ${axonal} ms from the source and ${dendritic} ms from the neuron`, async () => {
        const pre = lags.map(() => [100])
        const post = lags.map(lag => [100 + axonal - dendritic + lag])
        const connect = { delay: axonal, dendriticDelay: dendritic }
        const { net, projection } = protocol({ pre, post, rules: stdp, connect }, { engine })
        await net.run(200)
        const change = Array.from(await projection.read(), w => w - 0.5)
        assert(within(precision, change, lags.map(window)), `${change.join(' ')} not ${lags.map(window).join(' ')}`)
      })
    }

    it('in one step count as the source before the neuron', async () => {
      const { net, projection } = protocol({ pre: [[9]], post: [[10]], rules: stdp }, { engine })
      await net.run(20)
      assert(within(precision, await projection.read(), [0.5 + aPlus]))
    })

    it('add up, all to all, and stop at the bounds', async () => {
      const pre = [[0, 10, 20], [40], [0, 2, 4]]
      const post = [[25], [0, 5, 10], [5, 6, 7, 8]]
      const rule = stdp({ aPlus: 0.1, aMinus: 0.2, wMax: 0.9 })
      const { net, projection } = protocol({ pre, post, rules: rule }, { engine })
      await net.run(60)
      const [a, b, c] = await projection.read()
      assert(within(precision, [a], [0.5 + 0.1 * [24, 14, 4].reduce((sum, lag) => sum + Math.exp(-lag / 20), 0)]))
      assert(
        within(
          precision,
          [b],
          [Math.max(0, 0.5 - 0.2 * [41, 36, 31].reduce((sum, lag) => sum + Math.exp(-lag / 20), 0))],
        ),
      )
      assert(within(precision, [c], [0.9]))
    })
  })
}

const trace = synapse({
  name: 'trace',
  equations: 'dx/dt = -x/20',
  initial: { seen: 0 },
  onPre: 'x += 1',
  onPost: 'seen = x',
})

for (const { name, engine, precision } of enginesFor(trace)) {
  it(`a pre trace is what has arrived at the synapse, whose delay it depends on, on ${name}`, async () => {
    const pre = [
      [0, 3, 30],
      [0, 3, 30],
    ]
    const post = [[5], [5]]
    const { net, projection } = protocol({ pre, post, rules: trace, connect: { delay: [1, 4] } }, { engine })
    await net.run(50)
    const seen = await projection.read('seen')
    assert(within(precision, seen, [Math.exp(-4 / 20) + Math.exp(-1 / 20), Math.exp(-1 / 20)]))
    assert.deepEqual(
      [...seen].map(x => x.toFixed(2)),
      ['1.77', '0.95'],
    )
    const x = await projection.read('x')
    assert(
      within(
        precision,
        x,
        [1, 4].map(d => [0, 3, 30].reduce((sum, t) => sum + Math.exp(-(50 - t - d) / 20), 0)),
      ),
    )
  })

  it(`of one neuron, too, each synapse has the trace of its own delay, on ${name}`, async () => {
    const times = { pre: [[0, 3, 30]], post: [[5], [5], [5]] }
    const { net, projection } = protocol(
      { ...times, rules: trace, connect: { topology: undefined, delay: [1, 4, 1] } },
      { engine },
    )
    await net.run(20)
    const near = Math.exp(-4 / 20) + Math.exp(-1 / 20)
    assert(within(precision, await projection.read('seen'), [near, Math.exp(-1 / 20), near]))
  })
}
