import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  coherence,
  powerSpectrum,
  spectralPeak,
  spectrogram,
  windowFunction,
  type PowerSpectrum,
} from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { poissonTrain, recording } from './recording.js'

const sine = (n: number, step: number, hertz: number, amplitude = 1) =>
  Float64Array.from({ length: n }, (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i * step) / 1000))
const noise = (n: number, ...stream: (string | number)[]) => {
  const { normal } = philox(1, ...stream)
  return Float64Array.from({ length: n }, normal)
}
const total = ({ frequency, power }: PowerSpectrum) => power.reduce((sum, p) => sum + p, 0) * frequency[1]
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length

describe('powerSpectrum', () => {
  it('sums to the mean square of the signal (Parseval), whatever its length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 300 }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (signal, step) => {
          const segment = signal.length * step
          const spectrum = powerSpectrum(signal, { step, segment, window: 'boxcar', detrend: 'none' })
          const square = mean(signal.map(x => x * x))
          assert(Math.abs(total(spectrum) - square) <= 1e-9 * Math.max(1, square))
        },
      ),
    )
  })

  it('of a sine of amplitude A has its peak there, and A^2/2 in sum', () => {
    for (const window of ['hann', 'hamming', 'blackman'] as const) {
      const spectrum = powerSpectrum(sine(8192, 1, 40, 3), { step: '1 ms', segment: '1024 ms', window })
      assert(Math.abs(spectralPeak(spectrum).frequency - 40) <= 1000 / 1024 / 2)
      assert(Math.abs(total(spectrum) - 4.5) < 0.02, `${window}: ${total(spectrum)}, expected 4.5`)
      assert.equal(spectrum.segments, 15)
    }
  })

  it('finds the same peak in segments that are no power of two long, and at any sampling rate', () => {
    for (const step of [0.1, 0.25, 1, 2]) {
      const spectrum = powerSpectrum(sine(Math.round(5000 / step), step, 70), { step })
      assert(Math.abs(spectralPeak(spectrum).frequency - 70) <= 0.5, `${spectralPeak(spectrum).frequency}, expected 70`)
      assert(Math.abs(spectrum.frequency.at(-1)! - 500 / step) < 1e-9)
    }
  })

  it('of white noise of variance 1 is flat: 2 over the sampling rate', () => {
    const { power } = powerSpectrum(noise(400_000), { step: 0.5, segment: 64 })
    // 6,249 segments: standard error of a line about 1.4 %
    // Taking out the mean takes some of the first lines too.
    for (const p of power.slice(2, -1)) assert(Math.abs(p - 0.001) < 0.08 * 0.001, `${p}, expected .001`)
  })

  it('of n Poisson neurons of r Hz is 2 r/n', () => {
    for (const seed of [1, 2, 3]) {
      const random = philox(seed)
      const trains = Array.from({ length: 20 }, () => poissonTrain(random, 15, 60_000))
      const { power } = powerSpectrum(recording(trains, 0, 60_000), { segment: 128 })
      assert(Math.abs(mean(power.slice(2, -1)) - 1.5) < 0.06, `${mean(power.slice(2, -1))}, expected 1.5`)
    }
  })

  it('takes a recorded rate with its own step', () => {
    const values = sine(4000, 5, 8)
    const { frequency, power } = powerSpectrum(values, { step: 5 })
    assert.deepEqual(powerSpectrum({ bin: 5, values }), { frequency, power, segments: 39 })
    assert.throws(() => powerSpectrum({ bin: 5, values }, { step: 1 }), /has its own step, 5 ms; leave out the option/)
  })

  it('leaves out the mean or a straight line', () => {
    const line = Float64Array.from({ length: 1000 }, (_, i) => 5 + 0.1 * i)
    assert(total(powerSpectrum(line, { step: 1, detrend: 'linear' })) < 1e-20)
    assert.deepEqual(new Set(powerSpectrum(new Float64Array(1000).fill(7), { step: 1 }).power), new Set([0]))
    const raw = powerSpectrum(new Float64Array(1024).fill(7), { step: 1, segment: 1024, window: 'boxcar', detrend: 'none' }) // prettier-ignore
    assert(Math.abs(total(raw) - 49) < 1e-9)
  })

  it('is 0 for a silent population', () => {
    assert.deepEqual(new Set(powerSpectrum(recording([[], []])).power), new Set([0]))
  })

  it('names what is wrong', () => {
    const signal = new Float64Array(100)
    assert.throws(() => powerSpectrum(signal), /time between samples is not known; give it/)
    assert.throws(() => powerSpectrum(signal, { step: 0 }), /step must be a time above 0 ms, got 0 ms/)
    assert.throws(() => powerSpectrum([1], { step: 1 }), /a signal of 1 samples has no spectrum/)
    assert.throws(() => powerSpectrum(recording([[]], 5, 5)), /a signal of 0 samples/)
    assert.throws(
      () => powerSpectrum([1, NaN, 3], { step: 1 }),
      /powerSpectrum: sample 1 must be a finite number, got NaN/,
    )
    assert.throws(() => powerSpectrum(signal, { step: 1, segment: 101 }), /segment must be of 2 ms.*to 100 ms.*got 101/)
    assert.throws(
      () => powerSpectrum(signal, { step: 1, overlap: 1 }),
      /overlap must be a share of 0 to below 1, got 1/,
    )
    assert.throws(() => powerSpectrum(signal, { step: 1, nperseg: 8 } as object), /unknown option "nperseg"; it has step, segment/) // prettier-ignore
    assert.throws(() => powerSpectrum(signal, { step: 1, window: 'kaiser' as 'hann' }), /unknown window "kaiser"/)
    assert.throws(() => powerSpectrum(signal, { step: 1, detrend: 'mean' as 'none' }), /unknown trend "mean"/)
    assert.throws(() => powerSpectrum(3 as never, { step: 1 }), /expected an array of samples, got the number 3/)
  })
})

