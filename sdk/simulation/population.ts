import { check, kindOf } from '../check.js'
import { variablesOf, type Neuron, type NeuronModel } from '../model/index.js'
import {
  draw,
  placed,
  quantityOf,
  type BoundSource,
  type PopulationDescription,
  type Positions,
  type Source,
  type Spread,
} from '../network/index.js'
import { refuseUnknown, suggestion } from '../options.js'
import { philox } from '../random/index.js'
import type { AnyQuantity } from '../units/index.js'

/** A quantity, one number for each neuron, a distribution such as `uniform(-60, -50)`, or a function of its index. */
export type PerNeuron = Spread<AnyQuantity, number>

export interface PopulationOptions {
  /** Variables at the start, by name; default those of the neuron. */
  initial?: Readonly<Record<string, PerNeuron>>
  /** Parameters by name; default those of the neuron. */
  parameters?: Readonly<Record<string, PerNeuron>>
  /** Coordinates `[[x, y], ...]`, `grid(...)` or `randomPositions(...)`; default neuron i at i on a line. */
  positions?: Positions
}

/** The neurons of one kind, as a population of a network. `index` numbers the populations. */
export function describedPopulation(
  name: string,
  size: number,
  kind: Neuron | Source,
  options: PopulationOptions,
  { seed, dt, index }: { seed: number; dt: number; index: number },
): PopulationDescription {
  const where = `population "${name}"`
  check(Number.isInteger(size) && size > 0, `${where}: size must be a positive whole number, got ${String(size)}`)
  const isKind = (typeof kind === 'object' || typeof kind === 'function') && kind !== null
  check(
    isKind && ('model' in kind || 'kind' in kind),
    `${where}: expected a neuron such as izhikevich('RS') or a source such as poissonSource(...), got ${kindOf(kind)}`,
  )
  refuseUnknown(where, options, ['initial', 'parameters', 'positions'])
  const { initial = {}, parameters = {}, positions } = options
  const { model: given, describe } = bound(kind, where, size, { dt, stream: index })
  const drawn = (purpose: 'initial' | 'parameter', values: Readonly<Record<string, PerNeuron>>, known: string[]) =>
    Object.entries(values).map(([key, spread]) => {
      const of = purpose === 'initial' ? 'variable' : 'parameter'
      const names = `it has ${known.join(', ') || 'none'}${suggestion(key, known)}`
      check(known.includes(key), `${where}: unknown ${of} "${key}"; ${names}`)
      const random = philox(seed, purpose, index, key)
      const what = `${where}: ${purpose} ${key}`
      const value = draw(spread, { n: size, random, parse: quantityOf(given, key), what, each: 'neuron', of: i => i })
      return [key, value] as const
    })
  const changes = {
    parameters: drawn('parameter', parameters, Object.keys(given.parameters)),
    initial: drawn('initial', initial, variablesOf(given)).map(
      ([key, value]) => [key, typeof value === 'number' ? ({ kind: 'number', value, at: 0 } as const) : value] as const,
    ),
  }
  const model: NeuronModel = {
    ...given,
    parameters: { ...given.parameters, ...Object.fromEntries(changes.parameters) },
    initial: { ...given.initial, ...Object.fromEntries(changes.initial) },
  }
  for (const [key, value] of [...Object.entries(model.parameters), ...Object.entries(model.initial)]) {
    const fits = !(value instanceof Float64Array) || value.length === size
    check(fits, `${where}: ${key} has ${fits || value.length} values for ${size} neurons`)
  }
  return {
    name,
    size,
    model,
    ...(describe && { source: describe(model.parameters) }),
    ...(positions && { positions: placed(positions, size, philox(seed, 'positions', index), where) }),
  }
}

function bound(kind: Neuron | Source, where: string, size: number, context: { dt: number; stream: number }) {
  const found: Omit<BoundSource, 'describe'> & Partial<BoundSource> =
    'model' in kind ? { model: kind.model } : kind.bind(where, size, context)
  return found
}
