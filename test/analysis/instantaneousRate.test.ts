import assert from 'node:assert/strict'
import { instantaneousRate, instantaneousRates, rates } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { poissonTrain, recording } from './recording.js'

const kernels = ['gaussian', 'exponential', 'boxcar'] as const
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe('instantaneousRate', () => {
  it('of one spike is its kernel', () => {
    const spikes = recording([[500.3]])
    const at = (kernel: (typeof kernels)[number]) => {
      const { time, rate } = instantaneousRate(spikes, { kernel, width: '20 ms', step: '1 ms' })
      return (t: number) => rate[time.indexOf(t)]
    }
    const [gaussian, exponential, boxcar] = kernels.map(at)
    for (const t of [470, 500, 501, 540]) {
      const d = t - 500.3
      const expected = (1000 / (20 * Math.sqrt(2 * Math.PI))) * Math.exp((-d * d) / 800)
      assert(Math.abs(gaussian(t) - expected) < 1e-12)
      assert(Math.abs(exponential(t) - (d < 0 ? 0 : 50 * Math.exp(-d / 20))) < 1e-12)
    }
    assert.deepEqual([490, 491, 510, 511].map(boxcar), [0, 50, 50, 0])
  })

  it('has the area of its spikes, whatever the kernel', () => {
    const spikes = recording([poissonTrain(philox(1), 30, 800).map(t => 100 + t), [400.5], []])
    const mean = sum(rates(spikes)) / 3
    for (const kernel of kernels) {
      const { rate } = instantaneousRate(spikes, { kernel, width: 5, step: 0.1 })
      assert(Math.abs(sum(rate) / rate.length - mean) < 0.01 * mean, `${kernel}: ${sum(rate) / rate.length}, ${mean}`)
    }
  })

  it('is the mean of the rates of its neurons', () => {
    const random = philox(2)
    const spikes = recording([poissonTrain(random, 20, 1000), poissonTrain(random, 50, 1000), []])
    for (const kernel of kernels) {
      const { time, rates } = instantaneousRates(spikes, { kernel })
      const { rate } = instantaneousRate(spikes, { kernel })
      rate.forEach((r, k) => {
        const mean = (rates[k] + rates[time.length + k] + rates[2 * time.length + k]) / 3
        assert(Math.abs(r - mean) < 1e-9)
      })
    }
  })

  it('moves with its spikes', () => {
    for (const kernel of kernels) {
      const here = instantaneousRate(recording([[200, 230]]), { kernel })
      const later = instantaneousRate(recording([[1200, 1230]], 1000, 2000), { kernel })
      here.rate.forEach((r, k) => assert(Math.abs(r - later.rate[k]) < 1e-9))
      assert.equal(later.time[0], 1000)
    }
  })

  it('is 0 for the silent, and empty for an empty recording', () => {
    assert.deepEqual(new Set(instantaneousRate(recording([[], []])).rate), new Set([0]))
    assert.deepEqual(new Set(instantaneousRate(recording([])).rate), new Set([0]))
    assert.equal(instantaneousRate(recording([[]], 5, 5)).rate.length, 0)
  })

  it('names what is wrong', () => {
    const spikes = recording([[1]])
    assert.throws(() => instantaneousRate(spikes, { width: 0 }), /width must be a time above 0 ms, got 0 ms/)
    assert.throws(() => instantaneousRate(spikes, { step: '0 ms' }), /step must be a time above 0 ms/)
    assert.throws(() => instantaneousRate(spikes, { step: 1e-9 }), /more than 2\^27; take a longer step/)
    assert.throws(() => instantaneousRate(spikes, { sigma: 5 } as object), /unknown option "sigma"/)
    assert.throws(
      () => instantaneousRate(spikes, { kernel: 'triangle' as 'boxcar' }),
      /unknown kernel "triangle"; there are gaussian, exponential, boxcar/,
    )
  })
})
