import { check } from '../../../sdk/check.js'
import { checkFinite, checkStep, type AmplitudeStep } from '../amplitudeRule.js'

/** What single precision holds, with room for the products of the rule. */
const most = 1e30

/** A number within what single precision can compute with: where it is more, it decides everything as it is. */
const held = (x: number) => Math.min(most, Math.max(-most, x))

/** The strengths of a step as engines of single precision take them: `-rate / 2`, `rate * field`, the localisation. */
export function strengthsOf(step: AmplitudeStep, precision: 'single' | 'double'): [number, number, number] {
  checkStep(step)
  const { rate, field, localisation } = step
  const single = precision === 'single'
  check(!single || rate <= 1e6, `amplitudeRule: rate must be at most 1e6 in single precision, got ${rate}`)
  return [-rate / 2, rate * field, single ? held(localisation) : localisation]
}

/**
 * A column of an engine that takes gradients or curvatures, checked; what single precision does not hold becomes the most
 * that it does.
 */
export function forces(column: Float32Array | Float64Array, name: string) {
  const bound = column instanceof Float64Array ? Number.MAX_VALUE : most
  let filled = NaN
  return {
    column,
    set(values: number | Float64Array): void {
      if (typeof values === 'number') {
        if (values === filled) return
        checkFinite(name, 0, values)
        column.fill(Math.min(bound, Math.max(-bound, values)))
        filled = values
        return
      }
      filled = NaN
      for (let i = 0; i < values.length; i++) {
        let x = values[i]
        if (!(Math.abs(x) <= bound)) {
          checkFinite(name, i, x)
          x = Math.sign(x) * bound
        }
        column[i] = x
      }
    },
  }
}
