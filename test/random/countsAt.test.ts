import assert from 'node:assert/strict'
import { countsAt, poissonThresholds, streamKey, uniformsAt } from '../../sdk/random/index.js'

describe('counts by index and step', () => {
  for (const mean of [0.05, 0.7, 2, 13, 55]) {
    it(`Poisson of mean ${mean}: probabilities, mean and variance`, () => {
      const n = 200_000
      const counts = countsAt(
        streamKey(3, 'counts', Math.round(mean * 100)),
        7,
        poissonThresholds(mean),
        new Float64Array(n),
      )
      const average = counts.reduce((a, b) => a + b) / n
      const variance = counts.reduce((a, b) => a + (b - average) ** 2, 0) / n
      assert(Math.abs(average - mean) < 4 * Math.sqrt(mean / n), `mean ${average}`)
      assert(Math.abs(variance / mean - 1) < 4 * Math.sqrt((2 + 1 / mean) / n), `variance ${variance}`)
      // Chi-square over the counts that are expected ten times or more.
      let [chi, bins, probability] = [0, 0, Math.exp(-mean)]
      for (let k = 0; k < 150; k++) {
        const expected = n * probability
        if (expected > 10) {
          chi += (counts.reduce((sum, c) => sum + Number(c === k), 0) - expected) ** 2 / expected
          bins++
        }
        probability *= mean / (k + 1)
      }
      assert(chi < bins + 5 * Math.sqrt(2 * bins), `chi-square ${chi} of ${bins} bins`)
    })
  }

  it('are how many thresholds the word of uniformAt reaches', () => {
    const key = streamKey(1, 'x')
    const u = uniformsAt(key, 5, new Float64Array(50))
    const half = Uint32Array.of(2 ** 30, 2 ** 31, 3 * 2 ** 30)
    assert.deepEqual(
      [...countsAt(key, 5, half, new Float64Array(50))],
      [...u].map(x => Math.floor(4 * x)),
    )
  })
})
