import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type Time } from '../../units/index.js'
import { orderedTrain } from '../orderedTrain.js'

export interface SpikeTimeTilingOptions {
  /** End of the recording. */
  readonly to: Time
  /** Start of the recording; default 0. */
  readonly from?: Time
  /** How far apart two spikes may be and still go together; default 5 ms. */
  readonly window?: Time
}

/**
 * Spike-time tiling coefficient: how far two trains go together, whatever their rates (Cutts & Eglen 2014, J Neurosci
 * 34:14288). With PA the share of spikes of a within the window of one of b, TA the share of time within the window of
 * one of a, and PB, TB likewise: `((PA - TB) / (1 - PA TB) + (PB - TA) / (1 - PB TA)) / 2`. Equals Elephant's
 * `spike_time_tiling_coefficient`.
 *
 * @param a spike times in ms, in order, within the recording
 * @param b spike times in ms, in order, within the recording
 * @returns -1 to 1: 1 for a train with itself, 0 for independent trains, below 0 where they avoid each other; NaN if
 *   either is empty, since then nothing is known
 * @throws RangeError for an unknown option, a negative window, or times out of order or outside the recording
 * @example
 * const [a, b] = trains(spikes)
 * spikeTimeTiling(a, b, { from: spikes.from, to: spikes.to, window: '10 ms' })
 */
export function spikeTimeTiling(a: ArrayLike<number>, b: ArrayLike<number>, options: SpikeTimeTilingOptions): number {
  const where = 'spikeTimeTiling'
  refuseUnknown(where, options, ['from', 'to', 'window'])
  const from = time(options.from ?? 0, `${where}: from`)
  const to = time(options.to, `${where}: to`)
  const window = time(options.window ?? 5, `${where}: window`)
  check(from < to, `${where}: to must be after from, ${from} ms, got ${to} ms`)
  check(window >= 0, `${where}: window must be 0 ms or longer, got ${window} ms`)
  const [A, B] = [within(a, from, to, `${where}: a`), within(b, from, to, `${where}: b`)]
  if (A.length === 0 || B.length === 0) return NaN
  const [TA, TB] = [tiled(A, window, from, to), tiled(B, window, from, to)]
  return (half(shareNear(A, B, window), TB) + half(shareNear(B, A, window), TA)) / 2
}

/** (P - T) / (1 - P T), which is 1 where both are 1. */
const half = (P: number, T: number) => (P === 1 && T === 1 ? 1 : (P - T) / (1 - P * T))

function within(times: ArrayLike<number>, from: number, to: number, what: string): Float64Array {
  const train = orderedTrain(times, what)
  const stray = train.findIndex(t => t < from || t > to)
  check(stray < 0, `${what}: spike ${stray} at ${train[stray]} ms lies outside the recording, ${from} to ${to} ms`)
  return train
}

/** Share of the recording within the window of a spike. */
function tiled(train: Float64Array, window: number, from: number, to: number): number {
  let covered = 0
  let until = from
  for (const t of train) {
    const begin = Math.max(until, t - window)
    until = Math.max(begin, Math.min(to, t + window))
    covered += until - begin
  }
  return Math.min(1, covered / (to - from))
}

/** Share of the spikes of one train within the window of a spike of another. */
function shareNear(train: Float64Array, other: Float64Array, window: number): number {
  let near = 0
  let s = 0
  for (const t of train) {
    while (s < other.length && other[s] < t - window) s++
    if (s < other.length && other[s] <= t + window) near++
  }
  return near / train.length
}
