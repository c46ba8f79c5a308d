import { check } from '../check.js'
import { suggestion } from '../options.js'
import type { Values } from './initial.js'

/** A state variable or parameter by name. @throws RangeError naming those that exist */
export function settable<A>(
  population: string,
  name: string,
  state: ReadonlyMap<string, A>,
  parameters: Values,
): number | Float64Array | A {
  const names = [...state.keys(), ...Object.keys(parameters)]
  const found = state.get(name) ?? parameters[name]
  check(
    found !== undefined,
    () =>
      `population "${population}": unknown variable "${name}"; it has ${names.join(', ')}${suggestion(name, names)}`,
  )
  return found
}
