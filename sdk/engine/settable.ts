import { check } from '../check.js'
import { suggestion } from '../options.js'
import type { Values } from './initial.js'

/** A state variable or parameter by name. @throws RangeError naming those that exist */
export function settable(
  population: string,
  name: string,
  state: ReadonlyMap<string, Float64Array>,
  parameters: Values,
): number | Float64Array {
  const names = [...state.keys(), ...Object.keys(parameters)]
  const found = state.get(name) ?? parameters[name]
  check(
    found !== undefined,
    `population "${population}": unknown variable "${name}"; it has ${names.join(', ')}${suggestion(name, names)}`,
  )
  return found
}
