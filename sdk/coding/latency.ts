import { firstSpikes, type Spikes } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'

export interface LatencyOptions {
  /** How time falls with intensity; default `'linear'`. */
  readonly form?: 'linear' | 'log'
  /** When full intensity fires; default 0 ms. */
  readonly tMin?: Time
  /** When the lowest intensity fires; default 100 ms. */
  readonly tMax?: Time
  /** The lowest intensity that fires at all; default 0 (linear; 0 itself never fires) or 1/256 (log). */
  readonly threshold?: number
}

/** Spikes in two columns, in any order; what is recorded from a network is one. */
export interface SpikeColumns {
  /** Time of each spike, in ms. */
  readonly time: ArrayLike<number>
  /** The neuron that fired. */
  readonly neuron: ArrayLike<number>
  /** Number of neurons, whether they fired or not. */
  readonly n?: number
}

/** Turns intensities into the times of first spikes, and back. */
export interface LatencyCode {
  readonly form: 'linear' | 'log'
  /** When full intensity fires, in ms. */
  readonly tMin: number
  /** When the lowest intensity fires, in ms. */
  readonly tMax: number
  /** The lowest intensity that fires. */
  readonly threshold: number
  /**
   * One spike for each intensity that reaches the threshold, from the neuron of its index, ordered by time, then neuron.
   *
   * @param intensities numbers in 0..1, such as the pixels of an image row by row
   * @returns spikes of as many neurons as there are intensities, over 0 to `tMax`
   * @throws RangeError naming the first intensity outside 0..1
   */
  encode(intensities: ArrayLike<number>): Spikes
  /**
   * The intensity that each neuron's first spike stands for; 0 for the silent. Times outside `tMin` to `tMax` give at
   * most 1 and at least 0.
   *
   * @param spikes recorded spikes, of which the first of each neuron counts, or first-spike times with `Infinity` for
   *   the silent, as `firstSpikes` gives them
   * @param n number of neurons; default that of the spikes, or the number of first-spike times
   * @throws RangeError if `n` is not known, a spike is of no neuron below it, or a time is NaN
   */
  decode(spikes: SpikeColumns | ArrayLike<number>, n?: number): Float64Array
  /**
   * The most by which an intensity that was encoded, its spike moved to the nearest point of a grid, and decoded, can
   * differ from what it was. With S = tMax - tMin: `dt / (2 S)` (linear) or `1 - threshold^(dt / (2 S))` (log); never
   * below `threshold`, under which all is silent. Without a grid (dt = 0) the decoder is exact but for rounding.
   *
   * A network moves a spike to the next step instead of the nearest: up to twice as far, so take `errorBound(2 * dt)`.
   *
   * @param dt distance of the grid's points, which `tMin` need not lie on
   */
  errorBound(dt: Time): number
}

/**
 * Latency code: the stronger, the earlier. One spike a neuron; its time is the message (Thorpe, Delorme & Van Rullen
 * 2001, Neural Netw 14:715).
 *
 * - `'linear'`: `t = tMin + (tMax - tMin) (1 - x)` (Mostafa 2018, IEEE TNNLS 29:3227; Göltz et al. 2021,
 *   Nat Mach Intell 3:823). Equal steps of intensity are equal steps of time.
 * - `'log'`: `t = tMin + (tMax - tMin) ln(x) / ln(threshold)` (Hopfield 1995, Nature 376:33). A factor on all
 *   intensities, such as brighter light, moves all spikes by the same time: their pattern does not depend on it. Dark
 *   values are told apart finely, bright ones coarsely: the error is at most a constant share of the intensity.
 *
 * Time falls strictly with intensity (as far as double precision tells two times apart); zero never fires.
 *
 * @throws RangeError for an unknown option or form, unless 0 <= tMin < tMax, or for a threshold outside 0..1 (1 itself
 *   excluded; 0 too where the form is logarithmic)
 * @example
 * const code = latency({ tMax: '100 ms' })
 * const spikes = code.encode([0, 0.25, 1])   // neuron 2 at 0 ms, neuron 1 at 75 ms, neuron 0 never
 * code.decode(spikes)                        // 0, .25, 1
 * code.errorBound('0.5 ms')                  // .0025
 */
export function latency(options: LatencyOptions = {}): LatencyCode {
  refuseUnknown('latency', options, ['form', 'tMin', 'tMax', 'threshold'])
  const { form = 'linear' } = options
  check(form === 'linear' || form === 'log', `latency: form must be "linear" or "log", got ${JSON.stringify(form)}`)
  const logarithmic = form === 'log'
  const tMin = time(options.tMin ?? 0, 'latency: tMin')
  const tMax = time(options.tMax ?? 100, 'latency: tMax')
  check(tMin >= 0 && tMin < tMax, `latency: needs 0 <= tMin < tMax, got tMin ${tMin} ms and tMax ${tMax} ms`)
  const threshold = options.threshold ?? (logarithmic ? 1 / 256 : 0)
  check(
    threshold < 1 && (logarithmic ? threshold > 0 : threshold >= 0),
    `latency: threshold must lie ${logarithmic ? 'above 0' : 'at 0 or above'} and below 1, got ${threshold}`,
  )
  const span = tMax - tMin
  const timeOf = (x: number) => tMin + span * (logarithmic ? Math.log(x) / Math.log(threshold) : 1 - x)
  const intensityAt = (t: number) => {
    const late = (t - tMin) / span
    return Math.min(1, Math.max(0, logarithmic ? threshold ** late : 1 - late))
  }

  return {
    form,
    tMin,
    tMax,
    threshold,
    encode(intensities) {
      const n = intensities.length
      const times = new Float64Array(n)
      const firing: number[] = []
      for (let i = 0; i < n; i++) {
        const x = intensities[i]
        if (!(x >= 0 && x <= 1)) throw new RangeError(`latency: intensity ${i} must lie in 0..1, got ${x}`)
        if (x === 0 || x < threshold) continue
        times[i] = timeOf(x)
        firing.push(i)
      }
      const neuron = Uint32Array.from(firing).sort((a, b) => times[a] - times[b] || a - b)
      return {
        population: 'latency code',
        n,
        time: Float64Array.from(neuron, i => times[i]),
        neuron,
        from: 0,
        to: tMax,
      }
    },
    decode(spikes, n) {
      const first = 'time' in spikes ? firstTimes(spikes, n ?? spikes.n) : Float64Array.from(spikes)
      const late = first.findIndex(Number.isNaN)
      check(late < 0, `latency: first spike of neuron ${late} must be a time, or Infinity if silent, got NaN`)
      check(n === undefined || first.length === n, `latency: expected ${n} first-spike times, got ${first.length}`)
      return first.map(t => (t === Infinity ? 0 : intensityAt(t)))
    },
    errorBound(dt) {
      const half = time(dt, 'latency: dt') / 2 / span
      check(half >= 0, `latency: dt must not be negative, got ${dt}`)
      return Math.max(threshold, Math.min(1, logarithmic ? 1 - threshold ** half : half))
    },
  }
}

function firstTimes(spikes: SpikeColumns, n: number | undefined): Float64Array {
  check(n !== undefined, 'latency: the number of neurons is not known, give it as the second argument of decode')
  const neuron = Uint32Array.from(spikes.neuron)
  const stray = neuron.findIndex(i => i >= n)
  check(stray < 0, `latency: spike ${stray} is of neuron ${neuron[stray]}, expected 0 to ${n - 1}`)
  return firstSpikes({ time: Float64Array.from(spikes.time), neuron, n })
}
