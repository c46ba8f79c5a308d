import { control, plain, type Control, type ControlOptions } from './control.js'

export interface ProgressBarOptions extends ControlOptions {
  /** Its value where it is full; 1. */
  max?: number
  /** Its colour, by what it means. */
  look?: 'success' | 'info' | 'warning' | 'danger'
}

/**
 * A bar that fills from 0 to `max`, to stand among other widgets. (`progress` shows one for a loop.)
 *
 * @throws RangeError if its value is not in 0..max
 * @example
 * const trained = progressBar(0, { max: 100, label: 'epochs' })
 * trained.value = 50
 */
export function progressBar(value = 0, { max = 1, look, ...options }: ProgressBarOptions = {}): Control<number> {
  const check = (condition: boolean, message: string) => {
    if (!condition) throw new RangeError(`progressBar: ${message}`)
  }
  check(Number.isFinite(max) && max > 0, `max must be positive, got ${max}`)
  const coding = plain<number>(wanted =>
    check(wanted >= 0 && wanted <= max, `value must lie in 0..${max}, got ${wanted}`),
  )
  const kind = { name: 'FloatProgress', view: 'ProgressView' }
  const state = { min: 0, max, bar_style: look ?? '' }
  return control(kind, state, { value, coding, style: 'ProgressStyle' }, options)
}
