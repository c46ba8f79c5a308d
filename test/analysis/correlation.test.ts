import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  autocorrelogram,
  correlationMatrix,
  crossCorrelogram,
  spikeTimeTiling,
  synchronyIndex,
} from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { clock, poissonTrain, recording } from './recording.js'

const trainOf = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 25 }).map(times => times.sort((a, b) => a - b))
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe('crossCorrelogram', () => {
  it('counts how long after each spike of a the spikes of b come', () => {
    const { lag, count, rate } = crossCorrelogram([100, 200], [98, 103, 203, 290], { window: 5, bin: 1 })
    assert.deepEqual(Array.from(lag), [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5])
    assert.deepEqual(Array.from(count), [0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0])
    assert.equal(rate[8], 1000) // one spike in 1 ms for each of a
  })

  it('agrees with counting all pairs', () => {
    fc.assert(
      fc.property(trainOf, trainOf, fc.integer({ min: 1, max: 9 }), (a, b, bin) => {
        const { count } = crossCorrelogram(a, b, { window: 6 * bin, bin })
        const expected = new Float64Array(13)
        for (const s of a) {
          for (const t of b) {
            const k = Math.sign(t - s) * Math.floor(Math.abs(t - s) / bin + 0.5)
            if (Math.abs(k) <= 6) expected[k + 6]++
          }
        }
        assert.deepEqual(count, expected)
      }),
    )
  })

  it('is mirrored when the trains are exchanged', () => {
    fc.assert(
      fc.property(trainOf, trainOf, (a, b) => {
        const options = { window: '40 ms', bin: '4 ms' } as const
        assert.deepEqual(crossCorrelogram(a, b, options).count, crossCorrelogram(b, a, options).count.reverse())
      }),
    )
  })

  it('of independent Poisson trains is the rate of the other at every lag', () => {
    for (const seed of [1, 2, 3]) {
      const random = philox(seed)
      const [a, b] = [poissonTrain(random, 20, 1e6), poissonTrain(random, 50, 1e6)]
      const { count, rate } = crossCorrelogram(a, b, { window: 50, bin: 2 })
      // Some 2000 pairs a bin; 5 standard deviations.
      rate.forEach((r, k) => assert(Math.abs(r - 50) < (5 * 50) / Math.sqrt(count[k]), `${r} Hz, expected 50`))
    }
  })

  it('peaks at the delay between two trains', () => {
    const a = poissonTrain(philox(4), 30, 100_000)
    const { lag, count } = crossCorrelogram(a, a.map(t => t + 7), { window: 20 }) // prettier-ignore
    assert.equal(lag[count.indexOf(Math.max(...count))], 7)
    assert(Math.max(...count) >= a.length)
  })

  it('is 0 where a train is empty', () => {
    const empty = crossCorrelogram([], [1, 2], { window: 2 })
    assert.deepEqual([sum(empty.count), sum(empty.rate)], [0, 0])
    assert.equal(sum(crossCorrelogram([1, 2], []).count), 0)
  })

  it('names what is wrong', () => {
    assert.throws(() => crossCorrelogram([1], [1], { bin: 0 }), /bin must be a width above 0 ms, got 0/)
    assert.throws(() => crossCorrelogram([1], [1], { window: -1 }), /window must be 0 ms or longer, got -1/)
    assert.throws(() => crossCorrelogram([1], [1], { window: 1e6, bin: 1e-6 }), /bins are too many; take wider ones/)
    assert.throws(
      () => crossCorrelogram([1], [7, 5]),
      /crossCorrelogram: b: times must be in order, but spike 1 at 5 ms follows one at 7 ms; sort them/,
    )
    assert.throws(() => crossCorrelogram([NaN], [1]), /a: spike 0 must be at a finite time, got NaN/)
    assert.throws(() => crossCorrelogram('1' as never, [1]), /a: expected the spike times of one neuron.*got "1"/)
  })
})

