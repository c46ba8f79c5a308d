import assert from 'node:assert/strict'
import fc from 'fast-check'
import { spikeTriggeredAverage } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'

describe('spikeTriggeredAverage', () => {
  it('is the mean of what surrounds the spikes', () => {
    const signal = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    const { lag, average, count } = spikeTriggeredAverage(signal, [4, 6], { step: 1, before: 2, after: 1 })
    assert.deepEqual(Array.from(lag), [-2, -1, 0, 1])
    assert.deepEqual(Array.from(average), [3, 4, 5, 6])
    assert.equal(count, 2)
  })

  it('counts only spikes whose whole window lies in the signal', () => {
    const { count } = spikeTriggeredAverage(new Float64Array(10), [1, 2, 8, 9], { step: 1, before: 2, after: 1 })
    assert.equal(count, 2)
  })

  it('finds the filter that drives the spikes', () => {
    // A spike wherever the noise three samples ago and five samples ago is high in sum: for normal noise the average
    // is there E[x | x + y > 2] = phi(sqrt 2) / (sqrt 2 (1 - Phi(sqrt 2))) = 1.3227, elsewhere 0.
    const { normal } = philox(1)
    const noise = Float64Array.from({ length: 200_000 }, normal)
    const spikes = [...noise.keys()].filter(i => i >= 5 && noise[i - 3] + noise[i - 5] > 2).map(i => 1000 + i * 0.5)
    const { lag, average, count } = spikeTriggeredAverage(noise, spikes, { step: 0.5, from: '1 s', before: 4 })
    average.forEach((value, k) => {
      const expected = lag[k] === -1.5 || lag[k] === -2.5 ? 1.3227 : 0
      assert(Math.abs(value - expected) < 5 / Math.sqrt(count), `${value} at ${lag[k]} ms, expected ${expected}`)
    })
  })

  it('is linear in the signal', () => {
    const samples = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const of = (signal: number[]) =>
          spikeTriggeredAverage(signal, [10, 15, 22], { step: 1, before: 8, after: 5 }).average
        const both = of(a.map((x, i) => 2 * x + b[i]))
        of(a).forEach((x, k) => assert(Math.abs(both[k] - (2 * x + of(b)[k])) < 1e-9))
      }),
    )
  })

  it('is unknown without spikes, and says how many there were', () => {
    const { average, count } = spikeTriggeredAverage([1, 2, 3], [], { step: 1, before: 1 })
    assert.deepEqual([Array.from(average), count], [[NaN, NaN], 0])
  })

  it('names what is wrong', () => {
    assert.throws(() => spikeTriggeredAverage([1], [0], {} as never), /spikeTriggeredAverage: step: expected a time/)
    assert.throws(() => spikeTriggeredAverage([1], [0], { step: 0 }), /step must be a time above 0 ms, got 0 ms/)
    assert.throws(
      () => spikeTriggeredAverage([1], [0], { step: 1, before: -1 }),
      /before and after must be 0 ms or more/,
    )
    assert.throws(() => spikeTriggeredAverage([NaN], [0], { step: 1 }), /signal: sample 0 must be a finite number/)
    assert.throws(() => spikeTriggeredAverage([1], [1, 0], { step: 1 }), /train: times must be in order/)
  })
})
