import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type Time } from '../../units/index.js'
import type { ModulatorLaw } from './synapseModel.js'

export interface ModulatorOptions {
  /** How fast it decays to its baseline. */
  tau: Time
  /** Where it starts and what it decays to; default 0. */
  baseline?: number
  /** How much of the amount of a reward is added to it; default 1. */
  reward?: number
}

/**
 * How a modulator moves: `dm/dt = (baseline - m)/tau`; a reward of amount r adds `reward*r`.
 *
 * @throws RangeError for an unknown option, a time constant that is not positive or a number that is not finite
 */
export function modulatorLaw(options: ModulatorOptions, where: string): ModulatorLaw {
  refuseUnknown(where, options, ['tau', 'baseline', 'reward'])
  const { baseline = 0, reward = 1 } = options
  const tau = time(options.tau, `${where}: tau`)
  check(tau > 0, `${where}: tau must be positive, got ${tau} ms`)
  for (const [name, value] of Object.entries({ baseline, reward }))
    check(Number.isFinite(value), `${where}: ${name} must be a finite number, got ${String(value)}`)
  return { tau, baseline, reward }
}
