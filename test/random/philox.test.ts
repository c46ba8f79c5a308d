import assert from 'node:assert/strict'
import fc from 'fast-check'
import { philox, philox4x32, streamKey, type Random } from '../../sdk/random/index.js'

const draw = (n: number, next: () => number) => Float64Array.from({ length: n }, next)
const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length
const variance = (x: Float64Array) => {
  const m = mean(x)
  return x.reduce((sum, value) => sum + (value - m) ** 2, 0) / x.length
}
/** Asserts that `actual` is within five standard errors of what theory says: one failure in two million at random. */
const near = (actual: number, expected: number, standardError: number, what: string) => {
  assert(Math.abs(actual - expected) < 5 * standardError, `${what} ${actual}, expected ${expected} ± ${standardError}`)
}
/** Pearson's statistic against expected counts, and five standard deviations of it around its mean. */
const chiSquare = (observed: ArrayLike<number>, expected: ArrayLike<number>) => {
  let sum = 0
  for (let i = 0; i < observed.length; i++) sum += (observed[i] - expected[i]) ** 2 / expected[i]
  const freedom = observed.length - 1
  near(sum, freedom, Math.sqrt(2 * freedom), 'chi-square')
}

describe('philox', () => {
  const n = 200_000

  it('takes its words from the block function, four a block', () => {
    const random = philox(5, 'test', 2)
    const [k0, k1] = streamKey(5, 'test', 2)
    const block = new Uint32Array(4)
    for (let index = 0; index < 3; index++) {
      philox4x32(index, 0, 0, 0xffffffff, k0, k1, block)
      for (const expected of block) assert.equal(random.word(), expected)
    }
  })

  it('is the same for the same seed and stream, and another for another', () => {
    const first = (random: Random) => draw(8, random.uniform)
    assert.deepEqual(first(philox(1, 'a', 0)), first(philox(1, 'a', 0)))
    const others = [philox(1, 'a', 0), philox(2, 'a', 0), philox(1, 'b', 0), philox(1, 'a', 1), philox(1), philox(-1)]
    assert.equal(new Set(others.map(random => first(random).join())).size, others.length)
  })

  it('goes on from a saved state, whatever was drawn before and after', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (before, after) => {
        const random = philox(3, 'state')
        for (let i = 0; i < before; i++) random.word()
        const saved = JSON.parse(JSON.stringify(random.state)) as Random['state']
        const expected = draw(10, random.word)
        for (let i = 0; i < after; i++) random.word()
        random.state = saved
        assert.deepEqual(draw(10, random.word), expected)
        const other = philox(0)
        other.state = saved
        assert.deepEqual(draw(10, other.word), expected)
      }),
    )
  })

  it('has uniform numbers with the moments and the histogram of [0, 1)', () => {
    const x = draw(n, philox(1).uniform)
    assert(x.every(value => value >= 0 && value < 1))
    near(mean(x), 1 / 2, Math.sqrt(1 / 12 / n), 'mean')
    near(variance(x), 1 / 12, Math.sqrt(1 / 180 / n), 'variance')
    const bins = new Uint32Array(1000)
    for (const value of x) bins[Math.floor(value * 1000)]++
    chiSquare(bins, new Float64Array(1000).fill(n / 1000))
  })

  it('has every bit of a word set half of the time', () => {
    const random = philox(2)
    const set = new Float64Array(32)
    for (let i = 0; i < n; i++) {
      const word = random.word()
      for (let bit = 0; bit < 32; bit++) set[bit] += (word >>> bit) & 1
    }
    for (const count of set) near(count / n, 0.5, 0.5 / Math.sqrt(n), 'share of ones')
  })

  it('has no correlation between neighbouring numbers, streams or seeds', () => {
    const series = [philox(1, 'a', 0), philox(1, 'a', 1), philox(2, 'a', 0), philox(1, 'b', 0)].map(r =>
      draw(n, r.uniform),
    )
    const correlation = (x: Float64Array, y: Float64Array, lag: number) => {
      let sum = 0
      for (let i = lag; i < n; i++) sum += (x[i] - 0.5) * (y[i - lag] - 0.5)
      return (12 * sum) / (n - lag)
    }
    for (const lag of [1, 2, 3, 4]) near(correlation(series[0], series[0], lag), 0, 1 / Math.sqrt(n), `lag ${lag}`)
    for (const other of series.slice(1)) near(correlation(series[0], other, 0), 0, 1 / Math.sqrt(n), 'streams')
  })

  it('has normal numbers with the moments and the tails of the normal distribution', () => {
    const x = draw(n, philox(3).normal)
    near(mean(x), 0, 1 / Math.sqrt(n), 'mean')
    near(variance(x), 1, Math.sqrt(2 / n), 'variance')
    near(mean(x.map(z => z ** 3)), 0, Math.sqrt(15 / n), 'third moment')
    near(mean(x.map(z => z ** 4)), 3, Math.sqrt(96 / n), 'fourth moment')
    const beyond = mean(x.map(z => (Math.abs(z) > 3 ? 1 : 0)))
    near(beyond, 0.0026998, Math.sqrt(0.0027 / n), 'share beyond three standard deviations')
  })

  it('has unbiased whole numbers below n', () => {
    const random = philox(4)
    const counts = new Uint32Array(7)
    for (let i = 0; i < n; i++) counts[random.integer(7)]++
    chiSquare(counts, new Float64Array(7).fill(n / 7))
    // 3 * 2^30 does not divide 2^32: without rejection the lower third would come up half of the time.
    const large = draw(n, () => random.integer(3 * 2 ** 30))
    near(mean(large.map(x => (x < 2 ** 30 ? 1 : 0))), 1 / 3, Math.sqrt(2 / 9 / n), 'share of the lower third')
    const larger = draw(n, () => random.integer(3 * 2 ** 51))
    near(mean(larger.map(x => (x < 2 ** 51 ? 1 : 0))), 1 / 3, Math.sqrt(2 / 9 / n), 'share of the lower third')
    assert.equal(random.integer(1), 0)
  })

  it('has Poisson counts of the right distribution, by inversion and by rejection', () => {
    for (const lambda of [0.01, 1, 9.9, 10, 40, 1e6]) {
      const random = philox(5, lambda * 100)
      const x = draw(n, () => random.poisson(lambda))
      near(mean(x), lambda, Math.sqrt(lambda / n), `mean of ${lambda}`)
      near(variance(x), lambda, Math.sqrt((lambda + 2 * lambda ** 2) / n), `variance of ${lambda}`)
    }
    for (const lambda of [4, 12]) {
      const random = philox(6, lambda)
      const size = 2 * lambda // the last bin takes all from 2 lambda - 1 on
      const observed = new Uint32Array(size)
      const expected = new Float64Array(size)
      for (let i = 0; i < n; i++) observed[Math.min(random.poisson(lambda), size - 1)]++
      for (let k = 0, p = Math.exp(-lambda), rest = 1; k < size; rest -= p, k++, p *= lambda / k) {
        expected[k] = n * (k < size - 1 ? p : rest)
      }
      chiSquare(observed, expected)
    }
    assert.equal(philox(1).poisson(0), 0)
  })

  it('has exponential numbers of the mean asked for', () => {
    const random = philox(7)
    const x = draw(n, () => random.exponential(4))
    assert(x.every(value => value >= 0 && Number.isFinite(value)))
    near(mean(x), 4, 4 / Math.sqrt(n), 'mean')
    near(variance(x), 16, 16 * Math.sqrt(8 / n), 'variance')
  })

  it('shuffles into every order equally often', () => {
    const random = philox(8)
    const counts = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const order = random.shuffle([0, 1, 2, 3]).join()
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    assert.equal(counts.size, 24)
    chiSquare([...counts.values()], new Float64Array(24).fill(1000))
    const typed = Uint8Array.of(1, 2, 3)
    assert.equal(random.shuffle(typed), typed)
  })

  it('names what is wrong', () => {
    const random = philox(1)
    assert.throws(() => philox(0.5), /seed must be a whole number .*, got 0\.5/)
    assert.throws(() => philox(NaN), /seed must be a whole number .*, got NaN/)
    assert.throws(() => philox(2 ** 53), /seed must be a whole number/)
    assert.throws(() => philox(1, 'a', 1.5), /stream: a number in it must be a safe whole number, got 1\.5/)
    assert.throws(() => random.integer(0), /integer: n must be a whole number .*, got 0/)
    assert.throws(() => random.poisson(-1), /poisson: mean must be .*, got -1/)
    assert.throws(() => random.exponential(Infinity), /exponential: mean must be .*, got Infinity/)
    assert.throws(() => (random.state = { key: [1, 2], position: -1 }), /state: position must be .*, got -1/)
  })
})
