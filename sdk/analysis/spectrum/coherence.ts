import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { segmentOptionNames, segments } from './segments.js'
import type { PowerSpectrumOptions } from './powerSpectrum.js'
import { samplesOf, type Signal } from './signal.js'

/** How far two signals go together at each frequency. */
export interface Coherence {
  /** Each frequency, in Hz. */
  readonly frequency: Float64Array
  /** 0 (nothing in common) to 1 (one follows from the other by a linear filter); 0 where a signal has no power. */
  readonly coherence: Float64Array
  /** By how much b leads a, in radians from -pi to pi; a b that comes later by d seconds has -2 pi f d. */
  readonly phase: Float64Array
  /** How many segments were averaged. */
  readonly segments: number
}

/**
 * Magnitude-squared coherence: the cross-spectrum squared, over both power spectra (Carter, Knapp & Nuttall 1973, IEEE
 * Trans Audio Electroacoust 21:337). Equals SciPy's `coherence` and Elephant's `welch_coherence`.
 *
 * Two signals that have nothing in common give 1 / K on average for K segments that do not overlap, not 0.
 *
 * @throws RangeError as {@link powerSpectrum}, if the signals differ in length, or for a single segment, of which the
 *   coherence is 1 whatever the signals
 * @example
 * const { frequency, coherence: c } = coherence(excitatory, inhibitory, { segment: '250 ms' })
 */
export function coherence(a: Signal, b: Signal, options: PowerSpectrumOptions = {}): Coherence {
  refuseUnknown('coherence', options, ['step', ...segmentOptionNames])
  const { samples: x, step } = samplesOf(a, options, 'coherence: a')
  const { samples: y } = samplesOf(b, options, 'coherence: b')
  check(x.length === y.length, `coherence: a has ${x.length} samples and b ${y.length}; they must have the same`)
  const { count, frequency, length, transform } = segments(x.length, step, options, 'coherence')
  check(
    count > 1,
    `coherence: a segment of ${length * step} ms fits only once into ${x.length * step} ms, and the coherence of one segment is 1; take shorter segments`,
  )
  const n = frequency.length
  const [xx, yy, re, im] = [0, 1, 2, 3].map(() => new Float64Array(n))
  for (let k = 0; k < count; k++) {
    const [xr, xi] = transform(x, k)
    const [yr, yi] = transform(y, k)
    for (let f = 0; f < n; f++) {
      xx[f] += xr[f] * xr[f] + xi[f] * xi[f]
      yy[f] += yr[f] * yr[f] + yi[f] * yi[f]
      re[f] += xr[f] * yr[f] + xi[f] * yi[f]
      im[f] += xr[f] * yi[f] - xi[f] * yr[f]
    }
  }
  return {
    frequency,
    coherence: xx.map((p, f) => (p * yy[f] > 0 ? Math.min(1, (re[f] * re[f] + im[f] * im[f]) / (p * yy[f])) : 0)),
    phase: re.map((r, f) => Math.atan2(im[f], r)),
    segments: count,
  }
}
