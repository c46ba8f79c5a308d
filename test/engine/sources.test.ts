import assert from 'node:assert/strict'
import fc from 'fast-check'
import { spikeLists } from '../../sdk/engine/sources.js'
import { neuron } from '../../sdk/model/index.js'
import { poisson, poissonSource, regularSource, spikeSource, type Source } from '../../sdk/network/index.js'
import { oneToOne } from '../../sdk/network/topology/index.js'
import { network } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

/** The function of a source of so many neurons. */
function spikesOf(source: Source, size: number, { seed = 1, dt = 0.5 } = {}) {
  const net = network({ seed, dt })
  net.population('source', size, source)
  const description = net.describe()
  return spikeLists(description.populations[0], description)!
}
const steps = (spikes: (step: number) => ArrayLike<number>, n: number) =>
  Array.from({ length: n }, (_, k) => Array.from(spikes(k)))
const stepsOf = (all: number[][], neuron: number) => all.flatMap((fired, k) => (fired.includes(neuron) ? [k] : []))

describe('regularSource', () => {
  it('fires at the first step at or after start + n period', () => {
    const all = steps(spikesOf(regularSource({ period: '1.2 ms', start: '1 ms' }), 2), 13)
    // 1, 2.2, 3.4, 4.6, 5.8 ms on a grid of .5 ms
    assert.deepEqual(stepsOf(all, 0), [2, 5, 7, 10, 12])
    assert.deepEqual(stepsOf(all, 1), stepsOf(all, 0))
  })

  it('fires at time 0 if no start is given, and stays on the grid after 10^7 periods', () => {
    const spikes = spikesOf(regularSource({ rate: '100 Hz' }), 1, { dt: 0.1 })
    assert.deepEqual(stepsOf(steps(spikes, 301), 0), [0, 100, 200, 300])
    for (const n of [1e4, 1e7, 123_456_789]) {
      assert.deepEqual(
        [-1, 0, 1].map(d => spikes(100 * n + d).length),
        [0, 1, 0],
      )
    }
  })

  it('takes periods and starts for each neuron', () => {
    const all = steps(spikesOf(regularSource({ period: [2, 3, 2], start: [0, 1, 0.5] }), 3, { dt: 0.5 }), 12)
    assert.deepEqual(
      [0, 1, 2].map(i => stepsOf(all, i)),
      [
        [0, 4, 8],
        [2, 8],
        [1, 5, 9],
      ],
    )
    assert.deepEqual(all[8], [0, 1])
  })

  it('fires once a step where the period is shorter than the step', () => {
    assert.deepEqual(
      steps(spikesOf(regularSource({ period: 0.2 }), 1), 5).map(f => f.length),
      [1, 1, 1, 1, 1],
    )
  })

  it('fires in the step of each of its times and in no other', () => {
    const positive = fc.double({ min: 0.3, max: 30, noNaN: true })
    fc.assert(
      fc.property(
        positive,
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.constantFrom(0.1, 0.25, 1),
        (period, start, dt) => {
          const found = stepsOf(steps(spikesOf(regularSource({ period, start }), 1, { dt }), 100), 0)
          const expected = new Set<number>()
          for (let n = 0; start + n * period < 110 * dt; n++) expected.add(Math.ceil((start + n * period) / dt - 1e-9))
          assert.deepEqual(found, [...expected].filter(k => k < 100)) // prettier-ignore
        },
      ),
    )
  })
})

describe('spikeSource', () => {
  it('fires what is given, in order, a neuron once a step', () => {
    const all = steps(spikesOf(spikeSource({ time: [2, 0, 1.9, 2, 0.6], neuron: [0, 2, 1, 0, 1] }), 3), 6)
    assert.deepEqual(all, [[2], [], [1], [], [0, 1], []])
  })
})

