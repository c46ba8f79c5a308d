import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  clipped,
  draw,
  exponentialDistribution,
  lognormal,
  normal,
  uniform,
  type Distribution,
} from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { philox } from '../../sdk/random/index.js'
import { network } from '../../sdk/simulation/index.js'
import { time } from '../../sdk/units/index.js'

const n = 40_000
const sample = (distribution: Distribution<number>, seed = 1) => {
  const random = philox(seed)
  const next = distribution.sampler(x => x, 'test')
  return Float64Array.from({ length: n }, () => next(random))
}
const moments = (xs: Float64Array) => {
  const mean = xs.reduce((a, b) => a + b) / n
  const central = (k: number) => xs.reduce((a, x) => a + (x - mean) ** k, 0) / n
  return {
    mean,
    sd: Math.sqrt(central(2)),
    skew: central(3) / central(2) ** 1.5,
    kurtosis: central(4) / central(2) ** 2,
  }
}

describe('distributions have their moments, over several seeds', () => {
  // [name, distribution, mean, sd, skewness, kurtosis]
  const cases: [string, Distribution<number>, number, number, number, number][] = [
    ['uniform', uniform(2, 8), 5, 6 / Math.sqrt(12), 0, 1.8],
    ['normal', normal(-3, 2), -3, 2, 0, 3],
    ['exponential', exponentialDistribution(4), 4, 4, 2, 9],
    ['exponential, mirrored', exponentialDistribution(-4), -4, 4, -2, 9],
    // sd / mean = .3: skewness 3 c + c^3, and kurtosis from w = 1 + c^2: w^4 + 2 w^3 + 3 w^2 - 3
    ['lognormal', lognormal({ mean: 10, sd: 3 }), 10, 3, 3 * 0.3 + 0.3 ** 3, 1.09 ** 4 + 2 * 1.09 ** 3 + 3 * 1.09 ** 2 - 3],
    ['lognormal, mirrored', lognormal({ mean: -10, sd: 3 }), -10, 3, -(3 * 0.3 + 0.3 ** 3), 1.09 ** 4 + 2 * 1.09 ** 3 + 3 * 1.09 ** 2 - 3],
  ] // prettier-ignore
  for (const [name, distribution, mean, sd, skew, kurtosis] of cases) {
    it(name, () => {
      for (const seed of [1, 2, 3]) {
        const found = moments(sample(distribution, seed))
        assert(Math.abs(found.mean - mean) < (5 * sd) / Math.sqrt(n), `mean ${found.mean}`)
        assert(Math.abs(found.sd - sd) < 5 * sd * Math.sqrt((kurtosis - 1) / 4 / n), `sd ${found.sd}`)
        assert(Math.abs(found.skew - skew) < 0.25 * (1 + Math.abs(skew)), `skewness ${found.skew}`)
        assert(Math.abs(found.kurtosis / kurtosis - 1) < 0.35, `kurtosis ${found.kurtosis}`)
      }
    })
  }

  it('the logarithm of a lognormal is normal', () => {
    const { skew, kurtosis, sd } = moments(sample(lognormal({ mean: 2, sd: 2 })).map(Math.log))
    assert(Math.abs(skew) < 0.08 && Math.abs(kurtosis - 3) < 0.15)
    assert(Math.abs(sd - Math.sqrt(Math.log(2))) < 0.02)
  })

  it('an exponential has survival exp(-x / mean)', () => {
    const xs = sample(exponentialDistribution(2))
    for (const x of [0.5, 2, 6]) {
      const p = Math.exp(-x / 2)
      const share = xs.filter(y => y > x).length / n
      assert(Math.abs(share - p) < 5 * Math.sqrt((p * (1 - p)) / n), `${share}, expected ${p}`)
    }
  })

  it('clipped stays within its bounds, and has what lies beyond at the bounds', () => {
    const xs = sample(clipped(normal(0, 1), -1, 0.5))
    assert(xs.every(x => x >= -1 && x <= 0.5))
    const [low, high] = [0.158655, 0.308538] // normal tails
    for (const [bound, p] of [
      [-1, low],
      [0.5, high],
    ]) {
      // prettier-ignore
      const share = xs.filter(x => x === bound).length / n
      assert(Math.abs(share - p) < 5 * Math.sqrt((p * (1 - p)) / n), `${share}, expected ${p}`)
    }
  })
})

