import assert from 'node:assert/strict'
import { cv, firstSpikes, intervals, populationRate, rates, type Spikes } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'

/** A recording from each neuron's spike times. */
function recording(trains: number[][], from = 0, to = 1000): Spikes {
  const list = trains.flatMap((times, i) => times.map(t => [t, i] as const)).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return {
    population: 'test',
    n: trains.length,
    time: Float64Array.from(list, ([t]) => t),
    neuron: Uint32Array.from(list, ([, i]) => i),
    from,
    to,
  }
}
const clock = Array.from({ length: 50 }, (_, i) => 20 * i)
const spikes = recording([clock, [], [5, 105, 405], [7]])

describe('rates', () => {
  it('are spikes over time, 0 for the silent', () => {
    assert.deepEqual(Array.from(rates(spikes)), [50, 0, 3, 1])
    assert.deepEqual(Array.from(rates(recording([[600], [600, 700]], 500, 1000))), [2, 4])
  })

  it('are unknown if no time was recorded', () => {
    assert.deepEqual(Array.from(rates(recording([[]], 5, 5))), [NaN])
  })
})

describe('populationRate', () => {
  it('is spikes a neuron and second in each bin, at its middle', () => {
    const { time, rate } = populationRate(recording([[1, 2], [11, 25]], 0, 30), { bin: 10 }) // prettier-ignore
    assert.deepEqual(Array.from(time), [5, 15, 25])
    assert.deepEqual(Array.from(rate), [100, 50, 50])
  })

  it('puts a spike on an edge into the bin that begins there, also where .1 is not exact', () => {
    const grid = Array.from({ length: 100 }, (_, k) => k * 0.1)
    const decimal = Array.from({ length: 100 }, (_, k) => Number((k / 10).toFixed(1)))
    for (const times of [grid, decimal]) {
      const { rate } = populationRate(recording([times], 0, 10), { bin: 0.1 })
      assert.equal(rate.length, 100)
      for (const value of rate) assert(Math.abs(value - 10_000) < 1e-6, `${value} Hz, expected one spike a bin`)
    }
  })

  it('counts a shorter last bin as such, and the very end into it', () => {
    const { time, rate } = populationRate(recording([[21, 25]], 0, 25), { bin: 10 })
    assert.deepEqual(Array.from(time), [5, 15, 22.5])
    assert.deepEqual(Array.from(rate), [0, 0, 400])
  })

  it('weighted by its bins is the mean of the rates', () => {
    const { rate } = populationRate(spikes, { bin: 20 })
    const mean = rates(spikes).reduce((sum, r) => sum + r) / spikes.n
    assert(Math.abs(rate.reduce((sum, r) => sum + r) / rate.length - mean) < 1e-12)
  })

  it('is empty for an empty recording, and 0 for no neurons', () => {
    assert.equal(populationRate(recording([[]], 5, 5)).rate.length, 0)
    assert.deepEqual(Array.from(populationRate(recording([], 0, 10)).rate), [0])
  })

  it('names a wrong bin', () => {
    assert.throws(() => populationRate(spikes, { bin: 0 }), /bin must be a width above 0 ms, got 0/)
    assert.throws(() => populationRate(spikes, { bin: NaN }), /got NaN/)
  })
})

describe('intervals', () => {
  it('are the differences of the spike times of each neuron', () => {
    const { interval, neuron } = intervals(recording([[1, 4, 9], [2], [3, 5]]))
    assert.deepEqual(Array.from(interval), [3, 2, 5])
    assert.deepEqual(Array.from(neuron), [0, 2, 0])
  })
})

describe('cv', () => {
  it('is 0 for a clock, unknown below three spikes, and the deviation over the mean in between', () => {
    // Intervals 100 and 300: mean 200, deviation 100.
    assert.deepEqual(Array.from(cv(spikes)), [0, NaN, 0.5, NaN])
  })

  it('is 1 for a Poisson process, and 1/sqrt(k) for every k-th of its spikes', () => {
    const random = philox(1, 'cv')
    for (const k of [1, 4]) {
      const train: number[] = []
      for (let t = 0, i = 0; i < 20_000; i++) {
        for (let j = 0; j < k; j++) t += random.exponential(10)
        train.push(t)
      }
      const [value] = cv(recording([train]))
      assert(Math.abs(value - 1 / Math.sqrt(k)) < 0.05, `${value}, expected ${1 / Math.sqrt(k)}`)
    }
  })
})

describe('firstSpikes', () => {
  it('are the earliest times, infinite for the silent', () => {
    assert.deepEqual(Array.from(firstSpikes(spikes)), [0, Infinity, 5, 7])
  })
})
