import { check } from '../../check.js'
import { initialState, type Simulation } from '../../engine/index.js'
import { variablesOf } from '../../model/index.js'
import { quantityOf, type Births, type PopulationDescription } from '../../network/index.js'
import { refuseUnknown, suggestion } from '../../options.js'
import { parametersOf, type NeurogenesisOptions, type Newborns } from '../../plasticity/structure/index.js'
import type { Random } from '../../random/index.js'
import type { AnyQuantity } from '../../units/index.js'
import type { Members } from './members.js'

export interface BirthOptions {
  /** What they are: see {@link NeurogenesisOptions}; default each as a neuron of the group, drawn at random. */
  type?: NeurogenesisOptions['type']
  /** Variables at birth, one quantity for all; default as those of the population began. */
  initial?: Readonly<Record<string, AnyQuantity>>
}

/** What `birth` was asked for, checked. */
export function askedBirths(where: string, count: number, { type, ...options }: BirthOptions): Newborns & BirthOptions {
  refuseUnknown(where, options, ['initial'])
  check(
    Number.isInteger(count) && count >= 0,
    `${where}: how many must be a whole number of 0 or more, got ${String(count)}`,
  )
  return { count, ...(type !== undefined && { parameters: parametersOf(type, where) }), ...options }
}

/** The newborns of a group, each like one of its living neurons but for what is given, and somewhere between two of them. */
export async function described(
  where: string,
  population: PopulationDescription,
  group: Members,
  { count, parameters: given = {}, initial = {} }: Newborns & BirthOptions,
  simulation: Simulation,
  random: Random,
): Promise<Births> {
  const { name, model, positions } = population
  const known = Object.keys(model.parameters)
  for (const key of Object.keys(given)) {
    check(
      known.includes(key),
      () =>
        `${where}: neurons of "${name}" have no parameter "${key}"; ` +
        `they have ${known.join(', ') || 'none'}${suggestion(key, known)}`,
    )
  }
  check(group.living > 0 || count === 0, `${where}: nobody is left whom newborns could be like`)
  const drawn = () => {
    let member: number
    do member = random.integer(group.size)
    while (!group.lives(member))
    return group.id(member)
  }
  const like = Uint32Array.from({ length: count }, drawn)
  const parameters: Record<string, Float64Array> = {}
  for (const key of known) {
    parameters[key] = Object.hasOwn(given, key)
      ? new Float64Array(count).fill(given[key])
      : await simulation.read(name, key, like)
  }
  const own = Object.fromEntries(
    Object.entries(model.initial).map(([key, value]) => [
      key,
      value instanceof Float64Array ? Float64Array.from(like, i => value[i]) : value,
    ]),
  )
  const state = initialState({ name, size: count, model: { ...model, parameters, initial: own } })
  for (const [variable, value] of Object.entries(initial)) {
    const variables = variablesOf(model)
    check(
      state.has(variable),
      () =>
        `${where}: unknown variable "${variable}"; it has ${variables.join(', ')}${suggestion(variable, variables)}`,
    )
    state.get(variable)!.fill(quantityOf(model, variable)(value, `${where}: initial ${variable}`))
  }
  return {
    population: name,
    count,
    state: Object.fromEntries(state),
    parameters,
    ...(positions && { positions: between(positions, like, drawn, random) }),
  }
}

/** Places at random on the way from one neuron to another. */
function between(
  { dimensions, coordinates }: NonNullable<PopulationDescription['positions']>,
  like: Uint32Array,
  drawn: () => number,
  random: Random,
): Float64Array {
  const places = new Float64Array(like.length * dimensions)
  like.forEach((i, k) => {
    const [j, share] = [drawn(), random.uniform()]
    for (let d = 0; d < dimensions; d++) {
      const [a, b] = [coordinates[i * dimensions + d], coordinates[j * dimensions + d]]
      places[k * dimensions + d] = a + share * (b - a)
    }
  })
  return places
}