describe('windowFunction', () => {
  it('gives the periodic windows of SciPy', () => {
    const close = (a: Float64Array, b: number[]) => a.forEach((x, i) => assert(Math.abs(x - b[i]) < 1e-15))
    close(windowFunction('hann', 4), [0, 0.5, 1, 0.5])
    close(windowFunction('hamming', 4), [0.08, 0.54, 1, 0.54])
    close(windowFunction('blackman', 4), [0, 0.34, 1, 0.34])
    close(windowFunction('boxcar', 3), [1, 1, 1])
  })
})

describe('spectralPeak', () => {
  const spectrum = { frequency: Float64Array.of(0, 10, 20, 30), power: Float64Array.of(9, 2, 1, 5) }

  it('is where power is highest, apart from 0 Hz, in the range asked for', () => {
    assert.deepEqual(spectralPeak(spectrum), { frequency: 30, power: 5 })
    assert.deepEqual(spectralPeak(spectrum, { to: '25 Hz' }), { frequency: 10, power: 2 })
    assert.deepEqual(spectralPeak(spectrum, { from: 0 }), { frequency: 0, power: 9 })
  })

  it('is nowhere without power', () => {
    assert.deepEqual(spectralPeak({ ...spectrum, power: new Float64Array(4) }), { frequency: NaN, power: 0 })
  })

  it('names a range without a line', () => {
    assert.throws(
      () => spectralPeak(spectrum, { from: 31 }),
      /no line .* between 31 and Infinity Hz; it goes up to 30 Hz/,
    )
  })
})

describe('coherence', () => {
  it('of a signal and the same with noise is 1/(1 + 1/snr)', () => {
    const x = noise(200_000, 'x')
    for (const [k, snr] of [0.25, 1, 4].entries()) {
      const n = noise(200_000, 'n', k)
      const y = x.map((value, i) => 2 * (value + n[i] / Math.sqrt(snr)))
      const { coherence: c } = coherence(x, y, { step: 1, segment: 128 })
      const expected = 1 / (1 + 1 / snr)
      for (const value of c.slice(1, -1)) assert(Math.abs(value - expected) < 0.08, `${value}, expected ${expected}`)
      assert(Math.abs(mean(c.slice(1, -1)) - expected) < 0.01)
    }
  })

  it('of independent noises is 1/K for K segments apart', () => {
    const { coherence: c, segments } = coherence(noise(64_000, 'a'), noise(64_000, 'b'), { step: 1, segment: 1000, overlap: 0 }) // prettier-ignore
    assert.equal(segments, 64)
    assert(Math.abs(mean(c) - 1 / 64) < 0.004, `${mean(c)}, expected ${1 / 64}`)
  })

  it('is 1 for a signal and itself delayed, with the phase of the delay', () => {
    const x = noise(100_000)
    const { frequency, coherence: c, phase } = coherence(x.subarray(3), x.subarray(0, -3), { step: 1, segment: 512 })
    frequency.forEach((f, k) => {
      if (f === 0 || f > 100) return
      assert(c[k] > 0.97)
      assert(Math.abs(phase[k] - -2 * Math.PI * f * 0.003) < 0.1, `${phase[k]} at ${f} Hz`)
    })
  })

  it('is symmetric, within 0..1, and 0 where there is no power', () => {
    const [x, y] = [noise(2000, 'x'), noise(2000, 'y')]
    const [xy, yx] = [coherence(x, y, { step: 1, segment: 100 }), coherence(y, x, { step: 1, segment: 100 })]
    assert.deepEqual(xy.coherence, yx.coherence)
    assert(xy.coherence.every(c => c >= 0 && c <= 1))
    assert.deepEqual(new Set(coherence(x, new Float64Array(2000), { step: 1, segment: 100 }).coherence), new Set([0]))
  })

  it('names what is wrong', () => {
    assert.throws(() => coherence([1, 2], [1, 2, 3], { step: 1 }), /a has 2 samples and b 3/)
    assert.throws(
      () => coherence(noise(100), noise(100), { step: 1 }),
      /fits only once into 100 ms.*take shorter segments/,
    )
    assert.throws(() => coherence([1, 2], [1, Infinity], { step: 1 }), /coherence: b: sample 1 must be a finite number/)
  })
})

describe('spectrogram', () => {
  it('averaged over time is the power spectrum', () => {
    const options = { step: 1, segment: 128 }
    const { time, frequency, power } = spectrogram(noise(5000), options)
    const { power: expected } = powerSpectrum(noise(5000), options)
    expected.forEach((p, f) => {
      const sum = time.reduce((sum, _, k) => sum + power[k * frequency.length + f], 0)
      assert(Math.abs(sum / time.length - p) < 1e-12)
    })
  })

  it('shows when a rhythm changes', () => {
    const signal = Float64Array.of(...sine(1000, 1, 20), ...sine(1000, 1, 60))
    const { time, frequency, power } = spectrogram(signal, { step: 1 })
    time.forEach((t, k) => {
      if (Math.abs(t - 1000) <= 100) return
      const row = power.slice(k * frequency.length, (k + 1) * frequency.length)
      assert(Math.abs(spectralPeak({ frequency, power: row }).frequency - (t < 1000 ? 20 : 60)) < 3)
    })
  })

  it('has the time of the recording', () => {
    const { time } = spectrogram(recording([[600]], 500, 1500), { segment: 200 })
    assert.deepEqual(Array.from(time), [600, 700, 800, 900, 1000, 1100, 1200, 1300, 1400])
  })
})