describe('poissonSource', () => {
  it('fires at its rate, at each neuron with a Poisson count, over several seeds', () => {
    for (const seed of [1, 2, 3]) {
      const spikes = spikesOf(poissonSource({ rate: '20 Hz' }), 1000, { seed, dt: 0.1 })
      const counts = new Float64Array(1000)
      for (let k = 0; k < 10_000; k++) for (const i of Array.from(spikes(k))) counts[i]++
      const mean = counts.reduce((a, b) => a + b) / 1000
      const variance = counts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 999
      // A step of .1 ms at 20 Hz: 1 - exp(-.002) = .001998; 5 standard errors.
      assert(Math.abs(mean - 19.98) < 5 * Math.sqrt(20 / 1000), `mean ${mean}`)
      assert(Math.abs(variance - 20) < 5 * 20 * Math.sqrt(2 / 1000), `variance ${variance}`)
    }
  })

  it('fires each neuron at most once a step, in ascending order, at 1 - exp(-rate dt)', () => {
    const spikes = spikesOf(poissonSource({ rate: 2000 }), 50, { dt: 1 })
    let count = 0
    for (let k = 0; k < 400; k++) {
      const fired = Array.from(spikes(k))
      assert(fired.every((i, j) => i < 50 && (j === 0 || i > fired[j - 1])))
      count += fired.length
    }
    const p = 1 - Math.exp(-2)
    assert(Math.abs(count - 20_000 * p) < 5 * Math.sqrt(20_000 * p * (1 - p)), `${count}`)
  })

  it('takes a rate for each neuron; one of rate 0 is silent', () => {
    const rate = [0, 50, 0, 200, 0]
    const spikes = spikesOf(poissonSource({ rate }), 5, { dt: 0.1 })
    const counts = new Float64Array(5)
    for (let k = 0; k < 100_000; k++) for (const i of Array.from(spikes(k))) counts[i]++
    counts.forEach((count, i) => {
      const expected = 1e5 * (1 - Math.exp(-rate[i] / 1e4))
      assert(Math.abs(count - expected) <= 5 * Math.sqrt(expected), `neuron ${i}: ${count}, expected ${expected}`)
    })
  })

  it('gives the same at a step in whatever order steps are asked for', () => {
    const [a, b] = [0, 1].map(() => spikesOf(poissonSource({ rate: 100 }), 50))
    const forward = steps(a, 200)
    for (let k = 199; k >= 0; k--) assert.deepEqual(Array.from(b(k)), forward[k])
    assert.notDeepEqual(steps(spikesOf(poissonSource({ rate: 100 }), 50, { seed: 2 }), 200), forward)
  })
})

