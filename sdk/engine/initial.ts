import { check } from '../check.js'
import { evaluator, type Constants, type Reader } from '../model/index.js'
import type { PopulationDescription } from '../network/index.js'

/** Values by name: one number for all neurons, or one for each. */
export type Values = Record<string, number | Float64Array>

const reader = (value: number | Float64Array): Reader => (typeof value === 'number' ? () => value : i => value[i])

/**
 * State of a population at the start, one array a variable in the order of the equations.
 *
 * @throws RangeError if an initial value is not finite
 */
export function initialState({ name, size, model }: PopulationDescription): Map<string, Float64Array> {
  const readers = new Map(Object.entries(model.parameters).map(([p, value]) => [p, reader(value)]))
  const state = new Map<string, Float64Array>()
  for (const { variable } of model.equations) {
    const initial = model.initial[variable]
    const values = new Float64Array(size)
    if (initial instanceof Float64Array) values.set(initial)
    else if (initial) {
      const value = evaluator(initial, parameter => readers.get(parameter)!)
      for (let i = 0; i < size; i++) values[i] = value(i)
    }
    const bad = values.findIndex(x => !Number.isFinite(x))
    check(
      bad < 0,
      `population "${name}": initial ${variable} of neuron ${bad} is ${values[bad]}; expected a finite number`,
    )
    state.set(variable, values)
    readers.set(variable, i => values[i])
  }
  return state
}

/** The constants of an integration: one number each where all parameters are shared, otherwise one for each neuron. */
export function constantValues(groups: readonly Constants[], parameters: Values, size: number): Values {
  const found: Values = {}
  for (const group of groups) {
    const of = (i: number) =>
      group.values(name => {
        const value = parameters[name]
        return typeof value === 'number' ? value : value[i]
      })
    const shared = Object.values(parameters).every(value => typeof value === 'number')
    if (shared) {
      const values = of(0)
      group.names.forEach((name, j) => (found[name] = values[j]))
    } else {
      const columns = group.names.map(() => new Float64Array(size))
      for (let i = 0; i < size; i++) of(i).forEach((x, j) => (columns[j][i] = x))
      group.names.forEach((name, j) => (found[name] = columns[j]))
    }
  }
  return found
}
