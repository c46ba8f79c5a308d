import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { breather } from './breather.js'
import { finiteSamples } from './samples.js'

/** What one measurement of {@link fiCurve} is given besides its current. */
export interface FiCurvePoint {
  /** The seed of this run. */
  readonly seed: number
  /** The signal of the whole curve, to be passed on: `net.run('1 s', { signal })`. */
  readonly signal?: AbortSignal
}

export interface FiCurveOptions {
  /** Each current is measured once a seed; default `[1]`. */
  readonly seeds?: readonly number[]
  /** Told after every run how many of all are done. */
  readonly onProgress?: (done: number, all: number) => void
  /** Stops between two runs when aborted: the promise is rejected with its reason. */
  readonly signal?: AbortSignal
}

/** Firing rate against input current. */
export interface FiCurve {
  /** The currents, as given. */
  readonly current: Float64Array
  /** Mean rate over the seeds, in Hz. */
  readonly rate: Float64Array
  /** Standard deviation over the seeds (divided by their number less one), in Hz; 0 for one seed. */
  readonly deviation: Float64Array
  /** One row a current: the rate with the s-th seed is `rates[i * seeds.length + s]`, in Hz. */
  readonly rates: Float64Array
}

/**
 * The f-I curve: a firing rate measured at each of several currents, with each of several seeds, one after the other.
 *
 * @param currents in whatever unit `rate` takes
 * @param rate measures the rate in Hz; may return a promise of it
 * @throws RangeError for an unknown option, a current that is not finite, no seed, or a rate that is no number of 0 or
 *   more (it names the current and seed); what `rate` itself throws passes through
 * @example
 * const curve = await fiCurve([0, 5, 10], async (I, { seed, signal }) => {
 *   const net = network({ seed })
 *   const cell = net.population('cell', 1, izhikevich('RS'))
 *   net.stimulate(cell, I)
 *   const spikes = net.record(cell, 'spikes')
 *   await net.run('1 s', { signal })
 *   return rates(spikes)[0]
 * })
 */
export async function fiCurve(
  currents: ArrayLike<number>,
  rate: (current: number, point: FiCurvePoint) => number | Promise<number>,
  options: FiCurveOptions = {},
): Promise<FiCurve> {
  refuseUnknown('fiCurve', options, ['seeds', 'onProgress', 'signal'])
  const { seeds = [1], onProgress, signal } = options
  check(seeds.length > 0, 'fiCurve: seeds are empty; give at least one, or none at all for seed 1')
  const current = finiteSamples(currents, 'fiCurve: currents').slice()
  const rates = new Float64Array(current.length * seeds.length)
  const breathe = breather({ ...(signal && { signal }) })
  for (let r = 0; r < rates.length; r++) {
    await breathe(r, Infinity)
    signal?.throwIfAborted()
    const I = current[Math.floor(r / seeds.length)]
    const seed = seeds[r % seeds.length]
    const value = await rate(I, { seed, ...(signal && { signal }) })
    check(
      value >= 0 && value < Infinity,
      `fiCurve: the rate at current ${I} with seed ${seed} must be a number of 0 or more in Hz, got ${value}`,
    )
    rates[r] = value
    onProgress?.(r + 1, rates.length)
  }
  const mean = current.map((_, i) => row(i).reduce((sum, x) => sum + x, 0) / seeds.length)
  const deviation = current.map((_, i) => {
    const squares = row(i).reduce((sum, x) => sum + (x - mean[i]) ** 2, 0)
    return seeds.length === 1 ? 0 : Math.sqrt(squares / (seeds.length - 1))
  })
  return { current, rate: mean, deviation, rates }

  function row(i: number) {
    return rates.subarray(i * seeds.length, (i + 1) * seeds.length)
  }
}
