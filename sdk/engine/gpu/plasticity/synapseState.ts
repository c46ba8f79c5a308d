import { closedForm, elapsed, evaluator, type SynapseVariable } from '../../../model/index.js'
import type { ProjectionDescription } from '../../../network/index.js'
import { projectionName } from '../../memory.js'
import { PlasticityError } from '../../plasticityError.js'
import { learningRows } from './learningRows.js'

/**
 * The state of the synapses of a projection that learns as the host sees it: rows of numbers, one a slot, read and written
 * in the order of the description.
 *
 * @param order which synapse is in a slot
 * @param dt ms
 */
export function synapseState(projection: ProjectionDescription, order: Uint32Array, dt: number) {
  const rules = projection.rules!
  const models = rules.map(({ model }) => model)
  const rows = learningRows(models)
  const size = order.length

  /** In the order of slots. */
  const toSlots = (values: ArrayLike<number>) => Float32Array.from(order, s => values[s])

  /** In the order of synapses. */
  function fromSlots(values: (slot: number) => number): Float64Array {
    const found = new Float64Array(size)
    for (let k = 0; k < size; k++) found[order[k]] = values(k)
    return found
  }

  function first(
    variable: SynapseVariable,
    given: Float64Array | undefined,
    parameters: Readonly<Record<string, number>>,
  ) {
    if (given) return toSlots(given)
    const weights = projection.weights as Float64Array
    const value = evaluator(variable.initial, name => (name === 'w' ? s => weights[s] : () => parameters[name]))
    return Float32Array.from(order, value)
  }

  /** A variable in each slot as it is now. */
  function now(state: readonly Float32Array[], rule: number, variable: SynapseVariable): (slot: number) => number {
    const kept = state[rows.variables[rule].get(variable.name)!]
    if (!variable.flow) return k => kept[k]
    const age = state[rows.age]
    const { parameters } = models[rule]
    const later = evaluator(closedForm(variable), name =>
      name === elapsed ? k => age[k] * dt : name === variable.name ? k => kept[k] : () => parameters[name],
    )
    return k => (age[k] === 0 ? kept[k] : later(k))
  }

  return {
    rows,

    /** At the start. */
    start(): Float32Array[] {
      const state = Array.from({ length: rows.count }, () => new Float32Array(size))
      state[rows.weight] = toSlots(projection.weights as Float64Array)
      rules.forEach(({ model, initial }, r) => {
        for (const variable of model.variables)
          state[rows.variables[r].get(variable.name)!] = first(variable, initial?.[variable.name], model.parameters)
      })
      return state
    },

    weights: (row: Float32Array): Float64Array => fromSlots(k => row[k]),

    withWeights: (state: readonly Float32Array[], values: ArrayLike<number>): Float32Array[] =>
      state.with(rows.weight, toSlots(values)),

    read(state: readonly Float32Array[], rule: number, name: string): Float64Array {
      const variable = models[rule].variables.find(variable => variable.name === name)!
      return fromSlots(now(state, rule, variable))
    },

    /** Sets a variable; the others are brought up to date, since they share the time at which they were set. */
    write(state: readonly Float32Array[], rule: number, name: string, values: ArrayLike<number>): Float32Array[] {
      const next = [...state]
      models.forEach(({ variables }, r) => {
        for (const variable of variables) {
          if (!variable.flow) continue
          const value = now(state, r, variable)
          next[rows.variables[r].get(variable.name)!] = Float32Array.from({ length: size }, (_, k) => value(k))
        }
      })
      next[rows.age] = new Float32Array(size)
      next[rows.variables[rule].get(name)!] = toSlots(values)
      return next
    },

    /** Which slot, if any, a rule has brought astray: the first in the order of synapses. */
    astray(age: Float32Array): number | undefined {
      let found: number | undefined
      for (let k = 0; k < size; k++) if (age[k] < 0 && (found === undefined || order[k] < order[found])) found = k
      return found
    },

    /** What went wrong there. @param time ms */
    fault(state: readonly Float32Array[], slot: number, time: number): PlasticityError {
      const rule = -1 - state[rows.age][slot]
      const { bounds, targets, offsets } = projection
      const limits = bounds && ([Math.fround(bounds[0]), Math.fround(bounds[1])] as const)
      const finite = (x: number) => Math.abs(x) < 3e38
      const w = state[rows.weight][slot]
      const weightFits = finite(w) && (!limits || (w >= limits[0] && w <= limits[1]))
      const names = [...rows.variables[rule].keys()]
      const variable = weightFits
        ? (names.find(name => !finite(state[rows.variables[rule].get(name)!][slot])) ?? 'w')
        : 'w'
      const value = variable === 'w' ? w : state[rows.variables[rule].get(variable)!][slot]
      const index = order[slot]
      const pre = offsets.findIndex((_, i) => offsets[i + 1] > index)
      return new PlasticityError(
        projectionName(projection),
        models[rule].name,
        variable,
        { index, pre, post: targets[index] },
        time,
        // What the device takes for infinite may come back as the largest number.
        finite(value) || Number.isNaN(value) ? value : Math.sign(value) * Infinity,
        bounds,
      )
    },
  }
}
