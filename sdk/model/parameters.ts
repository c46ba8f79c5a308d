import { check, kindOf } from '../check.js'
import { suggestion } from '../options.js'
import { quantity, type AnyQuantity } from '../units/index.js'
import { meaning } from './checkNames.js'

export type Parameters = Readonly<Record<string, AnyQuantity>>

/** Parameters in canonical units, and the units of those that were given one. */
export function readParameters(given: Parameters, where: string, taken = meaning) {
  const parameters: Record<string, number> = {}
  const units: Record<string, string> = {}
  for (const [p, value] of Object.entries(given)) {
    check(!taken(p), `${where}: "${p}" cannot be a parameter: it is ${taken(p)}`)
    check(
      typeof value !== 'object',
      `${where}: parameter ${p} must be one number or quantity; one for each neuron goes into a variant: cell({ ${p}: [...] })`,
    )
    const read = quantity(value, `${where}: parameter ${p}`)
    parameters[p] = read.value
    if (read.unit) units[p] = read.unit
  }
  return { parameters, units }
}

/** @throws RangeError for a name that the model does not have */
export function checkedUnits(
  units: Readonly<Record<string, string>>,
  names: readonly string[],
  where: string,
): Readonly<Record<string, string>> {
  for (const [name, unit] of Object.entries(units)) {
    check(
      names.includes(name),
      () => `${where}: unknown name "${name}" in units; it has ${names.join(', ')}${suggestion(name, names)}`,
    )
    check(typeof unit === 'string', `${where}: the unit of ${name} must be a text such as 'nS', got ${kindOf(unit)}`)
  }
  return units
}
