import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  cv,
  cv2,
  during,
  fanoFactor,
  fanoFactors,
  localVariation,
  spikeCounts,
  trains,
} from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { clock, poissonTrain, recording } from './recording.js'

const seeds = [1, 2, 3, 4, 5]
const irregular = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 3, maxLength: 30 })
const fromIntervals = (lengths: number[]) => lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b))

/** Each measure, and its value for a Poisson process. */
const measures = { cv, cv2, localVariation }

describe('cv, cv2 and localVariation', () => {
  for (const [name, measure] of Object.entries(measures)) {
    it(`${name} is 0 for a clock and unknown below three spikes`, () => {
      const [regular, ...few] = measure(recording([clock(20, 1000), [], [5], [5, 9]]))
      assert.equal(regular, 0)
      assert.deepEqual(few, [NaN, NaN, NaN])
    })

    it(`${name} is 1 for a Poisson process, with every seed`, () => {
      for (const seed of seeds) {
        const [value] = measure(recording([poissonTrain(philox(seed, name), 50, 400_000)], 0, 400_000))
        // 20,000 intervals: standard error at most .012
        assert(Math.abs(value - 1) < 0.05, `${value} with seed ${seed}, expected 1`)
      }
    })

    it(`${name} does not depend on the unit of time`, () => {
      fc.assert(
        fc.property(irregular, fc.integer({ min: -4, max: 4 }), (lengths, power) => {
          const one = fromIntervals(lengths)
          const [a, b] = measure(recording([one, one.map(t => t * 2 ** power)]))
          assert(Math.abs(a - b) < 1e-9)
        }),
      )
    })
  }

  it('take the values of their definitions', () => {
    // Intervals 1, 3, 3: differences 2 of 4, then 0 of 6.
    const spikes = recording([[0, 1, 4, 7]])
    assert.deepEqual(Array.from(cv2(spikes)), [(1 + 0) / 2])
    assert.deepEqual(Array.from(localVariation(spikes)), [(3 * 0.25 + 0) / 2])
    assert.deepEqual(Array.from(localVariation(spikes, { refractory: '2 ms' })), [(3 * 0.25 * (1 + 8 / 4)) / 2])
  })

  it('cv2 and localVariation are 0, not unknown, where spikes coincide', () => {
    const spikes = recording([[5, 5, 5]])
    assert.equal(cv2(spikes)[0], 0)
    assert.equal(localVariation(spikes)[0], 0)
  })

  it('cv2 and localVariation hardly notice that the rate changes, cv does', () => {
    const random = philox(7)
    const slow = poissonTrain(random, 10, 200_000)
    const quick = poissonTrain(random, 100, 200_000).map(t => 200_000 + t)
    const spikes = recording([Float64Array.of(...slow, ...quick)], 0, 400_000)
    assert(cv(spikes)[0] > 1.5)
    for (const measure of [cv2, localVariation]) assert(Math.abs(measure(spikes)[0] - 1) < 0.03)
  })

  it('localVariation of a Poisson process with dead time is lower, and with it taken out nearly 1', () => {
    // The difference of two intervals over their sum s, without dead time R, is uniform in -1..1 and independent of s,
    // which is Gamma of order 2. With w = 2 R/(s + 2 R) the terms are on average (1 - w)^2 and (1 - w)^2 (1 + 2 w).
    const [R, mean] = [2, 20]
    const average = (term: (w: number) => number) => {
      let sum = 0
      for (let s = 0.005; s < 600; s += 0.01)
        sum += 0.01 * (s / mean ** 2) * Math.exp(-s / mean) * term((2 * R) / (s + 2 * R))
      return sum
    }
    const random = philox(3)
    const train: number[] = []
    for (let t = 0; train.length < 40_000;) train.push((t += R + random.exponential(mean)))
    const spikes = recording([train], 0, 1e6)
    const [plain] = localVariation(spikes)
    const [revised] = localVariation(spikes, { refractory: R })
    assert(Math.abs(plain - average(w => (1 - w) ** 2)) < 0.02, `${plain}`)
    assert(Math.abs(revised - average(w => (1 - w) ** 2 * (1 + 2 * w))) < 0.02, `${revised}`)
    assert(plain < 0.8 && revised > 0.9)
  })

  it('name what is wrong', () => {
    assert.throws(
      () => localVariation(recording([[]]), { refractory: -1 }),
      /localVariation: refractory must be 0 ms or longer, got -1 ms/,
    )
    assert.throws(() => localVariation(recording([[]]), { R: 1 } as object), /unknown option "R"; it has refractory/)
  })
})

