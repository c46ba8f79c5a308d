import { check, kindOf } from '../check.js'
import type { Neuron } from '../model/index.js'
import type { BoundSource, PopulationDescription, Source } from '../network/index.js'

/** The neurons of one kind, as a population of a network. `index` numbers the populations. */
export function describedPopulation(
  name: string,
  size: number,
  kind: Neuron | Source,
  { dt, index }: { dt: number; index: number },
): PopulationDescription {
  const where = `population "${name}"`
  check(Number.isInteger(size) && size > 0, `${where}: size must be a positive whole number, got ${String(size)}`)
  const isKind = (typeof kind === 'object' || typeof kind === 'function') && kind !== null
  check(
    isKind && ('model' in kind || 'kind' in kind),
    `${where}: expected a neuron such as izhikevich('RS') or a source such as poissonSource(...), got ${kindOf(kind)}`,
  )
  const { model, describe } = bound(kind, where, size, { dt, stream: index })
  for (const [key, value] of [...Object.entries(model.parameters), ...Object.entries(model.initial)]) {
    const fits = !(value instanceof Float64Array) || value.length === size
    check(fits, `${where}: ${key} has ${fits || value.length} values for ${size} neurons`)
  }
  return { name, size, model, ...(describe && { source: describe(model.parameters) }) }
}

function bound(kind: Neuron | Source, where: string, size: number, context: { dt: number; stream: number }) {
  const found: Omit<BoundSource, 'describe'> & Partial<BoundSource> =
    'model' in kind ? { model: kind.model } : kind.bind(where, size, context)
  return found
}
