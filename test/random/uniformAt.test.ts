import assert from 'node:assert/strict'
import fc from 'fast-check'
import { philox, streamKey, uniformAt, uniformsAt } from '../../sdk/random/index.js'

describe('uniformAt', () => {
  const key = streamKey(1, 'poisson', 0)

  it('is the batch form, number by number, at every step, length and offset', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(30), fc.nat(1000), fc.nat(3), (step, n, quarter, word) => {
        const batch = uniformsAt(key, step, new Float64Array(n), word, 4 * quarter)
        batch.forEach((value, i) => {
          assert.equal(value, uniformAt(key, 4 * quarter + i, step, word))
        })
      }),
    )
  })

  it('does not depend on what was asked for before', () => {
    const forwards = [0, 1, 2, 3, 4, 5].map(i => uniformAt(key, i, 10))
    const backwards = [5, 4, 3, 2, 1, 0].map(i => uniformAt(key, i, 10)).reverse()
    assert.deepEqual(forwards, backwards)
  })

  it('differs between indices, steps past 2^32 too, words, keys and the sequential stream of the same key', () => {
    const random = philox(1, 'poisson', 0)
    const values = [
      uniformAt(key, 0, 0),
      uniformAt(key, 1, 0),
      uniformAt(key, 4, 0),
      uniformAt(key, 0, 1),
      uniformAt(key, 0, 2 ** 32),
      uniformAt(key, 0, 0, 1),
      uniformAt(streamKey(1, 'poisson', 1), 0, 0),
      random.word() * 2 ** -32,
    ]
    assert.equal(new Set(values).size, values.length)
  })

  it('is uniform over neurons and over steps, without correlation between neighbours', () => {
    const n = 1000
    const steps = 200
    const total = n * steps
    let sum = 0
    let neurons = 0
    let inTime = 0
    let before: Float64Array = new Float64Array(n).fill(0.5)
    const bins = new Uint32Array(100)
    for (let step = 0; step < steps; step++) {
      const u = uniformsAt(key, step, new Float64Array(n))
      u.forEach((value, i) => {
        sum += value
        bins[Math.floor(value * 100)]++
        inTime += (value - 0.5) * (before[i] - 0.5)
        if (i > 0) neurons += (value - 0.5) * (u[i - 1] - 0.5)
      })
      before = u
    }
    assert(Math.abs(sum / total - 0.5) < 5 * Math.sqrt(1 / 12 / total))
    assert(Math.abs((12 * neurons) / total) < 5 / Math.sqrt(total))
    assert(Math.abs((12 * inTime) / total) < 5 / Math.sqrt(total))
    const chi = bins.reduce((x, count) => x + (count - total / 100) ** 2 / (total / 100), 0)
    assert(Math.abs(chi - 99) < 5 * Math.sqrt(198), `chi-square ${chi}, expected 99 ± 14`)
  })

  it('refuses a batch that starts inside a block', () => {
    assert.throws(() => uniformsAt(key, 0, new Float64Array(4), 0, 2), /first must be a multiple of 4, got 2/)
  })
})
