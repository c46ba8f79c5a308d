import { check, kindOf } from '../../check.js'
import type { Neuron } from '../../model/index.js'
import { izhikevich, izhikevichTypes, type IzhikevichType } from '../../neurons/index.js'
import { refuseUnknown, suggestion } from '../../options.js'
import type { Time } from '../../units/index.js'
import { everyOf, positiveTime, within } from './options.js'
import type { NeuronRule } from './rule.js'

export interface NeurogenesisOptions {
  /** Neurons are born when more than this share of the living fired within the window; default .85. */
  threshold?: number
  /** How many, as a share of the living, rounded down; default .05. */
  rate?: number
  /**
   * What they are: a type of `izhikevich` by its name, a neuron of the population's equations with other parameters, or
   * parameters by name; default as a neuron of the group, drawn for each.
   */
  type?: IzhikevichType | Neuron<Record<string, number>> | Readonly<Record<string, number>>
  /** What activity is measured over; default 1 s. */
  window?: Time
  /** From one decision to the next; default the window. */
  every?: Time
}

/**
 * Neurons are born where there is much to do: when the activity of a group, the share of its living neurons that fired
 * at least once within the window, exceeds the threshold, `floor(rate x living)` neurons come, wired as the group was.
 *
 * @throws RangeError for an unknown option or type, or a number out of range
 * @example
 * net.plan(neurogenesis({ threshold: 0.85, rate: 0.05, type: 'RS' }), cortex)
 */
export function neurogenesis(options: NeurogenesisOptions = {}): NeuronRule {
  refuseUnknown('neurogenesis', options, ['threshold', 'rate', 'type', 'window', 'every'])
  const { threshold = 0.85, rate = 0.05, type } = options
  within(threshold, 'neurogenesis: threshold', 0, 1)
  within(rate, 'neurogenesis: rate', 0, Infinity)
  const window = positiveTime(options.window ?? 1000, 'neurogenesis: window')
  const parameters = type === undefined ? undefined : parametersOf(type, 'neurogenesis')
  return {
    name: 'birth',
    on: 'neurons',
    every: window,
    window,
    ...everyOf('neurogenesis', options),
    recipe: { make: 'neurogenesis', args: [{ ...options, ...(parameters && { type: parameters }) }] },
    decide(view) {
      const counts = view.counts()
      let active = 0
      for (let i = 0; i < view.size; i++) if (counts[i] > 0 && view.lives(i)) active++
      const count = active / view.living > threshold ? Math.floor(rate * view.living) : 0
      return { births: { count, ...(parameters && { parameters }) } }
    },
  }
}

/** The parameters of neurons of a kind. @throws RangeError for a type that does not exist */
export function parametersOf(
  type: NonNullable<NeurogenesisOptions['type']>,
  where: string,
): Readonly<Record<string, number>> {
  if (typeof type === 'string') {
    check(
      izhikevichTypes.includes(type),
      () =>
        `${where}: unknown type "${type}"; there are ${izhikevichTypes.join(', ')}${suggestion(type, izhikevichTypes)}`,
    )
    return parametersOf(izhikevich(type), where)
  }
  const isKind = (typeof type === 'object' || typeof type === 'function') && type !== null
  check(isKind, `${where}: type must be a name such as 'RS', a neuron or parameters by name, got ${kindOf(type)}`)
  const given =
    'model' in type && typeof type.model === 'object' ? (type as Neuron<Record<string, number>>).model.parameters : type
  for (const [name, value] of Object.entries(given))
    check(Number.isFinite(value), `${where}: parameter ${name} must be one finite number, got ${kindOf(value)}`)
  return { ...given } as Record<string, number>
}
