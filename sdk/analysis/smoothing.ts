import { check } from '../check.js'

export type KernelName = 'gaussian' | 'exponential' | 'boxcar'

/** Adds the rate of a train, in Hz, to samples. */
export type Smooth = (train: ArrayLike<number>, samples: Float64Array) => void

/**
 * What turns spike trains into rates on the grid `from + k step`, by a kernel of area 1.
 *
 * @param width standard deviation, time constant or whole width, in ms
 * @throws RangeError for an unknown kernel or a width that is not above 0
 */
export function smoothing(kernel: KernelName, width: number, from: number, step: number, where: string): Smooth {
  check(
    Object.hasOwn(kernels, kernel),
    `${where}: unknown kernel "${String(kernel)}"; there are ${Object.keys(kernels).join(', ')}`,
  )
  check(width > 0, `${where}: width must be a time above 0 ms, got ${width} ms`)
  return kernels[kernel](width, from, step)
}

const kernels: Record<KernelName, (width: number, from: number, step: number) => Smooth> = {
  gaussian(sd, from, step) {
    const height = 1000 / (sd * Math.sqrt(2 * Math.PI))
    const reach = 8 * sd // beyond lie 1e-15 of the area
    return (train, samples) => {
      for (let s = 0; s < train.length; s++) {
        const first = Math.max(0, Math.ceil((train[s] - reach - from) / step))
        const last = Math.min(samples.length - 1, Math.floor((train[s] + reach - from) / step))
        for (let k = first; k <= last; k++) {
          const x = (from + k * step - train[s]) / sd
          samples[k] += height * Math.exp(-0.5 * x * x)
        }
      }
    }
  },

  exponential(tau, from, step) {
    const decay = Math.exp(-step / tau)
    return (train, samples) => {
      // The trace of all spikes so far falls by one factor a sample: no spike is visited twice.
      let trace = 0
      let s = 0
      for (let k = 0; k < samples.length; k++) {
        const t = from + k * step
        trace *= decay
        for (; s < train.length && train[s] <= t; s++) trace += Math.exp((train[s] - t) / tau)
        samples[k] += (1000 / tau) * trace
      }
    }
  },

  boxcar(width, from, step) {
    return (train, samples) => {
      let [entered, left] = [0, 0]
      for (let k = 0; k < samples.length; k++) {
        const t = from + k * step
        while (entered < train.length && train[entered] <= t + width / 2) entered++
        while (left < train.length && train[left] <= t - width / 2) left++
        samples[k] += ((entered - left) * 1000) / width
      }
    }
  },
}
