import { check, kindOf } from '../check.js'
import type { NeuronModel } from '../model/index.js'
import { draw, isSource, type ProjectionDescription, type Spread } from '../network/index.js'
import { allToAll, compressRows, type Topology } from '../network/topology/index.js'
import { refuseUnknown, suggestion } from '../options.js'
import { philox } from '../random/index.js'
import { time, type Time } from '../units/index.js'
import type { Group } from './group.js'

export interface ConnectOptions {
  /** Who is connected to whom; default all to all. */
  topology?: Topology
  /** What one spike adds to the receptor; mV for `delta`, mV/ms for `pulse`; default 1. */
  weight?: Spread<number>
  /** From a spike to its arrival, on the grid of dt, at least one step; default one step. */
  delay?: Spread<Time>
  /** `'delta'` (default) jumps `v`; `'pulse'` adds to `I` for one step; or a receptor of the neurons by its name. */
  receptor?: string
}

const later = { plasticity: 'does not exist yet: synapses do not learn so far; leave it out' }

/** The synapses between two groups, as a projection of their populations. `index` numbers the projections. */
export function connection(
  pre: Group,
  post: Group,
  options: ConnectOptions,
  { seed, dt, index, size }: { seed: number; dt: number; index: number; size: number },
): ProjectionDescription {
  const where = `connect ${pre.label} -> ${post.label}`
  refuseUnknown(where, options, ['topology', 'weight', 'delay', 'receptor'], later)
  const { topology = allToAll(), weight = 1, delay = dt, receptor = 'delta' } = options
  check(
    typeof topology?.edges === 'function',
    `${where}: topology must be one such as smallWorld({ k: 6, p: 0.02 }), got ${kindOf(topology)}`,
  )
  check(
    !isSource(post.model),
    `${where}: ${post.label} is a source, which fires by itself and receives nothing; connect from it, onto neurons`,
  )
  const variable = receptorVariable(where, post, receptor)

  const same = pre.population === post.population && pre.from === post.from && pre.to === post.to
  const edges = topology.edges(pre.size, post.size, philox(seed, 'topology', index), same)
  const count = edges.from.length
  const weights = draw(weight, count, philox(seed, 'weight', index), finite, `${where}: weight`)
  const delays = draw(delay, count, philox(seed, 'delay', index), time, `${where}: delay`)

  const { offsets, targets, order } = compressRows(
    { from: shifted(edges.from, pre.from), to: shifted(edges.to, post.from) },
    size,
  )
  const ordered = (values: number | Float64Array) =>
    typeof values === 'number' ? values : Float64Array.from(order, e => values[e])
  return {
    pre: pre.population,
    post: post.population,
    variable,
    offsets,
    targets,
    weights: ordered(weights),
    delays: steps(ordered(delays), dt, where),
  }
}

/** The variable that a receptor of these neurons adds to. @throws RangeError naming the receptors that they have */
export function receptorVariable(
  where: string,
  { model, population }: { readonly model: NeuronModel; readonly population: string },
  receptor: string,
): string {
  const variables = model.equations.map(e => e.variable)
  if (receptor === 'delta') {
    check(
      variables.includes('v'),
      `${where}: receptor "delta" jumps v, but population "${population}" has ${variables.join(', ')}`,
    )
    return 'v'
  }
  if (receptor === 'pulse') {
    check(
      model.takesCurrent,
      `${where}: receptor "pulse" adds to I, but the equations of population "${population}" have no I`,
    )
    return 'I'
  }
  const known = ['delta', 'pulse', ...Object.keys(model.receptors), ...variables]
  check(
    known.includes(receptor),
    `${where}: unknown receptor "${String(receptor)}"; there are ${known.join(', ')}${suggestion(receptor, known)}`,
  )
  return Object.hasOwn(model.receptors, receptor) ? model.receptors[receptor] : receptor
}

function finite(value: number, what: string): number {
  check(Number.isFinite(value), `${what}: must be a finite number, got ${String(value)}`)
  return value
}

function steps(delays: number | Float64Array, dt: number, where: string): number | Uint16Array {
  const step = (delay: number): number => {
    check(delay >= 0, `${where}: delay must not be negative, got ${delay} ms`)
    const k = Math.max(1, Math.round(delay / dt))
    check(k <= 65_535, `${where}: delay of ${delay} ms is ${k} steps of ${dt} ms; at most 65,535`)
    return k
  }
  return typeof delays === 'number' ? step(delays) : Uint16Array.from(delays, step)
}

const shifted = (indices: Uint32Array, by: number) => (by === 0 ? indices : indices.map(i => i + by))
