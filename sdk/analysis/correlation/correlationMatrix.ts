import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { spikeCounts, type SpikeCountsOptions } from '../spikeCounts.js'
import type { Spikes } from '../spikes.js'

/** A number for every two neurons. */
export interface NeuronMatrix {
  /** Neurons. */
  readonly n: number
  /** Of neurons i and j: `values[i * n + j]`. */
  readonly values: Float64Array
}

/**
 * Pearson's correlation coefficient of the binned spike counts of every two neurons (Kohn & Smith 2005, J Neurosci
 * 25:3661). Equals Elephant's `correlation_coefficient`. The cost follows the pairs of neurons that fire in the same
 * bin.
 *
 * @param options `bin`: width of a bin, default 10 ms; only whole ones count
 * @returns symmetric, 1 on the diagonal; NaN in the row and column of a neuron whose count never changes, such as one
 *   that never fired
 * @throws RangeError if `bin` is not above 0, if there are fewer than two whole bins, or for more than 10,000 neurons
 * @example
 * const { n, values } = correlationMatrix(spikes, { bin: '20 ms' })
 */
export function correlationMatrix(spikes: Spikes, options: SpikeCountsOptions = {}): NeuronMatrix {
  refuseUnknown('correlationMatrix', options, ['bin'])
  const { n } = spikes
  check(n <= 10_000, `correlationMatrix: ${n} neurons have too many pairs, at most 10000; take a part of them`)
  const { bins, counts } = spikeCounts(spikes, options)
  check(
    bins >= 2,
    `correlationMatrix: a recording of ${spikes.to - spikes.from} ms has ${bins} whole bins of ${options.bin ?? 10}; at least two are needed`,
  )
  const sum = new Float64Array(n)
  const products = new Float64Array(n * n)
  const active: number[] = []
  for (let b = 0; b < bins; b++) {
    active.length = 0
    for (let i = 0; i < n; i++) {
      const c = counts[i * bins + b]
      if (c === 0) continue
      active.push(i)
      sum[i] += c
      for (const j of active) products[i * n + j] += c * counts[j * bins + b]
    }
  }
  // Times bins squared all are whole numbers, so that equal counts correlate by exactly 1.
  const covariance = (i: number, j: number) => bins * products[i * n + j] - sum[i] * sum[j]
  const variance = Float64Array.from(sum, (_, i) => covariance(i, i))
  const values = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const scale = Math.sqrt(variance[i] * variance[j])
      values[i * n + j] = values[j * n + i] = scale === 0 ? NaN : i === j ? 1 : covariance(i, j) / scale
    }
  }
  return { n, values }
}
