import { check, kindOf } from '../check.js'
import { draw, isSource, receptorOf, type ProjectionDescription, type Spread } from '../network/index.js'
import { allToAll, compressRows, type Topology } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import { philox } from '../random/index.js'
import { time, type AnyQuantity, type Time } from '../units/index.js'
import type { Group } from './group.js'

export interface ConnectOptions {
  /** Who is connected to whom; default all to all. */
  topology?: Topology
  /** What one spike adds to the receptor, in the unit of its variable (mV for `delta`) or with a unit; default 1. */
  weight?: Spread<AnyQuantity>
  /** From a spike to its arrival, on the grid of dt, at least one step; default one step. */
  delay?: Spread<Time>
  /** `'delta'` (default) jumps `v`; `'pulse'` adds to `I` for one step; or a receptor or variable by its name. */
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
  const { variable, amount } = receptorOf(where, post, receptor)

  const same = pre.population === post.population && pre.from === post.from && pre.to === post.to
  const edges = topology.edges(pre.size, post.size, philox(seed, 'topology', index), same)
  const count = edges.from.length
  const weights = draw(weight, count, philox(seed, 'weight', index), amount, `${where}: weight`)
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
