import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time } from '../../units/index.js'
import type { InstantaneousRateOptions } from '../instantaneousRate.js'
import { smoothing } from '../smoothing.js'
import type { Spikes } from '../spikes.js'
import type { Trace } from '../trace.js'
import { trains } from '../trains.js'

/**
 * Synchrony index chi: how much of what single neurons do over time is left in their mean. The variance of the mean
 * over the mean of the variances, and the square root of that (Golomb & Rinzel 1994, Physica D 72:259; Golomb, Hansel &
 * Mato 2001, Handbook of Biological Physics 4:887, equation 13; Golomb 2007, Scholarpedia 2(1):1347).
 *
 * @param recording membrane potentials (any variable) of some neurons, as `net.record(group, 'v')` gives them; or
 *   spikes, of which each neuron's smoothed rate is taken
 * @param options for spikes: `kernel`, `width`, `step` as of `instantaneousRate`
 * @returns 0 to 1: 1 if all do the same, about 1 / sqrt(n) if all are independent, so the number of neurons matters; 0
 *   if nothing ever changes
 * @throws RangeError for an unknown option, options with a trace, no neurons, or a sample that is not finite
 * @example
 * const chi = synchronyIndex(spikes, { width: '5 ms' })
 */
export function synchronyIndex(
  recording: Spikes | Pick<Trace, 'neurons' | 'values'>,
  options: InstantaneousRateOptions = {},
): number {
  const spikes = 'values' in recording ? undefined : recording
  refuseUnknown('synchronyIndex', options, spikes ? ['kernel', 'width', 'step'] : [])
  const n = spikes ? spikes.n : (recording as Pick<Trace, 'neurons'>).neurons.length
  check(n > 0, 'synchronyIndex: there are no neurons; record at least one')
  return chi(n, spikes ? smoothed(spikes, options) : columns(recording as Pick<Trace, 'neurons' | 'values'>))
}

/** Root of the variance of the mean over the mean variance, of n courses. */
function chi(n: number, courses: Iterable<Float64Array>): number {
  let mean: Float64Array | undefined
  let variances = 0
  for (const course of courses) {
    mean ??= new Float64Array(course.length)
    for (let k = 0; k < course.length; k++) mean[k] += course[k] / n
    variances += variance(course) / n
  }
  return variances === 0 || !mean ? 0 : Math.min(1, Math.sqrt(variance(mean) / variances))
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, values.length)
}

function* smoothed(spikes: Spikes, options: InstantaneousRateOptions): Iterable<Float64Array> {
  const where = 'synchronyIndex'
  const step = time(options.step ?? 1, `${where}: step`)
  check(step > 0, `${where}: step must be a time above 0 ms, got ${step} ms`)
  const count = Math.max(0, Math.ceil((spikes.to - spikes.from) / step - 1e-9))
  check(count <= 2 ** 27, `${where}: ${count} samples are too many; take a longer step than ${step} ms`)
  const width = time(options.width ?? 10, `${where}: width`)
  const smooth = smoothing(options.kernel ?? 'gaussian', width, spikes.from, step, where)
  const course = new Float64Array(count)
  for (const train of trains(spikes)) {
    course.fill(0)
    smooth(train, course)
    yield course
  }
}

function* columns({ neurons, values }: Pick<Trace, 'neurons' | 'values'>): Iterable<Float64Array> {
  const n = neurons.length
  const course = new Float64Array(Math.floor(values.length / n))
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < course.length; k++) {
      const value = values[k * n + j]
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `synchronyIndex: sample ${k} of neuron ${neurons[j]} must be a finite number, got ${value}`,
        )
      }
      course[k] = value
    }
    yield course
  }
}
