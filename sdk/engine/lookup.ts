import { check } from '../check.js'
import { suggestion } from '../options.js'
import type { Description } from '../network/index.js'

/** Index of a population by name. @throws RangeError naming those that exist */
export function lookup({ populations }: Description, name: string): number {
  const index = populations.findIndex(population => population.name === name)
  const names = populations.map(population => population.name)
  check(
    index >= 0,
    () => `unknown population "${name}"; there are ${names.join(', ') || 'none'}${suggestion(name, names)}`,
  )
  return index
}

/** A state variable of a population by name. @throws RangeError naming those that exist */
export function named<T>(variables: ReadonlyMap<string, T>, name: string, population: string): T {
  const names = [...variables.keys()]
  const found = variables.get(name)
  check(
    found !== undefined,
    () =>
      `population "${population}": unknown variable "${name}"; it has ${names.join(', ')}${suggestion(name, names)}`,
  )
  return found
}
