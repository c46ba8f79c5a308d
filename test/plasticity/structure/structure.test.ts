import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  death,
  fixedInDegree,
  fixedOutDegree,
  izhikevich,
  load,
  network,
  neurogenesis,
  pairwise,
  poissonSource,
  prune,
  rewire,
  synaptogenesis,
  uniform,
  type NetworkOptions,
} from '../../../sdk/index.js'
import { degrees, pairsOf, sameState, world } from './world.js'

const able: readonly NetworkOptions[] = [
  { engine: 'reference' },
  { engine: 'wasm', precision: 'double' },
  { engine: 'wasm' },
  { engine: 'wasm', sleep: { within: 0.1 } },
]
const nameOf = ({ engine, precision, sleep }: NetworkOptions) =>
  [engine, precision, sleep ? 'within' : undefined].filter(Boolean).map(String).join(' ')

for (const options of able) {
  describe(`structure on ${nameOf(options)}`, () => {
    it('gives newcomers the weight of the connection, though another was written to those who were there', async () => {
      const build = () => {
        const net = network({ seed: 1, ...options })
        const cells = net.population('cells', 20, izhikevich())
        return { net, synapses: net.connect(cells, cells, { topology: fixedOutDegree({ k: 3 }), weight: 0.1 }) }
      }
      const one = build()
      await one.net.run(1)
      await one.synapses.write(2)
      const file = await one.net.save()
      const loaded = await load(file)
      for (const { net, synapses } of [one, { net: loaded, synapses: loaded.projections[0] }]) {
        await net.apply({ name: 'grow', on: 'synapses', decide: () => ({ added: { from: [0], to: [19] } }) }, synapses)
        await net.run(1)
        const weights = Array.from(await synapses.read(), Math.fround)
        assert.deepEqual(weights, [2, 2, 2, Math.fround(0.1), ...Array<number>(57).fill(2)])
        await synapses.write(weights.map((_, s) => s))
        assert.deepEqual(Array.from(await synapses.read()), Array.from(weights.keys()))
      }
    })

    it('prunes by weight: every synapse below the bound goes, and no other', async () => {
      const { net, synapses } = world(options)
      await net.run(20)
      const [before, weights] = [pairsOf(synapses), await synapses.read()]
      const { removed, added } = await net.prune(synapses, { below: 3.5 })
      assert.equal(removed, weights.filter(w => w < 3.5).length)
      assert.equal(added, 0)
      assert.deepEqual(
        pairsOf(synapses),
        before.filter((_, s) => weights[s] >= 3.5),
      )
      assert.deepEqual(
        await synapses.read(),
        weights.filter(w => w >= 3.5),
      )
      await net.run(20)
    })

    it('conserves the degrees asked for, and the number of synapses, when it rewires', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 1000 }),
          fc.constantFrom('in' as const, 'out' as const, 'both' as const),
          async (seed, conserve) => {
            const { net, cells, synapses } = world(options, seed, 24)
            const [from, to] = [degrees(synapses.from, cells.size), degrees(synapses.to, cells.size)]
            const before = pairsOf(synapses)
            const { removed, added } = await net.rewire(synapses, { p: 0.5, conserve })
            assert.equal(removed, added)
            assert(removed > 20, `${removed} rewired`)
            if (conserve !== 'in') assert.deepEqual(degrees(synapses.from, cells.size), from)
            if (conserve !== 'out') assert.deepEqual(degrees(synapses.to, cells.size), to)
            const after = pairsOf(synapses)
            assert.equal(new Set(after).size, before.length, 'no pair is connected twice')
            assert(after.every(pair => pair.split(' ')[0] !== pair.split(' ')[1]))
            assert.equal(after.filter(pair => !before.includes(pair)).length > 10, true)
          },
        ),
        { numRuns: 6 },
      )
    })

    it('adds synapses near by, with the weights and delays of the projection', async () => {
      const net = network({ dt: 0.5, ...options })
      const cells = net.population('cells', 200, izhikevich('RS'))
      const synapses = net.connect(cells, cells, {
        topology: pairwise({ p: 0.01 }),
        weight: uniform(1, 2),
        delay: ({ distance }) => 1 + distance / 10,
      })
      const before = synapses.synapses
      const { added } = await net.grow(synapses, { count: 300, distance: 4 })
      assert.equal(added, 300)
      assert.equal(synapses.synapses, before + 300)
      assert.equal(new Set(pairsOf(synapses)).size, before + 300)
      const rows = (await synapses.table()).objects() as { pre: number; post: number; weight: number; delay: number }[]
      for (const { pre, post, weight, delay } of rows) {
        assert(weight >= 1 && weight <= 2)
        assert(Math.abs(delay - (1 + Math.abs(pre - post) / 10)) <= 0.25)
      }
      const near = rows.filter(({ pre, post }) => Math.abs(pre - post) <= 20).length
      assert(near > 290, `${near} of 300 within 20`)
    })

    it('bears neurons: all else is the same, bit for bit, until the first spike of a newborn arrives', async () => {
      const [left, right] = [world(options, 5), world(options, 5)]
      const [a, b] = [left, right].map(({ net, cells }) => net.record(cells, 'spikes'))
      for (const { net } of [left, right]) await net.run(60)
      const born = await right.net.birth(right.cells, 5, { type: 'FS' })
      assert.deepEqual([...born], [60, 61, 62, 63, 64])
      assert.deepEqual([left.cells.size, right.cells.size, right.cells.living], [60, 65, 65])
      assert.deepEqual([...(await right.cells.read('d')).subarray(58)], [8, 8, 2, 2, 2, 2, 2])
      assert.equal(right.synapses.synapses, left.synapses.synapses + 5 * 12)
      for (const { net } of [left, right]) await net.run(100)
      const first = b.time[b.neuron.findIndex(i => i >= 60)]
      assert(first >= 60, 'newborns fire')
      const until = first + 1 // the shortest delay
      const rows = (spikes: typeof a) =>
        [...spikes.slice(0, until).neuron].map((i, j) => [spikes.time[j], i]).filter(([, i]) => i < 60)
      assert.deepEqual(rows(b), rows(a))
      assert(rows(a).length > 60)
    })

    it('lets neurons die: they have no synapses and no spikes, indices stay, and the living are counted', async () => {
      const { net, cells, synapses } = world(options, 3)
      const [spikes, rate] = [net.record(cells, 'spikes'), net.record(cells, 'rate', { every: '10 ms' })]
      const v = net.record(cells.slice(0, 3), 'v', { every: '10 ms' })
      await net.run(50)
      const { died, removed } = await net.remove(cells, [1, 7, 59])
      assert.deepEqual([...died], [1, 7, 59])
      assert.equal(removed, 0, 'synapses that go with neurons are not counted as pruned')
      assert.deepEqual([cells.size, cells.living, cells.lives(7), cells.lives(8)], [60, 57, false, true])
      assert(!pairsOf(synapses).some(pair => pair.split(' ').some(i => ['1', '7', '59'].includes(i))))
      await net.run(100)
      const later = spikes.slice(50, 150)
      assert(later.count > 50)
      assert(![...later.neuron].some(i => [1, 7, 59].includes(i)))
      assert.equal(Math.max(...later.neuron), 57, 'indices stay')
      assert.deepEqual(
        [...v.of(1).values].map(Number.isNaN),
        Array.from({ length: 15 }, (_, k) => k >= 5),
      )
      assert.equal(rate.n, 57)
      assert(Math.abs(rate.values.subarray(5).reduce((sum, r) => sum + r, 0) / 10 - later.count / 57 / 0.1) < 1e-9)
      const born = await net.birth(cells, 1)
      assert.deepEqual([...born], [60], 'no index is given twice')
      assert.deepEqual([cells.size, cells.living], [61, 58])
    })

    it('tells listeners who was born, who died and what was pruned, with source, time and indices', async () => {
      const { net, cells, synapses } = world(options)
      const heard: unknown[] = []
      for (const type of ['prune', 'rewire', 'grow'] as const)
        net.events.register(type, ({ time, source, removed, added }) => {
          heard.push([type, time, source, [removed.pre.length, added.post.length]])
        })
      for (const type of ['birth', 'death'] as const)
        net.events.register(type, ({ time, source, neurons }) => void heard.push([type, time, source, [...neurons]]))
      await net.run(10)
      const least = (await synapses.read()).toSorted((a, b) => a - b)[3]
      await net.prune(synapses, { below: least })
      await net.grow(synapses, { count: 2 })
      await net.birth(cells, 2)
      await net.run(5)
      await net.remove(cells.slice(10, 20), [0])
      await net.prune(synapses, { below: 0 })
      assert.deepEqual(heard, [
        ['prune', 10, 'cells -> cells', [3, 0]],
        ['grow', 10, 'cells -> cells', [0, 2]],
        ['birth', 10, 'cells', [60, 61]],
        ['death', 15, 'cells[10:20]', [10]],
      ])
    })

    it('goes on after save and load as if never stopped: births, deaths, synapses, and rules in the middle of their work', async () => {
      const build = () => {
        const { net, cells, synapses } = world(options, 9)
        const source = net.population('source', 10, poissonSource({ rate: 50 }))
        net.connect(source, cells.slice(0, 30), { topology: fixedInDegree({ k: 2 }), weight: 3 })
        net.plan(prune({ below: 3, for: '20 ms', every: '10 ms' }), synapses)
        net.plan(
          rewire({ correlation: { below: 0.1, window: '20 ms', bin: '5 ms' }, p: 0.05, every: '15 ms' }),
          synapses,
        )
        net.plan(synaptogenesis({ count: 3, activity: { window: '20 ms' }, every: '20 ms' }), synapses)
        net.plan(neurogenesis({ threshold: 0.2, rate: 0.05, window: '30 ms' }), cells.slice(0, 40))
        net.plan(death({ fraction: 0.02, every: '25 ms' }), cells)
        return { net, cells }
      }
      const { net, cells } = build()
      await net.run(73)
      await net.birth(cells, 3)
      const again = await load(await net.save())
      assert.equal(again.plans.length, 5)
      for (const of of [net, again]) await of.run(120)
      assert(cells.size > 66, `${cells.size} born`)
      assert(cells.living < cells.size, 'some died')
      await sameState(again, net)
      // And once more, from what was loaded.
      const third = await load(await again.save())
      for (const of of [again, third]) await of.run(60)
      await sameState(third, again)
    })

    it('ends with reset what is going on; the structure stays', async () => {
      const { net, cells, synapses } = world(options)
      const spikes = net.record(cells, 'spikes')
      await net.run(20)
      await net.birth(cells, 4)
      await net.remove(cells, [2])
      await net.prune(synapses, { fraction: 0.2 })
      const [count, first] = [synapses.synapses, pairsOf(synapses)]
      const runs = []
      for (let k = 0; k < 2; k++) {
        await net.reset()
        await net.run(50)
        assert.deepEqual([cells.size, cells.living, synapses.synapses], [64, 63, count])
        assert.deepEqual(pairsOf(synapses), first)
        runs.push([...spikes.time, ...spikes.neuron])
      }
      assert.deepEqual(runs[1], runs[0])
      assert(spikes.count > 20)
      assert(!spikes.neuron.includes(2))
    })

    it('lets a network that had changed be built on after reset: weights, projections, and changes of those', async () => {
      const { net, cells, synapses } = world(options)
      await net.birth(cells, 2)
      await net.prune(synapses, { fraction: 0.2 })
      await net.reset()
      const weights = (await synapses.read()).map((_, s) => s % 7)
      await synapses.write(weights)
      const others = net.connect(cells, cells, { topology: fixedOutDegree({ k: 2 }), weight: 1 })
      await net.run(1)
      assert.deepEqual(await synapses.read(), weights)
      await net.grow(others, { count: 10 })
      await net.birth(cells, 1)
      await net.run(5)
      assert.equal(others.synapses, 62 * 2 + 10 + 4)
    })
  })
}
