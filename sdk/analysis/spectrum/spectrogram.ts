import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { PowerSpectrumOptions } from './powerSpectrum.js'
import { segmentOptionNames, segments } from './segments.js'
import { samplesOf, type Signal } from './signal.js'

/** Power over time and frequency. */
export interface Spectrogram {
  /** Middle of each segment, in ms: from the signal's start, or of spikes in the time of the recording. */
  readonly time: Float64Array
  /** Each frequency, in Hz. */
  readonly frequency: Float64Array
  /** One row a time: the density at time i and frequency f is `power[i * frequency.length + f]`, in unit squared per Hz. */
  readonly power: Float64Array
}

/**
 * Power spectral density of one segment after the other, not averaged: how a rhythm comes and goes. The mean of its
 * rows is {@link powerSpectrum} of the same options. Equals SciPy's `spectrogram` (there with another window).
 *
 * @param options as of `powerSpectrum`; `segment` by default 200 ms, or the whole signal where that is shorter
 * @throws RangeError as {@link powerSpectrum}, and for more than 2^27 values
 * @example
 * const { time, frequency, power } = spectrogram(spikes, { segment: '100 ms', overlap: 0.9 })
 */
export function spectrogram(signal: Signal, options: PowerSpectrumOptions = {}): Spectrogram {
  refuseUnknown('spectrogram', options, ['step', ...segmentOptionNames])
  const { samples, step } = samplesOf(signal, options, 'spectrogram')
  const segment = options.segment ?? Math.min(samples.length, Math.max(2, Math.round(200 / step))) * step
  const { count, frequency, hop, length, scale, transform } = segments(
    samples.length,
    step,
    { ...options, segment },
    'spectrogram',
  )
  const lines = frequency.length
  check(
    count * lines <= 2 ** 27,
    `spectrogram: ${count} segments of ${lines} frequencies are more than 2^27 values; take less overlap than ${options.overlap}`,
  )
  const power = new Float64Array(count * lines)
  for (let k = 0; k < count; k++) {
    const [re, im] = transform(samples, k)
    for (let f = 0; f < lines; f++) power[k * lines + f] = (re[f] * re[f] + im[f] * im[f]) * scale[f]
  }
  const start = 'from' in signal ? signal.from : 0
  return {
    time: Float64Array.from({ length: count }, (_, k) => start + (k * hop + length / 2) * step),
    frequency,
    power,
  }
}
