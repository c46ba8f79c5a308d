import assert from 'node:assert/strict'
import { normalAt, normalsAt, philox4x32, streamKey } from '../../sdk/random/index.js'
import { boxMuller } from '../../sdk/random/boxMuller.js'

const key = streamKey(42, 'noise', 0)
const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length
/** Asserts that `actual` is within five standard errors of what theory says: one failure in two million at random. */
const near = (actual: number, expected: number, standardError: number, what: string) => {
  assert(Math.abs(actual - expected) < 5 * standardError, `${what} ${actual}, expected ${expected} ± ${standardError}`)
}
const correlation = (x: Float64Array, y: Float64Array) => mean(x.map((value, i) => value * y[i]))

/** The distribution function of the normal distribution, to 2e-7 (Abramowitz & Stegun 1964, 26.2.17). */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const series = ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.31938153) * t
  const tail = (series * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
  return x > 0 ? 1 - tail : tail
}

describe('boxMuller', () => {
  const words = [0, 1, 2, 0x7fffffff, 0x80000000, 0xb504f333, 0xb504f334, 0xb504f335, 0xfffffffe, 0xffffffff]
  const angles = [
    ...words,
    0x1fffffff,
    0x20000000,
    0x40000000,
    0x5fffffff,
    0x60000000,
    0x9fffffff,
    0xa0000000,
    0xe0000000,
  ]

  it('is the formula of Box and Muller', () => {
    const out = new Float64Array(2)
    for (const radiusWord of words) {
      for (const angleWord of angles) {
        boxMuller(radiusWord, angleWord, out, 0)
        const rest = (0x100000000 - radiusWord - 0.5) * 2 ** -32
        const radius = Math.sqrt(-2 * Math.log1p(-rest))
        const angle = 2 * Math.PI * (angleWord + 0.5) * 2 ** -32
        const what = `of ${radiusWord} and ${angleWord}`
        assert(Math.abs(out[0] - radius * Math.cos(angle)) < 1e-14, `${out[0]} ${what}`)
        assert(Math.abs(out[1] - radius * Math.sin(angle)) < 1e-14, `${out[1]} ${what}`)
      }
    }
  })
})

describe('normalAt', () => {
  it('takes the words of the block of uniformAt two by two', () => {
    const block = new Uint32Array(4)
    const out = new Float64Array(4)
    philox4x32(5, 7, 1, 3, ...key, block)
    boxMuller(block[0], block[1], out, 0)
    boxMuller(block[2], block[3], out, 2)
    assert.deepEqual(
      [20, 21, 22, 23].map(index => normalAt(key, index, 2 ** 32 + 7, 3)),
      [...out],
    )
  })

  it('is the same on every machine', () => {
    assert.deepEqual(
      [0, 1, 2, 3].map(index => normalAt(key, index, 1000)),
      [1.1745499704733489, 1.5647231445033227, 0.37136319264056245, 0.22359512273753626],
    )
  })

  it('depends on key, index, step and word', () => {
    const numbers = [
      normalAt(key, 0, 0),
      normalAt(key, 4, 0),
      normalAt(key, 0, 1),
      normalAt(key, 0, 2 ** 32),
      normalAt(key, 0, 0, 1),
      normalAt(streamKey(42, 'noise', 1), 0, 0),
    ]
    assert.equal(new Set(numbers).size, numbers.length)
  })
})

describe('normalsAt', () => {
  it('is normalAt for every index, of any number of them', () => {
    for (const size of [0, 1, 2, 3, 4, 5, 17]) {
      const expected = Array.from({ length: size }, (_, i) => normalAt(key, 8 + i, 99, 2))
      assert.deepEqual([...normalsAt(key, 99, new Float64Array(size), 2, 8)], expected)
    }
  })

  it('refuses a first index within a block', () => {
    assert.throws(() => normalsAt(key, 0, new Float64Array(4), 0, 2), /first must be a multiple of 4, got 2/)
  })

  const n = 400_000
  const x = normalsAt(key, 0, new Float64Array(n))

  it('has the moments of the normal distribution', () => {
    near(mean(x), 0, 1 / Math.sqrt(n), 'mean')
    near(mean(x.map(z => z ** 2)), 1, Math.sqrt(2 / n), 'variance')
    near(mean(x.map(z => z ** 3)), 0, Math.sqrt(15 / n), 'skewness')
    near(mean(x.map(z => z ** 4)), 3, Math.sqrt(96 / n), 'kurtosis')
  })

  it('has the distribution function of the normal distribution (Kolmogorov & Smirnov)', () => {
    let distance = 0
    x.toSorted().forEach((z, i) => {
      const theory = cumulative(z)
      distance = Math.max(distance, theory - i / n, (i + 1) / n - theory)
    })
    // Beyond 2.6 / sqrt(n) in one case in 400000: 2 exp(-2 * 2.6^2).
    assert(distance < 2.6 / Math.sqrt(n), `distance ${distance}`)
  })

  it('has as many numbers far out as there should be', () => {
    for (const [bound, probability] of [
      [3, 2.6998e-3],
      [4, 6.3342e-5],
    ])
      // prettier-ignore
      near(mean(x.map(z => (Math.abs(z) > bound ? 1 : 0))), probability, Math.sqrt(probability / n), `beyond ${bound}`)
  })

  it('has no correlation between neighbouring indices, steps, words or streams', () => {
    const error = 1 / Math.sqrt(n)
    for (const lag of [1, 2, 3, 4]) near(correlation(x.subarray(lag), x), 0, error, `indices ${lag} apart`)
    near(correlation(x, normalsAt(key, 1, new Float64Array(n))), 0, error, 'steps')
    near(correlation(x, normalsAt(key, 0, new Float64Array(n), 1)), 0, error, 'words')
    near(correlation(x, normalsAt(streamKey(42, 'noise', 1), 0, new Float64Array(n))), 0, error, 'streams')
    // Nor of the squares, which a common radius would show.
    const squares = x.map(z => z ** 2 - 1)
    for (const lag of [1, 2]) near(correlation(squares.subarray(lag), squares), 0, 2 * error, `squares ${lag} apart`)
  })

  it('has no correlation between the steps of one index', () => {
    const series = Float64Array.from({ length: 100_000 }, (_, step) => normalAt(key, 6, step))
    near(mean(series), 0, 1 / Math.sqrt(series.length), 'mean')
    for (const lag of [1, 2, 3]) {
      near(correlation(series.subarray(lag), series), 0, 1 / Math.sqrt(series.length), `steps ${lag} apart`)
    }
  })
})
