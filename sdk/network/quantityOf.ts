import type { NeuronModel } from '../model/index.js'
import { quantityIn } from '../units/index.js'

/** What reads quantities for a variable, a parameter or `I` of a model: in its unit where known, mV for `v`, else any. */
export function quantityOf({ units }: NeuronModel, name: string): ReturnType<typeof quantityIn> {
  return quantityIn(Object.hasOwn(units, name) ? units[name] : name === 'v' ? 'mV' : undefined)
}
