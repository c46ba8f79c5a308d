import { fft } from 'fourier-transform'
import { check } from '../../check.js'
import { time, type Time } from '../../units/index.js'
import { detrend, type Detrend } from './detrend.js'
import { windowFunction, type WindowName } from './windowFunction.js'

export interface SegmentOptions {
  /** Length of the segments that are averaged; default 1 s, or the whole signal where that is shorter. */
  readonly segment?: Time
  /** Share of each segment that the next one covers too, from 0 to below 1; default .5. */
  readonly overlap?: number
  /** How segments fade out towards their ends; default `'hann'`. */
  readonly window?: WindowName
  /** What is taken out of each segment first: its mean (default `'constant'`), a straight line, or nothing. */
  readonly detrend?: Detrend
}

export const segmentOptionNames = ['segment', 'overlap', 'window', 'detrend'] as const

/** How a signal is cut into segments, and where their Fourier transforms lie. */
export interface Segments {
  /** How many there are. */
  readonly count: number
  /** Samples of a segment. */
  readonly length: number
  /** Samples from the start of one to the start of the next. */
  readonly hop: number
  /** Frequency of each line, in Hz, from 0 to half the sampling rate. */
  readonly frequency: Float64Array
  /** What turns squares of the transform at each line into a one-sided density per Hz. */
  readonly scale: Float64Array
  /** The transform of the k-th segment of a signal: real and imaginary parts. */
  readonly transform: (samples: Float64Array, k: number) => [re: Float64Array, im: Float64Array]
}

/**
 * Cuts `n` samples into overlapping segments. What fits no whole segment at the end is left out. Segments are filled up
 * with zeros to a power of two, which the transform needs: that interpolates the spectrum and changes no power.
 *
 * @param step ms between samples
 * @throws RangeError for a segment that is shorter than two samples or longer than the signal, or an overlap outside 0..1
 */
export function segments(n: number, step: number, options: SegmentOptions, where: string): Segments {
  const { overlap = 0.5, window = 'hann', detrend: trend = 'constant' } = options
  check(n >= 2, `${where}: a signal of ${n} samples has no spectrum; at least two are needed`)
  const asked = options.segment === undefined ? undefined : time(options.segment, `${where}: segment`)
  const length = asked === undefined ? Math.min(n, Math.max(2, Math.round(1000 / step))) : Math.round(asked / step)
  check(
    length >= 2 && length <= n,
    `${where}: segment must be of ${2 * step} ms, two samples, to ${n * step} ms, the whole signal, got ${asked} ms`,
  )
  check(overlap >= 0 && overlap < 1, `${where}: overlap must be a share of 0 to below 1, got ${overlap}`)

  const weights = windowFunction(window, length)
  const hop = Math.max(1, length - Math.floor(overlap * length))
  const padded = 2 ** Math.ceil(Math.log2(length))
  const lines = padded / 2 + 1
  const rate = 1000 / step
  const energy = weights.reduce((sum, w) => sum + w * w, 0)
  const input = new Float64Array(padded)
  const body = input.subarray(0, length)
  return {
    count: 1 + Math.floor((n - length) / hop),
    length,
    hop,
    frequency: Float64Array.from({ length: lines }, (_, k) => (k * rate) / padded),
    // Every line stands for its negative frequency too, but for 0 and half the sampling rate, which have none.
    scale: Float64Array.from({ length: lines }, (_, k) => (k === 0 || k === lines - 1 ? 1 : 2) / (rate * energy)),
    transform(samples, k) {
      body.set(samples.subarray(k * hop, k * hop + length))
      detrend(body, trend)
      for (let i = 0; i < length; i++) body[i] *= weights[i]
      return fft(input, [new Float64Array(lines), new Float64Array(lines)])
    },
  }
}
