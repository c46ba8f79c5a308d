import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { frequency, type Frequency } from '../../units/index.js'
import type { PowerSpectrum } from './powerSpectrum.js'

export interface SpectralPeakOptions {
  /** Lowest frequency that counts; default just above 0. */
  readonly from?: Frequency
  /** Highest frequency that counts; default all. */
  readonly to?: Frequency
}

/** Where a spectrum is highest. */
export interface SpectralPeak {
  /** Its frequency, in Hz; NaN if there is no power at all in the range. */
  readonly frequency: number
  /** The power there, in the spectrum's unit; 0 if there is none. */
  readonly power: number
}

/**
 * The frequency of most power: the rhythm of a population, or of a membrane. It is a line of the spectrum, so known to
 * half the distance of two; longer segments bring them closer. Of equal lines it is the lowest.
 *
 * @throws RangeError for an unknown option or a range in which the spectrum has no line
 * @example
 * spectralPeak(powerSpectrum(spikes), { from: '30 Hz', to: '90 Hz' }).frequency   // gamma
 */
export function spectralPeak(
  spectrum: Pick<PowerSpectrum, 'frequency' | 'power'>,
  options: SpectralPeakOptions = {},
): SpectralPeak {
  refuseUnknown('spectralPeak', options, ['from', 'to'])
  const from = options.from === undefined ? Number.MIN_VALUE : frequency(options.from, 'spectralPeak: from')
  const to = options.to === undefined ? Infinity : frequency(options.to, 'spectralPeak: to')
  let lines = 0
  let peak: SpectralPeak = { frequency: NaN, power: 0 }
  spectrum.frequency.forEach((f, k) => {
    if (f < from || f > to) return
    lines++
    if (spectrum.power[k] > peak.power) peak = { frequency: f, power: spectrum.power[k] }
  })
  check(
    lines > 0,
    `spectralPeak: no line of the spectrum lies between ${from} and ${to} Hz; it goes up to ${spectrum.frequency.at(-1) ?? 0} Hz in steps of ${spectrum.frequency[1] ?? 0} Hz`,
  )
  return peak
}
