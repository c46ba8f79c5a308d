import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type Time } from '../../units/index.js'

export interface CorrelogramOptions {
  /** The longest lag; default 100 ms. */
  readonly window?: Time
  /** Width of a bin of lags; default 1 ms. */
  readonly bin?: Time
}

/** How many pairs of spikes lie how far apart. */
export interface Correlogram {
  /** Middle of each bin, in ms: whole multiples of its width, from minus the window to plus the window. */
  readonly lag: Float64Array
  /** Pairs in each bin. */
  readonly count: Float64Array
  /** Rate at each lag from a spike that is looked from, in Hz: the count over their number and the width of a bin. */
  readonly rate: Float64Array
}

/** Bins of lags around 0, checked. */
export interface LagBins {
  readonly bin: number
  /** Bins on each side of the one in the middle. */
  readonly half: number
  /** Lags at and beyond this one are in no bin. */
  readonly reach: number
}

/** Reads the options of a correlogram. */
export function lagBins(options: CorrelogramOptions, where: string): LagBins {
  refuseUnknown(where, options, ['window', 'bin'])
  const window = time(options.window ?? 100, `${where}: window`)
  const bin = time(options.bin ?? 1, `${where}: bin`)
  check(bin > 0, `${where}: bin must be a width above 0 ms, got ${bin} ms`)
  check(window >= 0, `${where}: window must be 0 ms or longer, got ${window} ms`)
  const half = Math.round(window / bin)
  check(half <= 2 ** 26, `${where}: ${2 * half + 1} bins are too many; take wider ones than ${bin} ms`)
  return { bin, half, reach: (half + 0.5) * bin }
}

/**
 * The bin of a lag of 0 or more, 0 in the middle. Edges belong to the outer bin, up to a thousand-millionth of a bin
 * (differences such as .7 - .2 are not exact), on both sides alike: so exchanging two trains mirrors the correlogram.
 */
export const lagBin = (lag: number, bin: number): number => Math.floor(lag / bin + 0.5 + 1e-9)

/** The correlogram of counts, looked at from a number of spikes. */
export function correlogram(count: Float64Array, { bin, half }: LagBins, spikes: number): Correlogram {
  return {
    lag: Float64Array.from(count, (_, k) => (k - half) * bin),
    count,
    rate: count.map(pairs => (spikes === 0 ? 0 : (1000 * pairs) / (spikes * bin))),
  }
}
