import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { levelValues, type Levels } from './levels.js'

/** How weights in superposition learn, and what a forward pass uses of them. */
export interface SuperpositionOptions {
  /** Levels of a weight: 2, 4, 8 or 16; default 4. */
  readonly levels?: Levels
  /** Weights lie in -range..range; default 1. */
  readonly range?: number
  /** Hopping between neighbouring levels at the beginning, Gamma0; falls to 0 over `updates`; default 0.1. */
  readonly field?: number
  /** Localisation at the end, kappa1; rises from 0 over `updates`; default 1. */
  readonly localisation?: number
  /** What a forward pass takes: the mean of each weight, or a level by Born's rule; default the mean. */
  readonly measurement?: 'mean' | 'born'
  /** Step of imaginary time, eta; default 0.05, with two levels 0.03. */
  readonly rate?: number
  /** Updates over which the field falls and the localisation rises; default 1000. */
  readonly updates?: number
  /** Divides gradients by their running root mean square; default true. */
  readonly normalise?: boolean
}

/** A learning rule: {@link SuperpositionOptions} with nothing left open. */
export type Superposition = Required<SuperpositionOptions>

/** Names of {@link SuperpositionOptions}, for refusing others. */
export const superpositionOptions = [
  'levels',
  'range',
  'field',
  'localisation',
  'measurement',
  'rate',
  'updates',
  'normalise',
] as const

/**
 * The three-factor amplitude rule with its schedule: every weight is a wave function over its levels that moves in
 * imaginary time; see {@link amplitudeRule} for the step.
 *
 * @throws RangeError for an unknown option, or one out of its range
 * @example
 * const rule = superposition({ levels: 16, range: 0.5, updates: 2000 })
 */
export function superposition(options: SuperpositionOptions = {}): Superposition {
  const where = 'superposition'
  refuseUnknown(where, options, superpositionOptions)
  const { levels = 4, range = 1, field = 0.1, localisation = 1, measurement = 'mean' } = options
  const { rate = levels === 2 ? 0.03 : 0.05, updates = 1000, normalise = true } = options
  levelValues(levels, where)
  check(range > 0 && range < Infinity, `${where}: range must be positive, got ${range}`)
  check(rate > 0 && rate < Infinity, `${where}: rate must be positive, got ${rate}`)
  check(
    field >= 0 && rate * field <= 0.5,
    `${where}: field must be 0 or more, and rate * field at most 0.5; got rate ${rate}, field ${field}`,
  )
  const confined = localisation >= 0 && localisation < Infinity
  check(confined, `${where}: localisation must be 0 or more, got ${localisation}`)
  check(
    measurement === 'mean' || measurement === 'born',
    `${where}: measurement must be "mean" or "born", got ${JSON.stringify(measurement)}`,
  )
  check(Number.isInteger(updates) && updates > 0, `${where}: updates must be a positive whole number, got ${updates}`)
  return { levels, range, field, localisation, measurement, rate, updates, normalise }
}
