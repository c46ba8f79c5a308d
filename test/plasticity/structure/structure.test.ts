import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  death,
  distanceDependent,
  fixedInDegree,
  izhikevich,
  load,
  network,
  neurogenesis,
  normal,
  ornsteinUhlenbeck,
  pairwise,
  poisson,
  poissonSource,
  prune,
  rewire,
  smallWorld,
  spikeTimes,
  stdp,
  synaptogenesis,
  uniform,
  type Group,
  type Network,
  type NetworkOptions,
  type Projection,
} from '../../../sdk/index.js'

const able: readonly NetworkOptions[] = [
  { engine: 'reference' },
  { engine: 'wasm', precision: 'double' },
  { engine: 'wasm' },
  { engine: 'wasm', sleep: { within: 0.1 } },
]
const nameOf = ({ engine, precision, sleep }: NetworkOptions) =>
  [engine, precision, sleep ? 'within' : undefined].filter(Boolean).map(String).join(' ')

/** A busy small world with a weight and a delay for each synapse. */
function world(options: NetworkOptions, seed = 1, n = 60) {
  const net = network({ seed, dt: 0.5, ...options })
  const cells = net.population('cells', n, izhikevich('RS'), { initial: { v: uniform(-70, -50) } })
  const synapses = net.connect(cells, cells, {
    topology: smallWorld({ k: 6, p: 0.1 }),
    weight: normal(4, 1),
    delay: uniform('1 ms', '6 ms'),
  })
  net.stimulate(cells, poisson({ rate: 100, weight: 8 }))
  net.stimulate(cells, ornsteinUhlenbeck({ mean: 2, sigma: 1, tau: 10 }))
  return { net, cells, synapses }
}

const pairsOf = ({ from, to }: Projection) => Array.from(from, (i, s) => `${i} ${to[s]}`)
const degrees = (ends: Uint32Array, n: number) => Array.from({ length: n }, (_, i) => ends.filter(x => x === i).length)

for (const options of able) {
  describe(`structure on ${nameOf(options)}`, () => {
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
  })
}

async function sameState(a: Network, b: Network) {
  const [x, y] = [a.group('cells'), b.group('cells')]
  assert.deepEqual([x.size, x.living], [y.size, y.living])
  for (const name of ['v', 'u', 'd']) assert.deepEqual(await x.read(name), await y.read(name), name)
  for (const [q, projection] of a.projections.entries()) {
    assert.deepEqual(pairsOf(projection), pairsOf(b.projections[q]))
    assert.deepEqual(await projection.read(), await b.projections[q].read())
  }
}

