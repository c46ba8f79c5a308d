import { check } from '../../check.js'
import {
  draw,
  quantityOf,
  spaceBetween,
  type AddedSynapses,
  type ProjectionDescription,
  type Space,
  type Spread,
} from '../../network/index.js'
import type { Edges } from '../../network/topology/index.js'
import type { Random } from '../../random/index.js'
import { quantityIn, time } from '../../units/index.js'
import { SynapseIn, type Synapse } from '../synapse.js'
import { delaySteps } from '../synapseNumbers.js'
import type { Projection } from '../projection.js'
import { members, type Members } from './members.js'

/** A projection with what is needed to add synapses to it. */
export interface Growing {
  readonly projection: Projection
  /** As it stands; of what is not about its rows any description serves. */
  readonly rows: () => ProjectionDescription
  readonly description: ProjectionDescription
  readonly pre: Members
  readonly post: Members
  /** Whether both are one group. */
  readonly same: boolean
  readonly space: () => Space
}

export function growing(
  projection: Projection,
  description: ProjectionDescription,
  rows: () => ProjectionDescription,
): Growing {
  const { wiring, label } = projection
  const [pre, post] = [members(projection.pre, wiring.joined.pre), members(projection.post, wiring.joined.post)]
  let space: Space | undefined
  return {
    projection,
    description,
    rows,
    pre,
    post,
    same: pre.group.population === post.group.population && pre.id(0) === post.id(0) && pre.size === post.size,
    space: () => (space ??= spaceBetween(placed(pre), placed(post), `connect ${label}`, wiring.topology.periodic)),
  }
}

/** Members with their positions; neurons without sit at their index. */
function placed({ size, id, group }: Members) {
  const { positions } = group.description
  if (!positions && group.size === size) return { population: group.population, from: group.from, to: group.to }
  const { dimensions, coordinates } = positions ?? { dimensions: 1, coordinates: undefined }
  const own = new Float64Array(size * dimensions)
  for (let i = 0; i < size; i++)
    for (let d = 0; d < dimensions; d++) own[i * dimensions + d] = coordinates?.[id(i) * dimensions + d] ?? id(i)
  return { population: group.population, from: 0, to: size, positions: { dimensions, coordinates: own } }
}

/**
 * The synapses by which newborns join a projection, by its own rule.
 *
 * @param born how many of its last members, on either side, were just born
 * @throws RangeError if its topology does not say how newborns join
 */
export function joiningSynapses(of: Growing, born: { pre: number; post: number }, random: Random): AddedSynapses {
  const { projection, pre, post, same, space } = of
  const { topology } = projection.wiring
  check(
    typeof topology.join === 'function',
    `birth: topology "${topology.name}" of ${projection.label} does not say how newborns join; give it a function join`,
  )
  const edges = topology.join({
    ...{ pre: pre.size, post: post.size, firstPre: pre.size - born.pre, firstPost: post.size - born.post },
    ...{ livingPre: pre.living, livingPost: post.living, livesPre: pre.lives, livesPost: post.lives },
    ...{ random, same, space },
  })
  return addedSynapses(of, edges, random)
}

/** Synapses between members, with weights and delays as the projection was connected, or with those given (in ms). */
export function addedSynapses(
  { projection, description, rows, pre, post, space }: Growing,
  { from, to }: { readonly from: ArrayLike<number>; readonly to: ArrayLike<number> } | Edges,
  random: Random,
  given: { readonly weights?: readonly number[]; readonly delays?: readonly number[] } = {},
): AddedSynapses {
  const { wiring, label } = projection
  const where = `synapses added to ${label}`
  const n = from.length
  const each = {
    ...({ n, each: 'synapse', random } as const),
    of: (e: number): Synapse => new SynapseIn(space, from[e], to[e]),
  }
  const { variable, continuous, rules, dt } = { ...description, dt: projection.dt }
  const parse = continuous ? quantityIn(undefined) : quantityOf(projection.post.model, variable)
  const drawn = <Q extends number | string>(
    spread: Spread<Q, Synapse>,
    own: readonly number[] | undefined,
    known: () => number | ArrayLike<number>,
    read: (value: Q, what: string) => number,
    what: string,
  ): number | Float64Array => {
    if (own) return Float64Array.from(own)
    if (typeof spread !== 'object' || 'sampler' in spread)
      return draw(spread, { ...each, parse: read, what: `${where}: ${what}` })
    // Synapses that had a number each: new ones have one of theirs.
    const all = known()
    if (typeof all === 'number') return all
    check(all.length > 0 || n === 0, `${where}: there is none left to take a ${what} from`)
    return Float64Array.from({ length: n }, () => all[random.integer(all.length)])
  }
  const weights = drawn(wiring.weight, given.weights, () => rows().weights, parse, 'weight')
  const inMs = () => {
    const { delays } = rows()
    return typeof delays === 'number' ? delays * dt : Array.from(delays, k => k * dt)
  }
  const delays = drawn(wiring.delay, given.delays, inMs, time, 'delay')
  const steps = delaySteps(dt, where)
  return {
    from: Uint32Array.from({ length: n }, (_, e) => pre.id(from[e])),
    to: Uint32Array.from({ length: n }, (_, e) => post.id(to[e])),
    weights: typeof weights === 'number' && rules ? new Float64Array(n).fill(weights) : weights,
    delays: typeof delays === 'number' ? steps(delays) : Uint16Array.from(delays, steps),
  }
}
