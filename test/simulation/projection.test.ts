import assert from 'node:assert/strict'
import { spikeTimes } from '../../sdk/network/index.js'
import { fromArrays } from '../../sdk/network/topology/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'
import { engines, quietly } from '../engine/engines.js'

const edges = { from: [1, 0, 1, 2], to: [0, 2, 1, 0] }

function built(
  weight: number | number[] = [10, 20, 30, 40],
  engine: NonNullable<Parameters<typeof network>[0]>['engine'] = 'reference',
) {
  const net = network({ engine })
  const pre = net.population('pre', 5, izhikevich())
  const post = net.population('post', 5, izhikevich())
  const topology = fromArrays(edges)
  const projection = net.connect(pre.slice(2), post.slice(1), { topology, weight, delay: '1.5 ms' })
  return { net, pre, post, projection }
}

describe('a projection', () => {
  it('says what its synapses are, counted from its groups', async () => {
    const { net, projection } = built()
    assert.deepEqual([...projection.from], [0, 1, 1, 2])
    assert.deepEqual([...projection.to], [2, 0, 1, 0])
    assert.deepEqual([projection.synapses, projection.label], [4, 'pre[2:5] -> post[1:5]'])
    assert.deepEqual([...(await projection.read())], [20, 10, 30, 40])
    assert.deepEqual((await projection.table()).objects()[1], { pre: 1, post: 0, weight: 10, delay: 1.5 })
    assert.deepEqual(net.projections, [projection])
  })

  for (const { name, engine } of engines) {
    it(`takes other weights before and between runs on ${name}`, async () => {
      const { net, pre, post, projection } = built(1, engine)
      net.stimulate(pre, spikeTimes({ time: [1, 11, 21], neuron: [3, 3, 3] }, { weight: 200 }))
      const v = net.record(post.slice(1, 3), 'v')
      const jumps = (t: number) => [0, 1].map(j => Math.round(v.slice(t + 2).values[j] - v.slice(t + 1.5).values[j]))
      await projection.write([0, 5, 7, 0])
      await quietly(() => net.run(10))
      await projection.write('3000 uV')
      await quietly(() => net.run(10))
      await projection.write((await projection.read()).map((w, s) => w + s))
      assert.deepEqual([...(await projection.read())], [3, 4, 5, 6])
      await quietly(() => net.run(10))
      assert.deepEqual(
        [jumps(1), jumps(11), jumps(21)].flat().map(x => x > 1),
        Array(6).fill(true),
      )
    })

    it(`that shares one weight keeps one on ${name}`, async () => {
      const { net, projection } = built(2, engine)
      await quietly(() => net.run(1))
      await projection.write(3)
      assert.deepEqual([...(await projection.read())], [3, 3, 3, 3])
      await projection.write([4, 4, 4, 4])
      assert.deepEqual([...(await projection.read())], [4, 4, 4, 4])
      await quietly(() => net.run(1))
      await assert.rejects(
        projection.write([1, 2, 3, 4]),
        /write weights of pre\[2:5\] -> post\[1:5\]: all its synapses share one weight, and the network has run/,
      )
    })
  }

  it('names what is wrong', async () => {
    const { projection } = built()
    await assert.rejects(projection.write([1, 2]), /write weights of .*: expected 4 numbers, one a synapse, got 2/)
    await assert.rejects(projection.write(NaN), /must be a finite number, got NaN/)
    await assert.rejects(projection.write('5 ms'), /write weights of .*: "5 ms" is a time, expected a voltage/)
    await assert.rejects(projection.write([1, 2, Infinity, 4]), /must be finite, got Infinity for synapse 2/)
    await assert.rejects(projection.write('strong' as never), /expected a voltage \(mV, V, uV\), got "strong"/)
  })
})

describe('a parameter that all neurons share', () => {
  for (const { name, engine } of engines) {
    it(`is written between runs and by handlers, as weights are, on ${name}`, async () => {
      const { net, pre, projection } = built([1, 2, 3, 4], engine)
      net.events.register('reward', async ({ a, factor }) => {
        await pre.write('a', a as number)
        await projection.write((await projection.read()).map(w => w * (factor as number)))
      })
      net.events.dispatch({ type: 'reward', time: 2, a: 0.5, factor: 2 })
      const a = net.record(pre.slice(1, 2), 'a', { every: 1 })
      const w = net.record(projection, 'weight', { every: 1, synapses: [3] })
      await net.run(4)
      await pre.write('a', 0.25)
      await net.run(2)
      assert.deepEqual([...a.values], [0.02, 0.02, 0.5, 0.5, 0.25, 0.25])
      assert.deepEqual([...w.values], [4, 4, 8, 8, 8, 8])
    })
  }

  it('is not written for some of them', async () => {
    const { pre } = built()
    await pre.write('a', 0.05)
    assert.deepEqual([...(await pre.read('a'))], Array(5).fill(0.05))
    await assert.rejects(pre.write('a', [1, 2, 3, 4, 5]), /write a: it is one number for all of pre; give one for each/)
    await assert.rejects(pre.slice(0, 2).write('a', 0.1), /write a: it is one number for all of pre/)
  })
})
