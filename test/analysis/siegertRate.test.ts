import assert from 'node:assert/strict'
import { siegertRate } from '../../sdk/analysis/index.js'

const cell = { tau: 20, threshold: 20, reset: 10, refractory: 2 }

describe('siegertRate', () => {
  it("is Brunel's asynchronous irregular state where the network agrees with itself: 37.95 Hz", () => {
    const nu = 0.03795
    const mean = 2000 * (0.02 + nu - 1.25 * nu)
    const deviation = Math.sqrt(200 * (0.02 + nu + 6.25 * nu))
    assert(Math.abs(siegertRate({ ...cell, mean, deviation }) - 37.95) < 0.005)
  })

  it('without noise is the closed form of the leaky cell, silent at the threshold and below', () => {
    for (const mean of [20.1, 25, 60]) {
      const expected = 1000 / (2 + 20 * Math.log((mean - 10) / (mean - 20)))
      assert(Math.abs(siegertRate({ ...cell, mean, deviation: 0 }) / expected - 1) < 1e-14)
      assert(Math.abs(siegertRate({ ...cell, mean, deviation: 1e-5 }) / expected - 1) < 1e-9)
    }
    assert.equal(siegertRate({ ...cell, mean: 20, deviation: 0 }), 0)
    assert.equal(siegertRate({ ...cell, mean: -5, deviation: 0 }), 0)
  })

  it('far below the threshold is the rate of escape over it: Kramers', () => {
    // rate -> (threshold - mean)/deviation e^(-((threshold - mean)/deviation)^2) / (tau sqrt(pi)), with a correction of
    // 1/(2 x^2).
    for (const x of [5, 8, 20]) {
      const found = siegertRate({ ...cell, refractory: 0, mean: 0, reset: -10, deviation: 20 / x })
      const leading = (1000 / (20 * Math.sqrt(Math.PI))) * x * Math.exp(-x * x)
      assert(Math.abs(found / leading - 1) < 1 / (x * x), `x ${x}: ${found / leading}`)
    }
    assert.equal(siegertRate({ ...cell, mean: 0, deviation: 0.5 }), 0)
  })

  it('agrees with its integral taken another way', () => {
    // Integral of e^(x^2) (1 + erf x) by Simpson's rule, with erf by its series, which is exact to rounding here.
    const erf = (x: number) => {
      let [term, sum] = [x, x]
      for (let n = 1; Math.abs(term) > 1e-18; n++) sum += ((term *= (-x * x) / n), term / (2 * n + 1))
      return (2 / Math.sqrt(Math.PI)) * sum
    }
    const [mean, deviation] = [15, 8]
    const [from, to, n] = [(10 - mean) / deviation, (20 - mean) / deviation, 2000]
    const h = (to - from) / n
    let sum = 0
    for (let k = 0; k <= n; k++) {
      const x = from + k * h
      sum += (k === 0 || k === n ? 1 : k % 2 ? 4 : 2) * Math.exp(x * x) * (1 + erf(x))
    }
    const expected = 1000 / (2 + 20 * Math.sqrt(Math.PI) * ((sum * h) / 3))
    assert(Math.abs(siegertRate({ ...cell, mean, deviation }) / expected - 1) < 1e-11)
  })

  it('grows with the mean and, below the threshold, with the noise', () => {
    const means = [0, 5, 10, 15, 20, 30].map(mean => siegertRate({ ...cell, mean, deviation: 4 }))
    const noises = [1, 2, 4, 8].map(deviation => siegertRate({ ...cell, mean: 12, deviation }))
    for (const rates of [means, noises]) for (let i = 1; i < rates.length; i++) assert(rates[i] > rates[i - 1])
  })

  it('takes units, and names what is wrong', () => {
    const withUnits = siegertRate({
      mean: '15 mV',
      deviation: '5 mV',
      tau: '.02 s',
      threshold: '20 mV',
      reset: '10 mV',
    })
    assert.equal(withUnits, siegertRate({ mean: 15, deviation: 5, tau: 20, threshold: 20, reset: 10 }))
    const wrong = (change: object) => () => siegertRate({ ...cell, mean: 15, deviation: 5, ...change })
    assert.throws(wrong({ sigma: 5 }), /siegertRate: unknown option "sigma"; it has mean, deviation/)
    assert.throws(wrong({ tau: 0 }), /siegertRate: tau must be above 0 ms, got 0 ms/)
    assert.throws(wrong({ deviation: -1 }), /deviation must not be negative, got -1 mV/)
    assert.throws(wrong({ refractory: -1 }), /refractory must not be negative, got -1 ms/)
    assert.throws(wrong({ reset: 20 }), /reset must lie below the threshold of 20 mV, got 20 mV/)
    assert.throws(wrong({ mean: NaN }), /siegertRate: mean/)
  })
})