describe('a source as a population', () => {
  const sink = neuron({ equations: 'dv/dt = 0*v', threshold: 'v > 1e9' })

  for (const { name, engine } of engines) {
    it(`is recorded, sliced and transmitted as any other on ${name}`, async () => {
      const net = network({ dt: 0.5, engine })
      const replay = net.population('replay', 3, spikeSource({ time: [1, 2, 2, 4], neuron: [0, 1, 2, 1] }))
      const cells = net.population('cells', 2, sink)
      net.connect(replay.slice(1), cells, { topology: oneToOne(), weight: [1, 10], delay: '1 ms' })
      const [all, part] = [net.record(replay, 'spikes'), net.record(replay.slice(1), 'spikes')]
      const v = net.record(cells, 'v')
      await quietly(() => net.run(6))
      assert.deepEqual([...all.time, ...all.neuron], [1, 2, 2, 4, 0, 1, 2, 1])
      assert.deepEqual([...part.time, ...part.neuron], [2, 2, 4, 0, 1, 0])
      assert.deepEqual([...(await cells.read('v'))], [2, 10])
      const arrival = v.values.findIndex(x => x > 0)
      assert.equal(v.time[Math.floor(arrival / 2)], 2 + 1 + 0.5)
    })

    it(`follows a rate that is written between runs, and stays with it, on ${name}`, async () => {
      const net = network({ dt: 1, engine })
      const noise = net.population('noise', 1000, poissonSource({ rate: 0 }))
      const spikes = net.record(noise, 'spikes')
      await quietly(() => net.run(100))
      assert.equal(spikes.count, 0)
      await noise.write('rate', 50)
      assert.equal((await noise.read('rate'))[7], 50)
      await quietly(() => net.run(100))
      await quietly(() => net.run(100))
      const expected = 200_000 * (1 - Math.exp(-0.05))
      assert(Math.abs(spikes.count - expected) < 5 * Math.sqrt(expected), `${spikes.count}, expected ${expected}`)
      await noise.write('rate', -1)
      await assert.rejects(net.run(1), /population "noise": rate must not be negative, got -1 for neuron 0/)
    })

    it(`goes on from a snapshot on ${name}`, async () => {
      const net = network({ dt: 1, engine })
      net.population(
        'noise',
        100,
        poissonSource({ rate: [...Array<number>(50).fill(20), ...Array<number>(50).fill(0)] }),
      )
      const description = net.describe()
      const whole = await engine.compile(description)
      await whole.write('noise', 'rate', new Float64Array(100).fill(30))
      await whole.advance(50)
      const saved = await whole.snapshot()
      await whole.advance(50)
      const resumed = await engine.compile(description, saved)
      await resumed.advance(50)
      assert.deepEqual(resumed.spikes(50), whole.spikes(50))
      assert(whole.spikes(50).neuron.some(i => i >= 50))
    })
  }

  it('draws the same spikes whatever else is in the network', async () => {
    const run = async (extra: boolean) => {
      const net = network({ seed: 3 })
      const noise = net.population('noise', 100, poissonSource({ rate: 50 }))
      if (extra) net.stimulate(net.population('cells', 2, sink), poisson({ rate: 5, weight: 1 }))
      const spikes = net.record(noise, 'spikes')
      await net.run(50)
      assert(spikes.count > 100)
      return [spikes.time, spikes.neuron]
    }
    assert.deepEqual(await run(true), await run(false))
  })

  const faults: [string, () => unknown, RegExp][] = [
    ['an unknown option', () => poissonSource({ rate: 1, weight: 2 } as never), /poissonSource: unknown option "weight"; it has rate/],
    ['a negative rate', () => poissonSource({ rate: '-1 Hz' }), /poissonSource: rate must not be negative, got -1/],
    ['a rate among others', () => poissonSource({ rate: [1, -2] }), /rate must be finite and not be negative, got -2 Hz for neuron 1/],
    ['a rate in ms', () => poissonSource({ rate: '5 ms' as '5 Hz' }), /rate: "5 ms" is a time, expected a frequency/],
    ['neither rate nor period', () => regularSource({}), /expected either rate or period/],
    ['both', () => regularSource({ rate: 1, period: 1 }), /expected either rate or period/],
    ['a period of 0', () => regularSource({ period: 0 }), /regularSource: period must be positive, got 0/],
    ['a negative start', () => regularSource({ period: 1, start: -1 }), /start must not be negative, got -1/],
    ['no columns', () => spikeSource([1, 2] as never), /spikeSource: expected two columns/],
  ] // prettier-ignore
  for (const [what, act, message] of faults) it(`refuses ${what}`, () => assert.throws(act, message))

  it('refuses what does not fit the network', () => {
    const net = network()
    const cells = net.population('cells', 2, sink)
    const noise = net.population('noise', 3, poissonSource({ rate: 1 }))
    assert.throws(() => net.connect(cells, noise), /connect cells -> noise: noise is a source, .* connect from it/)
    assert.throws(() => net.connect(noise, noise), /noise is a source/)
    assert.throws(() => net.stimulate(noise, 1), /stimulate noise: a source fires by itself .* connected to/)
    assert.throws(() => net.population('a', 2, poissonSource({ rate: [1, 2, 3] })), /population "a": rate has 3 values for 2/)
    const spikes = { time: [1], neuron: [2] }
    assert.throws(() => net.population('b', 2, spikeSource(spikes)), /population "b": spikeSource: neuron 0 is 2, outside 0 \.\. 1/)
    assert.throws(() => net.population('c', 2, poissonSource as never), /expected a neuron such as .* or a source such as/)
  }) // prettier-ignore
})
