import { check } from '../check.js'
import { variablesOf, type NeuronModel } from '../model/index.js'
import { suggestion } from '../options.js'
import type { AnyQuantity } from '../units/index.js'
import { quantityOf } from './quantityOf.js'

/** Where spikes and inputs reach a neuron. */
export interface Receptor {
  /** The variable that is added to; `I` for one step only. */
  readonly variable: string
  /** Reads what is added, in the variable's unit. @throws RangeError for a unit that does not fit */
  readonly amount: (value: AnyQuantity, what: string) => number
}

/**
 * A receptor of neurons by its name: `delta` (v), `pulse` (I), one that the model names, or a variable.
 *
 * Its unit is that of the variable where the model says it, mV for `v`, otherwise any.
 *
 * @throws RangeError naming the receptors that the neurons have
 */
export function receptorOf(
  where: string,
  { model, population }: { readonly model: NeuronModel; readonly population: string },
  name: string,
): Receptor {
  const variable = variableOf(where, model, population, name)
  return { variable, amount: quantityOf(model, variable) }
}

function variableOf(where: string, model: NeuronModel, population: string, name: string): string {
  const variables = variablesOf(model)
  if (name === 'delta') {
    check(
      variables.includes('v'),
      `${where}: receptor "delta" jumps v, but population "${population}" has ${variables.join(', ')}`,
    )
    return 'v'
  }
  if (name === 'pulse') {
    check(
      model.takesCurrent,
      `${where}: receptor "pulse" adds to I, but the equations of population "${population}" have no I`,
    )
    return 'I'
  }
  const known = [...new Set(['delta', 'pulse', ...Object.keys(model.receptors), ...variables])]
  check(
    known.includes(name),
    () => `${where}: unknown receptor "${String(name)}"; there are ${known.join(', ')}${suggestion(name, known)}`,
  )
  return Object.hasOwn(model.receptors, name) ? model.receptors[name] : name
}