describe('spikeCounts', () => {
  it('counts whole bins only, an edge with the bin that begins there', () => {
    const { counts, bins, time } = spikeCounts(recording([[0, 9.9, 10, 24], [29.9]], 0, 29), { bin: '10 ms' })
    assert.equal(bins, 2)
    assert.deepEqual(Array.from(time), [5, 15])
    assert.deepEqual(Array.from(counts), [2, 1, 0, 0])
  })

  it('takes decimal times for what they mean, and the very end with the last bin', () => {
    const { counts } = spikeCounts(recording([Array.from({ length: 11 }, (_, k) => k * 0.1)], 0, 1), { bin: 0.1 })
    assert.deepEqual(Array.from(counts), [1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
  })

  it('is empty for an empty recording', () => {
    assert.deepEqual(spikeCounts(recording([[]], 5, 5)).bins, 0)
  })

  it('names a wrong bin, and too many', () => {
    assert.throws(() => spikeCounts(recording([[]]), { bin: 0 }), /spikeCounts: bin must be a width above 0 ms, got 0/)
    assert.throws(() => spikeCounts(recording([[]]), { bin: 1e-9 }), /more than 2\^28 counts; take wider bins/)
  })
})

describe('fanoFactor', () => {
  it('is the variance over the mean, unknown without spikes', () => {
    assert.equal(fanoFactor([2, 2, 2]), 0)
    assert.equal(fanoFactor([1, 3]), 0.5)
    assert.equal(fanoFactor([]), NaN)
    assert.equal(fanoFactor([0, 0]), NaN)
  })

  it('is 1 for Poisson counts of any mean', () => {
    for (const seed of seeds) {
      for (const mean of [0.5, 20]) {
        const random = philox(seed, 'counts', Math.round(mean))
        const value = fanoFactor(Float64Array.from({ length: 20_000 }, () => random.poisson(mean)))
        // standard error sqrt((2 + 1/mean) / 20,000)
        assert(Math.abs(value - 1) < 5 * Math.sqrt((2 + 1 / mean) / 20_000), `${value}, expected 1`)
      }
    }
  })

  it('names a count that is none', () => {
    assert.throws(() => fanoFactor([1, -1]), /fanoFactor: count 1 must be a number of 0 or more, got -1/)
    assert.throws(() => fanoFactor([NaN]), /count 0 .* got NaN/)
  })
})

describe('fanoFactors', () => {
  it('are 0 for a clock in step with the windows, 1 for Poisson, unknown for the silent', () => {
    const train = poissonTrain(philox(2), 40, 400_000)
    const [regular, poisson, silent] = fanoFactors(recording([clock(20, 400_000), train, []], 0, 400_000))
    assert.equal(regular, 0)
    assert(Math.abs(poisson - 1) < 5 * Math.sqrt(2.25 / 4000), `${poisson}, expected 1`)
    assert.equal(silent, NaN)
  })

  it('names a window that does not fit twice', () => {
    assert.throws(
      () => fanoFactors(recording([[]]), { window: '600 ms' }),
      /a recording of 1000 ms has 1 whole windows of 600 ms; at least two/,
    )
  })
})

describe('trains', () => {
  it('are the times of each neuron in order, which put together are the recording', () => {
    const given = [[1, 4], [], [2, 3]]
    assert.deepEqual(
      trains(recording(given)).map(train => Array.from(train)),
      given,
    )
  })
})

describe('during', () => {
  const spikes = recording([[100, 500], [300]], 0, 500)

  it('is the part from one time to before another, at the end with it', () => {
    assert.deepEqual(during(spikes, 100, '300 ms'), { ...recording([[100], []], 100, 300) })
    assert.deepEqual(Array.from(during(spikes, '300 ms').time), [300, 500])
    assert.deepEqual(during(spikes, 0), spikes)
  })

  it('of no length has no spikes, not even at the very end', () => {
    for (const t of [100, 500]) assert.deepEqual(during(spikes, t, t), recording([[], []], t, t))
  })

  it('in two parts is the whole', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), t => {
        assert.deepEqual([...during(spikes, 0, t).time, ...during(spikes, t).time], Array.from(spikes.time))
      }),
    )
  })

  it('names times outside the recording', () => {
    assert.throws(() => during(spikes, 100, 600), /needs 0 <= from <= to <= 500 ms.*got 100 to 600 ms/)
    assert.throws(() => during(spikes, 300, 200), /got 300 to 200 ms/)
  })
})
