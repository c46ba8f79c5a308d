import assert from 'node:assert/strict'
import {
  death,
  distanceDependent,
  fixedInDegree,
  izhikevich,
  load,
  network,
  neurogenesis,
  pairwise,
  poisson,
  prune,
  smallWorld,
  spikeTimes,
  stdp,
  uniform,
  type Projection,
} from '../../../sdk/index.js'
import { pairsOf, sameState, world } from './world.js'

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
})
