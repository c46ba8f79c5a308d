import { refuseUnknown } from '../../options.js'
import { segmentOptionNames, segments, type SegmentOptions } from './segments.js'
import { samplesOf, type Signal, type SignalOptions } from './signal.js'

export interface PowerSpectrumOptions extends SignalOptions, SegmentOptions {}

/** How the power of a signal is spread over frequencies. */
export interface PowerSpectrum {
  /** Each frequency, in Hz: 0 to half the sampling rate at equal distances. */
  readonly frequency: Float64Array
  /** One-sided density, in the signal's unit squared per Hz: summed and times the distance it is the mean square. */
  readonly power: Float64Array
  /** How many segments were averaged. */
  readonly segments: number
}

/**
 * Power spectral density by Welch's method: the squared Fourier transforms of overlapping, windowed segments, averaged
 * (Welch 1967, IEEE Trans Audio Electroacoust 15:70). Equals SciPy's `welch` with `scaling='density'` (which defaults to
 * segments of 256 samples, ours to 1 s: a resolution of about 1 Hz) and Elephant's `welch_psd`.
 *
 * Of spikes it is the spectrum of the population's mean rate in bins of `step`: n Poisson neurons of r Hz give 2 r / n
 * Hz at every frequency. A constant signal, and so a silent population, gives 0 everywhere.
 *
 * @throws RangeError for an unknown option, an array without `step`, fewer than two samples, one that is not finite, a
 *   segment longer than the signal, or an overlap outside 0..1
 * @example
 * const { frequency, power } = powerSpectrum(v, { step: '0.1 ms', segment: '500 ms' })
 * spectralPeak(powerSpectrum(spikes))   // the rhythm of a population
 */
export function powerSpectrum(signal: Signal, options: PowerSpectrumOptions = {}): PowerSpectrum {
  refuseUnknown('powerSpectrum', options, ['step', ...segmentOptionNames])
  const { samples, step } = samplesOf(signal, options, 'powerSpectrum')
  const { count, frequency, scale, transform } = segments(samples.length, step, options, 'powerSpectrum')
  const power = new Float64Array(frequency.length)
  for (let k = 0; k < count; k++) {
    const [re, im] = transform(samples, k)
    for (let f = 0; f < power.length; f++) power[f] += re[f] * re[f] + im[f] * im[f]
  }
  return { frequency, power: power.map((p, f) => (p * scale[f]) / count), segments: count }
}
