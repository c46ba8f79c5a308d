import { check, kindOf } from '../../check.js'
import { isFixedPoint, type FixedPoint } from '../../model/index.js'
import { refuseUnknown } from '../../options.js'
import type { ProjectionDescription } from '../description.js'
import { learnsWeights } from './formattedWeights.js'

/** Formats of the variables of a projection, by their names. */
export interface Formats {
  /** Of the weights. */
  readonly w?: FixedPoint
}

/**
 * Formats, checked against the projection that they are for.
 *
 * @param dt ms
 * @throws RangeError for another variable than `w`, what is no format, weights that learn without bounds, or with bounds
 *   that 0 is not within, and scales that are set anew off the grid of dt
 */
export function formatsFor(
  given: Formats,
  { rules, bounds, continuous }: Pick<ProjectionDescription, 'rules' | 'bounds' | 'continuous'>,
  where: string,
  dt: number,
): Required<Formats> {
  check(!isFixedPoint(given), `${where}: formats are given by variable, as in { w: fixedPoint({ bits: 4 }) }`)
  const own = rules?.flatMap(({ model }) => model.variables.map(({ name }) => name)) ?? []
  refuseUnknown(
    `${where}: formats`,
    given,
    ['w'],
    Object.fromEntries(own.map(name => [name, 'is of a variable of a rule; so far only the weights, w, have formats'])),
  )
  const { w } = given
  check(isFixedPoint(w), `${where}: formats: w must be a format such as fixedPoint({ bits: 4 }), got ${kindOf(w)}`)
  if (!learnsWeights({ rules })) return { w }
  check(
    !continuous,
    `${where}: formats are of weights that spikes transmit; a continuous connection that learns keeps plain numbers`,
  )
  check(
    bounds !== undefined,
    `${where}: weights that learn in ${w.accumulator} bits need bounds, as in bounds: [0, 1]: the largest code stands for the larger one`,
  )
  const [low, high] = bounds
  check(
    low <= 0 && high >= 0,
    `${where}: 0 is the code 0, so that bounds of weights with a format must have it within, got ${low} .. ${high}`,
  )
  const steps = Math.round(w.rescale / dt)
  check(
    steps >= 1 && Math.abs(steps * dt - w.rescale) < 1e-9,
    `${where}: formats: rescale of ${w.rescale} ms is no multiple of dt = ${dt} ms`,
  )
  return { w }
}