describe('rules of structure', () => {
  it('prune what has been below the bound for so long, and only then', async () => {
    const { net, synapses } = world({})
    const counts: number[] = []
    net.events.register('prune', ({ time }) => void counts.push(time, synapses.synapses))
    net.plan(prune({ below: 1, for: '30 ms', every: '10 ms' }), synapses)
    await net.run(25)
    const weights = (await synapses.read()).map((w, s) => (s < 10 ? 0.5 : w))
    await synapses.write(weights) // seen to be small at 30 ms
    await net.run(20)
    await synapses.write((await synapses.read()).map((w, s) => (s === 0 ? 5 : w))) // one recovers
    await net.run(40)
    assert.deepEqual(counts, [60, 360 - 9])
  })

  it('prune by age: what grew later stays', async () => {
    const { net, synapses } = world({})
    await net.run(40)
    await net.grow(synapses, { count: 7 })
    await net.run(30)
    await net.prune(synapses, { olderThan: '50 ms' })
    assert.equal(synapses.synapses, 7)
  })

  it('prune by correlation: a pair that fires together stays, one that takes turns goes', async () => {
    const net = network({ dt: 1 })
    const cells = net.population('cells', 3, izhikevich('RS'))
    const synapses = net.connect(cells, cells, { weight: [0, 0, 0, 0, 0, 0] })
    const time = Array.from({ length: 20 }, (_, k) => 50 * k)
    const all = [...time, ...time, ...time.map(t => t + 25)]
    const neuron = all.map((_, k) => Math.floor(k / 20))
    net.stimulate(cells, spikeTimes({ time: all, neuron }, { weight: 200 }))
    const spikes = net.record(cells, 'spikes')
    net.plan(prune({ correlation: { below: 0.5, bin: '10 ms', window: '500 ms' }, every: '500 ms' }), synapses)
    await net.run(600)
    assert(spikes.count > 30)
    assert.deepEqual(pairsOf(synapses), ['0 1', '1 0'])
  })

  it('neurogenesis: a module whose activity exceeds .85 gains floor(5 %) neurons of the type, wired as it is', async () => {
    const net = network({ dt: 0.5 })
    const cells = net.population('cells', 110, izhikevich('RS'))
    const module = cells.slice(0, 50)
    const inside = net.connect(module, module, { topology: smallWorld({ k: 4, p: 0 }), weight: 0 })
    const across = net.connect(cells.slice(50, 110), cells, { topology: fixedInDegree({ k: 3 }), weight: 0 })
    const drive = net.stimulate(module.slice(0, 43), 10) // 86 % of the module
    const plan = net.plan(neurogenesis({ threshold: 0.85, rate: 0.05, type: 'FS', window: '200 ms' }), module)
    await net.run(201)
    assert.equal(cells.size, 112, 'floor(.05 * 50)')
    assert.deepEqual([...(await cells.read('a')).subarray(108)], [0.02, 0.02, 0.1, 0.1])
    const born = [110, 111]
    const partners = (projection: Projection, ends: 'from' | 'to', i: number) => {
      const [own, other] = ends === 'from' ? [projection.from, projection.to] : [projection.to, projection.from]
      return [...other.filter((_, s) => own[s] === i)].sort((a, b) => a - b)
    }
    for (const i of born) {
      const near = partners(inside, 'from', i)
      assert.deepEqual(partners(inside, 'to', i), near)
      const inRow = near.every((j, k) => j === near[0] + k) || near.includes(0) // four in a row, maybe over the seam
      assert(near.length === 4 && near.every(j => j < 50) && inRow, near.join(' '))
    }
    for (const i of born) assert.equal(partners(across, 'to', i).length, 3)
    // 43 of 52 are below .85: it ends by itself.
    await net.run(600)
    assert.equal(cells.size, 112)
    drive.remove()
    plan.remove()
    assert.equal(net.plans.length, 0)
  })

  it('death of the silent', async () => {
    const net = network()
    const cells = net.population('cells', 10, izhikevich('RS'))
    net.stimulate(cells.slice(0, 6), 10)
    net.plan(death({ rateBelow: 1, window: '500 ms', every: '500 ms' }), cells)
    await net.run(501)
    assert.deepEqual(
      Array.from({ length: 10 }, (_, i) => cells.lives(i)),
      Array.from({ length: 10 }, (_, i) => i < 6),
    )
  })

  it('weights that are recorded follow their synapses', async () => {
    const { net, synapses } = world({})
    const w = net.record(synapses, 'weight', { every: '10 ms', synapses: [0, 1, 2] })
    await net.run(10)
    const all = await synapses.read()
    await net.apply({ name: 'mine', on: 'synapses', decide: () => ({ removed: [1] }) }, synapses)
    await net.run(20)
    assert.deepEqual([...w.values], [all[0], all[1], all[2], all[0], NaN, all[2], all[0], NaN, all[2]])
  })

  it('inputs: what acts on a whole population reaches newborns, what acts on a slice does not', async () => {
    const net = network({ dt: 0.5 })
    const cells = net.population('cells', 4, izhikevich('RS'))
    net.stimulate(cells, 10)
    const others = net.population('others', 4, izhikevich('RS'))
    net.stimulate(others.slice(0, 4), 10)
    await net.run(1)
    const [a, b] = [net.record(cells, 'spikes'), net.record(others, 'spikes')]
    for (const group of [cells, others]) await net.birth(group, 2)
    await net.run(200)
    assert.deepEqual(new Set(a.neuron), new Set([0, 1, 2, 3, 4, 5]))
    assert.deepEqual(new Set(b.neuron), new Set([0, 1, 2, 3]))
  })

  it('a birth after load into room that there is already is one birth', async () => {
    const { net, cells } = world({})
    await net.birth(cells, 1)
    const again = await load(await net.save())
    for (const of of [net, again]) {
      await of.birth(of.group('cells'), 2)
      await of.run(20)
    }
    assert.equal(again.group('cells').size, 63)
    await sameState(again, net)
  })

  it('births, deaths and pruning among neurons that coast leave the others as they are, bit for bit', async () => {
    const build = () => {
      const net = network({ seed: 2, dt: 0.5, sleep: { within: 0.1 } })
      const cells = net.population('cells', 400, izhikevich('RS'))
      const synapses = net.connect(cells, cells, {
        topology: smallWorld({ k: 6, p: 0.05 }),
        weight: uniform(0, 2),
        delay: 2,
      })
      net.stimulate(cells, poisson({ rate: 1, weight: 25 }))
      return { net, cells, synapses }
    }
    const [left, right] = [build(), build()]
    const [a, b] = [left, right].map(({ net, cells }) => net.record(cells, 'spikes'))
    for (const { net } of [left, right]) await net.run(300)
    assert(left.net.activity().now < 0.5, 'most coast')
    await right.net.birth(right.cells, 30)
    await right.net.apply({ name: 'mine', on: 'synapses', decide: () => ({ removed: [] }) }, right.synapses)
    for (const { net } of [left, right]) await net.run(300)
    const first = b.time[b.neuron.findIndex(i => i >= 400)]
    assert(first > 300, 'newborns fire')
    const rows = (spikes: typeof a) =>
      [...spikes.slice(0, first + 2).neuron].map((i, j) => [spikes.time[j], i]).filter(([, i]) => i < 400)
    assert(rows(a).length > 50)
    assert.deepEqual(rows(b), rows(a))
    const again = await load(await right.net.save())
    for (const net of [again, right.net]) await net.run(100)
    await sameState(again, right.net)
  })

  it('the same with threads as without', async () => {
    const runs = [1, 2].map(async threads => {
      const { net, cells, synapses } = world({ threads }, 6, 200)
      const spikes = net.record(cells, 'spikes')
      try {
        await net.run(30)
        await net.birth(cells, 20)
        await net.remove(cells, [5, 150])
        await net.prune(synapses, { fraction: 0.2 })
        await net.run(60)
        return { spikes: [...spikes.time, ...spikes.neuron], v: await cells.read('v') }
      } finally {
        await net.reset()
      }
    })
    const [one, two] = await Promise.all(runs)
    assert.deepEqual(two, one)
  })

  for (const engine of ['reference', 'wasm'])
    it(`synapses that learn go on learning on ${engine}: those that stay keep what they know, also in a file`, async () => {
      const build = () => {
        const net = network({ seed: 4, dt: 0.5, engine })
        const cells = net.population('cells', 30, izhikevich('RS'))
        const synapses = net.connect(cells, cells, {
          topology: pairwise({ p: 0.3 }),
          weight: uniform(1, 3),
          delay: uniform(1, 4),
          plasticity: stdp({ wMax: 6, aPlus: 0.3, aMinus: 0.3 }),
        })
        net.stimulate(cells, poisson({ rate: 150, weight: 10 }))
        net.population('others', 3, izhikevich('RS'))
        return { net, cells, synapses }
      }
      const { net, cells, synapses } = build()
      await net.run(60)
      const untouched = build()
      await untouched.net.run(60)
      await net.birth(net.group('others'), 2) // elsewhere: nothing that they know is lost
      for (const of of [untouched.net, net]) await of.run(40)
      await sameState(net, untouched.net)
      const [before, pairs] = [await synapses.read(), pairsOf(synapses)]
      assert(
        before.some(w => w > 3 || w < 1),
        'they have learned',
      )
      await net.birth(cells, 3)
      await net.apply({ name: 'mine', on: 'synapses', decide: () => ({ removed: [0, 7] }) }, synapses)
      const now = await synapses.read()
      const places = new Map(pairsOf(synapses).map((pair, s) => [pair, s]))
      pairs.forEach((pair, s) =>
        assert.equal(places.has(pair) ? now[places.get(pair)!] : undefined, [0, 7].includes(s) ? undefined : before[s]),
      )
      const again = await load(await net.save())
      for (const of of [net, again]) await of.run(60)
      await sameState(again, net)
    })

  it('positions: newborns sit between two of their group, and connect by distance', async () => {
    const net = network()
    const positions = Array.from({ length: 20 }, (_, i) => [i < 10 ? i / 10 : 100 + i / 10])
    const cells = net.population('cells', 20, izhikevich('RS'), { positions })
    const synapses = net.connect(cells, cells, {
      topology: distanceDependent({ p: d => (d < 2 ? 1 : 0) }),
      weight: 1,
    })
    await net.birth(cells.slice(0, 10), 2)
    await net.birth(cells.slice(0, 20), 0)
    const [left, right] = [synapses.to.filter((_, s) => synapses.from[s] === 20), synapses.to.filter(j => j === 20)]
    assert.deepEqual(
      [...left].sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21],
    )
    assert.equal(right.length, 11)
  })

  describe('are refused by name, with the network as it was', () => {
    const cases: readonly (readonly [string, (of: ReturnType<typeof world>) => unknown, RegExp])[] = [
      ['no condition', ({ net, synapses }) => net.prune(synapses, {}), /prune: give a condition, one of below, for/],
      ['an unknown option', ({ net, synapses }) => net.prune(synapses, { bellow: 1 } as never), /unknown option "bellow".*did you mean "below"/],
      ['a fraction above 1', ({ net, synapses }) => net.prune(synapses, { fraction: 2 }), /fraction must be a number in 0 .. 1, got 2/],
      ['for without every', ({ net, synapses }) => net.prune(synapses, { below: 1, for: '1 s' }), /for needs a rule that looks again and again/],
      ['spikes by hand', ({ net, synapses }) => net.prune(synapses, { correlation: { below: 0 } }), /looks at spikes; plan it/],
      ['a plan without every', ({ net, synapses }) => net.plan(prune({ below: 1 }), synapses), /plan prune of cells -> cells: say how often/],
      ['every off the grid', ({ net, synapses }) => net.plan(prune({ below: 1, every: 0.7 }), synapses), /every must be a multiple of dt = 0.5 ms, got 0.7/],
      ['a projection of another network', ({ net }) => net.prune(world({}).synapses, { below: 1 }), /apply: cells -> cells is not of this network/],
      ['neurons where synapses are meant', ({ net, cells }) => net.apply(prune({ below: 1 }), cells), /prune is about synapses; expected a projection/],
      ['synapses where neurons are meant', ({ net, synapses }) => net.apply(death({ fraction: 1 }), synapses), /apply: expected neurons/],
      ['what is no rule', ({ net, cells }) => net.apply({} as never, cells), /expected a rule of structure such as prune/],
      ['neither count nor fraction', ({ net, synapses }) => net.grow(synapses, {}), /synaptogenesis: give either count or fraction/],
      ['an unknown conservation', ({ net, synapses }) => net.rewire(synapses, { conserve: 'inn' as never }), /unknown conserve "inn"; there are out, in, both; did you mean "in"/],
      ['a neuron outside', ({ net, cells }) => net.remove(cells, [60]), /remove: neuron 60 is outside 0 .. 59 of cells/],
      ['a neuron twice', ({ net, cells }) => net.remove(cells, [3, 3]), /remove: neuron 3 of cells is gone already/],
      ['no indices', ({ net, cells }) => net.remove(cells, 3 as never), /remove: expected indices of neurons/],
      ['an unknown type', ({ net, cells }) => net.birth(cells, 1, { type: 'RSS' as never }), /birth: unknown type "RSS"; there are RS/],
      ['an unknown parameter', ({ net, cells }) => net.birth(cells, 1, { type: { tau: 3 } }), /birth: neurons of "cells" have no parameter "tau"; they have a, b, c, d/],
      ['half a birth', ({ net, cells }) => net.birth(cells, 0.5), /birth: how many must be a whole number/],
      ['an unknown variable', ({ net, cells }) => net.birth(cells, 1, { initial: { w: 1 } }), /birth: unknown variable "w"; it has v, u/],
      ['a synapse that is not there', ({ net, synapses }) => net.apply({ name: 'mine', on: 'synapses', decide: () => ({ removed: [360] }) }, synapses), /mine: synapse 360 of cells -> cells is not there/],
      ['a synapse without an end', ({ net, synapses }) => net.apply({ name: 'mine', on: 'synapses', decide: () => ({ added: { from: [99], to: [1] } }) }, synapses), /mine: source 99 of a new synapse of cells -> cells does not live/],
    ] // prettier-ignore
    for (const [what, act, message] of cases) {
      it(what, async () => {
        const [touched, other] = [world({}, 4), world({}, 4)]
        for (const { net } of [touched, other]) await net.run(20)
        await assert.rejects(
          async () => act(touched),
          error => {
            assert(error instanceof RangeError, String(error))
            assert.match(error.message, message)
            return true
          },
        )
        for (const { net } of [touched, other]) await net.run(30)
        await sameState(touched.net, other.net)
      })
    }

    it('the removal of a neuron that is gone', async () => {
      const { net, cells } = world({})
      await net.remove(cells, [3])
      await assert.rejects(net.remove(cells, [2, 3]), /^RangeError: remove: neuron 3 of cells is gone already/)
      assert.equal(cells.living, 59)
    })

    it('a birth into a source, and into a topology that does not say how newborns join', async () => {
      const net = network()
      const source = net.population('source', 3, poissonSource({ rate: 5 }))
      const cells = net.population('cells', 3, izhikevich('RS'))
      await assert.rejects(net.birth(source, 1), /nobody is born into source: it is a source/)
      const chain = { name: 'chain', edges: () => ({ from: Uint32Array.of(0, 1), to: Uint32Array.of(1, 2) }) }
      const other = network()
      const links = other.population('links', 3, izhikevich('RS'))
      other.connect(links, links, { topology: chain })
      await assert.rejects(other.birth(links, 1), /topology "chain" of links -> links does not say how newborns join/)
      assert.equal(links.size, 3)
      assert.equal(cells.size, 3)
      await other.run(5)
    })

    it('a rule of your own in a file, and births by functions after load', async () => {
      const { net, cells } = world({})
      const plan = net.plan({ name: 'mine', on: 'neurons', every: 10, decide: () => ({}) }, cells)
      await assert.rejects(
        net.save(),
        /save: rule "mine" of cells is of your own, and no file holds it; remove it before/,
      )
      plan.remove()
      const again = await load(await withFunction().save())
      await assert.rejects(
        again.birth(again.group('cells'), 1),
        /how "pairwise" connects was given as a function, which no file holds/,
      )
      assert.equal(again.group('cells').size, 5)
    })

    it('engines whose structure is fixed', async () => {
      const net = network({ engine: 'gpu' })
      const cells: Group = net.population('cells', 8, izhikevich('RS'))
      const info = console.info
      console.info = () => {}
      try {
        await assert.rejects(
          net.birth(cells, 1),
          /engine "gpu" cannot change the structure of a network that goes on: its kernels gather/,
        )
      } finally {
        console.info = info
        await net.reset()
      }
    })
  })
})

function withFunction() {
  const net = network()
  const cells = net.population('cells', 5, izhikevich('RS'))
  net.connect(cells, cells, { topology: pairwise({ p: 0.5 }), weight: ({ pre }) => pre })
  return net
}