describe('autocorrelogram', () => {
  it('is the cross-correlogram of a train with itself, without each spike itself', () => {
    fc.assert(
      fc.property(trainOf, train => {
        const options = { window: 30, bin: 3 }
        const expected = crossCorrelogram(train, train, options).count
        expected[10] -= train.length
        assert.deepEqual(autocorrelogram(train, options).count, expected)
      }),
    )
  })

  it('of a clock peaks at the multiples of its interval', () => {
    const { lag, count } = autocorrelogram(clock(20, 2000), { window: 50 })
    const peaks = Array.from(lag).filter((_, k) => count[k] > 0)
    assert.deepEqual(peaks, [-40, -20, 20, 40])
    assert.equal(count[lag.indexOf(20)], 99)
  })

  it('of a population is the sum over its neurons, none with another', () => {
    const { count } = autocorrelogram(recording([[10, 15], [11, 16], []]), { window: 8 })
    assert.deepEqual(Array.from(count), [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0])
  })

  it('of a Poisson process is its rate', () => {
    const { count, rate } = autocorrelogram(poissonTrain(philox(5), 40, 1e6), { window: 40, bin: 2 })
    rate.forEach((r, k) => assert(Math.abs(r - 40) < (6 * 40) / Math.sqrt(count[k]), `${r} Hz, expected 40`))
  })

  it('is 0 without two spikes', () => {
    for (const train of [[], [5], recording([[1], [2], []])]) assert.equal(sum(autocorrelogram(train).count), 0)
  })
})

describe('correlationMatrix', () => {
  it('is 1 for equal counts, -1 for opposite ones, unknown for the silent', () => {
    const spikes = recording([[5, 25], [6, 27], [15, 35], []], 0, 40)
    const { n, values } = correlationMatrix(spikes, { bin: 10 })
    assert.equal(n, 4)
    assert.deepEqual(
      Array.from(values),
      [[1, 1, -1, NaN], [1, 1, -1, NaN], [-1, -1, 1, NaN], [NaN, NaN, NaN, NaN]].flat(), // prettier-ignore
    )
  })

  it('of neurons that share a part of their spikes is that part', () => {
    // Counts X + Z and Y + Z, Poisson of 20, 20 and 10 Hz: covariance 10, variance 30.
    const random = philox(6)
    const shared = poissonTrain(random, 10, 400_000)
    const with_ = () => Float64Array.of(...poissonTrain(random, 20, 400_000), ...shared).sort()
    const { values } = correlationMatrix(recording([with_(), with_()], 0, 400_000), { bin: 20 })
    assert(Math.abs(values[1] - 1 / 3) < 0.035, `${values[1]}, expected 1/3`)
  })

  it('is symmetric and within -1..1', () => {
    fc.assert(
      fc.property(fc.array(trainOf, { minLength: 1, maxLength: 5 }), trains => {
        const { n, values } = correlationMatrix(recording(trains), { bin: 50 })
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            assert(Object.is(values[i * n + j], values[j * n + i]))
            assert(!(Math.abs(values[i * n + j]) > 1 + 1e-12))
          }
        }
      }),
    )
  })

  it('names too few bins', () => {
    assert.throws(() => correlationMatrix(recording([[]], 0, 10)), /1 whole bins of 10; at least two/)
  })
})

