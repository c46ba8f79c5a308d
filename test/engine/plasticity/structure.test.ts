import assert from 'node:assert/strict'
import { synapse } from '../../../sdk/model/index.js'
import { enginesFor, protocol, within } from './protocol.js'

const rule = synapse({
  name: 'counts',
  equations: 'dx/dt = -x/20; dy/dt = -y/20',
  initial: { n: 0 },
  efficacy: '1 + n',
  onPre: 'x += 1; n += 1',
  onPost: 'y += 1',
})

for (const { name, engine, precision } of enginesFor(rule)) {
  describe(`the structure of a network that learns changes on ${name}`, () => {
    const pre = [[0, 8, 16], [0], [4]]
    const post = [[2, 12], [], []]
    const build = () => protocol({ pre, post, rules: rule, connect: { delay: 4, weight: [1, 2, 3] } }, { engine })
    const started = async () => engine.compile(build().net.describe())

    it('and what stays keeps its variables, with spikes in flight', async () => {
      const [whole, changed] = [await started(), await started()]
      if (!changed.edit) return assert(changed.fixed, 'an engine that cannot says why')
      await whole.advance(30)
      await changed.advance(10)
      const removed = Uint32Array.of(1)
      await changed.edit({ synapses: [{ projection: 0, removed }] })
      await changed.advance(20)
      for (const variable of ['x', 'y', 'n']) {
        const [a, b] = [await whole.learning!.read(0, 0, variable), await changed.learning!.read(0, 0, variable)]
        assert.deepEqual([...b], [a[0], a[2]])
      }
      const neurons = [0, 2]
      assert.deepEqual(await changed.read('post', 'g', neurons), await whole.read('post', 'g', neurons))
    })

    it('and a spike on a synapse that is removed still comes, with the efficacy it had', async () => {
      const simulation = await started()
      if (!simulation.edit) return
      await simulation.advance(18)
      // The third spike of the first source is on its way; before it came two.
      await simulation.edit({ synapses: [{ projection: 0, removed: Uint32Array.of(0) }] })
      await simulation.advance(10)
      assert(within(precision, await simulation.read('post', 'g'), [1 + 2 + 3, 2, 3]))
    })

    it('and a new synapse has what belongs to its neurons from others of theirs', async () => {
      const simulation = await started()
      if (!simulation.edit) return
      await simulation.advance(13)
      const added = { from: Uint32Array.of(0, 2), to: Uint32Array.of(1, 0), weights: 5, delays: 4 }
      await simulation.edit({ synapses: [{ projection: 0, added }] })
      await simulation.advance(5)
      // Rows: source 0 to 0 and 1, source 1 to 1, source 2 to 2 and 0.
      const [x, y] = await Promise.all(['x', 'y'].map(variable => simulation.learning!.read(0, 0, variable)))
      const trace = (times: number[]) => times.reduce((sum, t) => sum + Math.exp(-(18 - t) / 20), 0)
      const [first, second, third] = [trace([4, 12]), trace([4]), trace([8])]
      assert(within(precision, x, [first, first, second, third, third]))
      assert(within(precision, y, [trace([2, 12]), 0, 0, 0, trace([2, 12])]))
    })
  })
}
