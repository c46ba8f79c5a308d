import { check } from '../../check.js'

export type Detrend = 'constant' | 'linear' | 'none'

/**
 * Takes the mean (`'constant'`) or the straight line of least squares (`'linear'`) out of samples, in place.
 *
 * @throws RangeError if there is no such trend
 */
export function detrend(samples: Float64Array, trend: Detrend): void {
  check(
    trend === 'constant' || trend === 'linear' || trend === 'none',
    `detrend: unknown trend "${String(trend)}"; there are constant, linear, none`,
  )
  if (trend === 'none') return
  const n = samples.length
  const mean = samples.reduce((sum, x) => sum + x, 0) / n
  const middle = (n - 1) / 2
  let slope = 0
  if (trend === 'linear' && n > 1) {
    for (let i = 0; i < n; i++) slope += (i - middle) * (samples[i] - mean)
    slope /= (n * (n * n - 1)) / 12
  }
  for (let i = 0; i < n; i++) samples[i] -= mean + slope * (i - middle)
}