describe('a weight or delay', () => {
  const connected = (options: Parameters<ReturnType<typeof network>['connect']>[2], seed = 1) => {
    const net = network({ seed, dt: 0.5 })
    const cells = net.population('cells', 40, izhikevich())
    net.connect(cells, cells, options)
    return net.describe().projections[0]
  }

  it('is drawn from a distribution of quantities, the same for the same seed', () => {
    const options = { weight: normal('1 V', '10 mV'), delay: clipped(normal('3 ms', '2 ms'), '1 ms', '5 ms') }
    const { weights, delays } = connected(options)
    assert((weights as Float64Array).every(w => w > 900 && w < 1100))
    assert((delays as Uint16Array).every(d => d >= 2 && d <= 10))
    assert.deepEqual(connected(options).weights, weights)
    assert.notDeepEqual(connected(options, 2).weights, weights)
  })

  it('may be a function of the synapse, in the order of sources', () => {
    const { weights, delays, offsets, targets } = connected({
      weight: ({ pre, post }) => 100 * pre + post,
      delay: s => 1 + s.distance / 2,
    })
    for (let i = 0; i < 40; i++) {
      for (let s = offsets[i]; s < offsets[i + 1]; s++) {
        assert.equal((weights as Float64Array)[s], 100 * i + targets[s])
        assert.equal((delays as Uint16Array)[s], Math.round((1 + Math.abs(i - targets[s]) / 2) / 0.5))
      }
    }
  })

  it('counts neurons from the first of each group', () => {
    const net = network()
    const cells = net.population('cells', 10, izhikevich())
    net.connect(cells.slice(2, 4), cells.slice(5, 7), { weight: s => 10 * s.pre + s.post, delay: s => s.distance })
    const { weights, delays } = net.describe().projections[0]
    assert.deepEqual([...(weights as Float64Array)], [0, 1, 10, 11])
    assert.deepEqual(
      [...(delays as Uint16Array)],
      [3, 4, 2, 3].map(d => 2 * d),
    )
  })

  const faults: [string, Parameters<typeof connected>[0], RegExp][] = [
    ['a uniform the wrong way round', { weight: uniform(2, 1) }, /weight: uniform needs low <= high, got 2 and 1/],
    ['a negative sd', { weight: normal(0, -1) }, /weight: normal needs a standard deviation of 0 or more, got -1/],
    ['a lognormal around 0', { weight: lognormal({ mean: 0, sd: 1 }) }, /lognormal needs a mean other than 0/],
    ['bounds the wrong way round', { weight: clipped(normal(0, 1), 1, 0) }, /clipped needs low <= high, got 1 and 0/],
    ['a distribution in the wrong unit', { delay: normal('1 mV' as '1 ms', '1 ms') }, /delay: mean: "1 mV" is a voltage, expected a time/],
    ['negative delays', { delay: normal(0, 5) }, /delay must not be negative, got -/],
    ['a function that gives NaN', { weight: s => (s.pre === 2 ? NaN : 1) }, /weight: must be finite, got NaN for synapse 78/],
    ['an object', { weight: {} as never }, /weight: expected a quantity, an array of numbers, a distribution/],
  ] // prettier-ignore
  for (const [what, options, message] of faults) {
    it(`refuses ${what}`, () => assert.throws(() => connected(options), message))
  }

  it('refuses options of distributions that do not exist', () => {
    assert.throws(() => lognormal({ mu: 1, sigma: 1 } as never), /lognormal: unknown option "mu"; it has mean, sd/)
    assert.throws(() => clipped(5 as never, 0, 1), /clipped: expected a distribution/)
  })

  it('has its distribution in TypeScript too: a voltage is no delay', () => {
    const delay: Distribution<'1 ms' | '5 ms'> = uniform('1 ms', '5 ms')
    // @ts-expect-error a voltage is no time
    const wrong: Parameters<typeof connected>[0] = { delay: uniform('1 mV', '5 mV') }
    assert(delay && wrong)
  })

  it('fills a column with what its sampler draws, one after the other', () => {
    const parse = (x: number) => x
    for (const distribution of [
      uniform(-1, 3),
      normal(5, 2),
      lognormal({ mean: 2, sd: 1 }),
      exponentialDistribution(0.5),
      clipped(normal(5, 2), 4, 6),
      clipped(lognormal({ mean: 2, sd: 1 }), 1, 2),
    ]) {
      const [one, other] = [philox(6), philox(6)]
      const sample = distribution.sampler(parse, 'x')
      const expected = Float64Array.from({ length: 1000 }, () => sample(other))
      const drawn = draw(distribution, { n: 1000, random: one, parse, what: 'x', each: 'neuron', of: k => k })
      assert.deepEqual(drawn, expected, distribution.name)
      assert.deepEqual(one.state, other.state)
    }
  })

  it('of any distribution is a finite number within what it says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.nat(),
        (a, b, seed) => {
          const random = philox(seed)
          for (const x of [uniform(a, a + b), clipped(normal(a, b), a - 1, a + b)]) {
            const y = x.sampler(q => q, 'x')(random)
            assert(y >= a - 1 && y <= a + b)
          }
          assert.equal(uniform('2 ms', '2 ms').sampler(time, 'x')(random), 2)
        },
      ),
    )
  })
})
