import { check } from '../check.js'
import { evaluator, type Reader } from '../model/index.js'
import type { PopulationDescription } from '../network/index.js'

/** Parameters of a population as readers: one number for all, or one a neuron. */
export function parameterReaders({ model }: PopulationDescription): Map<string, Reader> {
  return new Map(
    Object.entries(model.parameters).map(([name, value]) => [
      name,
      typeof value === 'number' ? () => value : (i: number) => value[i],
    ]),
  )
}

/**
 * State of a population at the start, one array a variable in the order of the equations.
 *
 * @throws RangeError if an initial value is not finite
 */
export function initialState(population: PopulationDescription): Map<string, Float64Array> {
  const { name, size, model } = population
  const readers = parameterReaders(population)
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