describe('spikeTimeTiling', () => {
  it('is 1 for a train with itself, whatever its rate', () => {
    fc.assert(
      fc.property(trainOf, fc.integer({ min: 0, max: 50 }), (train, window) => {
        const value = spikeTimeTiling(train, train, { to: 500, window })
        assert(train.length === 0 ? Number.isNaN(value) : Math.abs(value - 1) < 1e-12)
      }),
    )
  })

  it('takes the value of its definition', () => {
    // TA = 20/100 and TB = 25/100 (its last tile is cut), PA = 1/2, PB = 1/3.
    const value = spikeTimeTiling([20, 60], [22, 80, 100], { to: 100, window: 5 })
    assert(Math.abs(value - ((0.5 - 0.25) / (1 - 0.5 * 0.25) + (1 / 3 - 0.2) / (1 - 0.2 / 3)) / 2) < 1e-12)
  })

  it('is symmetric, within -1..1, and does not move with time', () => {
    fc.assert(
      fc.property(trainOf, trainOf, fc.integer({ min: 1, max: 100 }), (a, b, window) => {
        if (a.length === 0 || b.length === 0) return
        const value = spikeTimeTiling(a, b, { to: 500, window })
        assert(value >= -1 && value <= 1)
        assert.equal(value, spikeTimeTiling(b, a, { to: 500, window }))
        const later = (train: number[]) => train.map(t => t + 512)
        assert.equal(value, spikeTimeTiling(later(a), later(b), { from: 512, to: 1012, window }))
      }),
    )
  })

  it('is 0 for independent trains of any rates, below 0 for trains that avoid each other', () => {
    const random = philox(8)
    for (const rate of [5, 50]) {
      const [a, b] = [poissonTrain(random, 10, 500_000), poissonTrain(random, rate, 500_000)]
      const value = spikeTimeTiling(a, b, { to: 500_000, window: 10 })
      assert(Math.abs(value) < 0.03, `${value}, expected 0`)
    }
    assert(spikeTimeTiling(clock(20, 1000), clock(20, 1000, 10), { to: 1000, window: 4 }) < -0.3)
  })

  it('names what is wrong', () => {
    assert.throws(() => spikeTimeTiling([1], [1], {} as never), /spikeTimeTiling: to: expected a time/)
    assert.throws(() => spikeTimeTiling([1], [1], { to: 0 }), /to must be after from, 0 ms, got 0 ms/)
    assert.throws(() => spikeTimeTiling([1], [1], { to: 9, window: -1 }), /window must be 0 ms or longer/)
    assert.throws(
      () => spikeTimeTiling([1], [10], { to: 9 }),
      /b: spike 0 at 10 ms lies outside the recording, 0 to 9 ms/,
    )
  })
})

describe('synchronyIndex', () => {
  const trace = (courses: number[][]) => ({
    neurons: Uint32Array.from(courses.keys()),
    values: Float64Array.from(courses[0].flatMap((_, k) => courses.map(course => course[k]))),
  })

  it('is 1 if all do the same, 0 if they cancel or nothing changes', () => {
    const wave = Array.from({ length: 100 }, (_, k) => Math.sin(k / 5))
    assert(Math.abs(synchronyIndex(trace([wave, wave, wave])) - 1) < 1e-12)
    assert(synchronyIndex(trace([wave, wave.map(x => -x)])) < 1e-12)
    assert.equal(synchronyIndex(trace([[3, 3, 3], [4, 4, 4]])), 0) // prettier-ignore
  })

  it('is 1/sqrt(n) for n independent neurons', () => {
    for (const n of [4, 25, 100]) {
      const { normal } = philox(n)
      const courses = Array.from({ length: n }, () => Array.from({ length: 5000 }, normal))
      const chi = synchronyIndex(trace(courses))
      assert(Math.abs(chi * Math.sqrt(n) - 1) < 0.05, `${chi}, expected ${1 / Math.sqrt(n)}`)
    }
  })

  it('of spikes is that of their smoothed rates', () => {
    const beat = clock(50, 1000, 20)
    assert(Math.abs(synchronyIndex(recording([beat, beat, beat])) - 1) < 1e-12)
    assert(synchronyIndex(recording([beat, beat.map(t => t + 25 - 40 * Number(t > 960))]), { width: 10 }) < 0.3)
    assert.equal(synchronyIndex(recording([[], []])), 0)
  })

  it('names what is wrong', () => {
    assert.throws(() => synchronyIndex(recording([])), /there are no neurons/)
    assert.throws(() => synchronyIndex(trace([[1, NaN]])), /sample 1 of neuron 0 must be a finite number, got NaN/)
    assert.throws(() => synchronyIndex(trace([[1, 2]]), { width: 5 }), /unknown option "width"/)
  })
})
