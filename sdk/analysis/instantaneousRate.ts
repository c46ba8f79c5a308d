import { refuseUnknown } from '../options.js'
import { check } from '../check.js'
import { time, type Time } from '../units/index.js'
import type { PopulationRate } from './populationRate.js'
import { smoothing, type KernelName } from './smoothing.js'
import type { Spikes } from './spikes.js'
import { trains } from './trains.js'

export interface InstantaneousRateOptions {
  /**
   * What each spike is spread to, of area 1; default `'gaussian'`. `'gaussian'` and `'boxcar'` are centred on the spike;
   * `'exponential'` begins with it, so that no rate rises before its cause.
   */
  readonly kernel?: KernelName
  /** Standard deviation of the Gaussian, time constant of the exponential, whole width of the boxcar; default 10 ms. */
  readonly width?: Time
  /** Time between samples; default 1 ms. */
  readonly step?: Time
}

/** Rates of each neuron over time. */
export interface InstantaneousRates {
  /** Time of each sample, in ms. */
  readonly time: Float64Array
  /** One row a neuron: the rate of neuron i at sample k is `rates[i * time.length + k]`, in Hz. */
  readonly rates: Float64Array
}

/**
 * Mean rate of a population, continuous in time: every spike is replaced by a kernel of area 1 (Dayan & Abbott 2001,
 * Theoretical Neuroscience, equation 1.12). The kernel is evaluated where it is sampled: spikes are not binned first.
 * What it holds beyond the ends of the recording is lost. Equals Elephant's `instantaneous_rate`, averaged.
 *
 * Samples lie at `from + k step`, k = 0, 1, ..., below the end.
 *
 * @returns 0 everywhere if nobody fired or there are no neurons
 * @throws RangeError for an unknown option or kernel, or a width or step that is not above 0
 * @example
 * const { time, rate } = instantaneousRate(spikes, { kernel: 'exponential', width: '20 ms' })
 */
export function instantaneousRate(spikes: Spikes, options: InstantaneousRateOptions = {}): PopulationRate {
  const { at, smooth } = prepared(spikes, options, 'instantaneousRate', 1)
  const rate = new Float64Array(at.length)
  smooth(spikes.time, rate)
  return { time: at, rate: rate.map(r => r / Math.max(1, spikes.n)) }
}

/**
 * The same for each neuron; see {@link instantaneousRate}.
 *
 * @throws RangeError as above, and for more than 2^27 samples
 * @example
 * const { time, rates } = instantaneousRates(spikes)
 * const second = rates.subarray(time.length, 2 * time.length)
 */
export function instantaneousRates(spikes: Spikes, options: InstantaneousRateOptions = {}): InstantaneousRates {
  const { at, smooth } = prepared(spikes, options, 'instantaneousRates', spikes.n)
  const rates = new Float64Array(spikes.n * at.length)
  trains(spikes).forEach((train, i) => smooth(train, rates.subarray(i * at.length, (i + 1) * at.length)))
  return { time: at, rates }
}

function prepared({ from, to }: Spikes, options: InstantaneousRateOptions, where: string, rows: number) {
  refuseUnknown(where, options, ['kernel', 'width', 'step'])
  const width = time(options.width ?? 10, `${where}: width`)
  const step = time(options.step ?? 1, `${where}: step`)
  check(step > 0, `${where}: step must be a time above 0 ms, got ${step} ms`)
  const count = Math.max(0, Math.ceil((to - from) / step - 1e-9))
  check(
    count * Math.max(1, rows) <= 2 ** 27,
    `${where}: ${count} samples for each of ${rows} rows are more than 2^27; take a longer step than ${step} ms`,
  )
  const smooth = smoothing(options.kernel ?? 'gaussian', width, from, step, where)
  return { at: Float64Array.from({ length: count }, (_, k) => from + k * step), smooth }
}
