import { control, plain, type Control, type ControlOptions } from './control.js'

export interface SliderOptions extends ControlOptions {
  /** Where it begins; the middle. */
  value?: number
  /** Between two neighbouring values; about a hundredth of the range. With whole numbers all round, it counts. */
  step?: number
  /** Whether it tells its values while it is moved, or only where it is left; true. */
  continuous?: boolean
}

/**
 * A slider for a number from `min` to `max`, the ends included.
 *
 * @throws RangeError if `min` is not below `max`, or `step` or `value` lies outside of the range
 * @example
 * const I = slider(0, 20)                       // 10, in steps of 0.2
 * const neurons = slider(100, 1000, { step: 100, value: 300, label: 'neurons' })
 */
export function slider(min: number, max: number, options: SliderOptions = {}): Control<number> {
  check(Number.isFinite(min) && Number.isFinite(max) && min < max, `min must be below max, got ${min} and ${max}`)
  const { step = niceStep((max - min) / 100), continuous = true } = options
  check(step > 0 && step <= max - min, `step must be positive and within the range of ${max - min}, got ${step}`)
  const { value = onStep(min, max, step) } = options
  const coding = plain<number>(wanted =>
    check(wanted >= min && wanted <= max, `value must lie in ${min}..${max}, got ${wanted}`),
  )
  const whole = [min, max, step, value].every(Number.isInteger)
  const readout_format = whole ? 'd' : `.${decimals(step, min)}f`
  return control(
    { name: whole ? 'IntSlider' : 'FloatSlider' },
    { min, max, step, readout_format, continuous_update: continuous },
    { value, coding, style: 'SliderStyle' },
    options,
  )
}

/** The smallest of 1, 2, 5, 10, ... and their tenths that is not below `least`. */
function niceStep(least: number): number {
  const power = Math.floor(Math.log10(least) + 1e-9)
  const digit = [1, 2, 5, 10].find(each => each >= least / 10 ** power - 1e-9)!
  return Number(`${digit}e${power}`)
}

/** The middle of the range, on a step. */
function onStep(min: number, max: number, step: number): number {
  const middle = min + Math.round((max - min) / step / 2) * step
  return Number(middle.toFixed(decimals(step, min)))
}

/** Digits behind the point that tell the values apart. */
const decimals = (...numbers: number[]) => Math.max(...numbers.map(each => fraction(each)))

function fraction(value: number): number {
  for (let digits = 0; digits < 12; digits++) if (Math.abs(Number(value.toFixed(digits)) - value) < 1e-12) return digits
  return 12
}

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new RangeError(`slider: ${message}`)
}
