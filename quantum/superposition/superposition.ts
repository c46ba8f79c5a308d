import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Rule } from '../../sdk/index.js'
import { levelValues } from './levels.js'
import { superpositionOptions, type SuperpositionOptions } from './superpositionOptions.js'
import { superpositionRule } from './superpositionRule.js'

/** A learning rule: {@link SuperpositionOptions} with nothing left open. */
export type Superposition = Required<SuperpositionOptions> & Pick<Rule, 'model'>

/**
 * The three-factor amplitude rule with its schedule: every weight is a wave function over its levels that moves in
 * imaginary time; see {@link amplitudeRule} for the step. For `superposed` weights, which learn from gradients, and for a projection of a
 * network, where it learns from rewards: see {@link superpositionRule} for its variables.
 *
 * @throws RangeError for an unknown option, or one out of its range
 * @example
 * const rule = superposition({ levels: 16, range: 0.5, updates: 2000 })
 * @example
 * const projection = net.connect(a, b, { plasticity: superposition({ levels: 2, centre: 1 }), weight: uniform(0.9, 1.1) })
 * await net.reward(0.5)
 * await projection.read('entropy')
 */
export function superposition(options: SuperpositionOptions = {}): Superposition {
  const where = 'superposition'
  refuseUnknown(where, options, superpositionOptions)
  const { levels = 4, range = 1, centre = 0, field = 0.1, localisation = 1 } = options
  const { measurement = 'mean', signal = 'reward', tau = 20, tauC = 1000, interval = 100, trial = 100 } = options
  const { rate = levels === 2 ? 0.03 : 0.05, updates = 1000, normalise = true } = options
  levelValues(levels, where)
  check(range > 0 && range < Infinity, `${where}: range must be positive, got ${range}`)
  check(Number.isFinite(centre), `${where}: centre must be finite, got ${centre}`)
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
  check(
    signal === 'reward' || signal === 'dopamine',
    `${where}: signal must be "reward" or "dopamine", got ${JSON.stringify(signal)}`,
  )
  const settings = {
    ...{ levels, range, centre, field, localisation, measurement, rate, updates, normalise },
    ...{ signal, tau, tauC, interval, trial },
  }
  return {
    ...settings,
    get model() {
      return superpositionRule(settings).model
    },
  }
}
