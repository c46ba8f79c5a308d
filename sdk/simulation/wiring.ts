import { distributionFrom, type Distribution, type Recipe, type Spread } from '../network/index.js'
import { topologyFrom, type Topology } from '../network/topology/index.js'
import type { AnyQuantity, Time } from '../units/index.js'
import type { Synapse } from './synapse.js'

/** By what rule a projection was connected, and who joined it later: newborns are wired by it, too. */
export interface Wiring {
  readonly topology: Topology
  readonly weight: Spread<AnyQuantity, Synapse>
  readonly delay: Spread<Time, Synapse>
  /** Indices in their populations of newborns who joined slices; whole populations have theirs already. */
  readonly joined: { readonly pre: number[]; readonly post: number[] }
}

/** A wiring as plain data. What is a function, or made by one, is not in it. */
export interface SavedWiring {
  readonly name: string
  readonly topology?: Recipe
  readonly weight?: SavedSpread
  readonly delay?: SavedSpread
  readonly joined: Wiring['joined']
}

/** One for all, how a distribution was made, or that synapses had a number each. */
type SavedSpread = { readonly value: number | string } | { readonly recipe: Recipe } | 'each'

export function savedWiring({ topology, weight, delay, joined }: Wiring): SavedWiring {
  const { name, recipe } = topology
  return {
    name,
    ...(recipe && isPlain(recipe.args) && { topology: recipe }),
    weight: savedSpread(weight),
    delay: savedSpread(delay),
    joined,
  }
}

/** The wiring that a file holds; without one (of a file from before), as far as nobody is born. */
export function wiringFrom(saved?: SavedWiring): Wiring {
  const { name = 'topology', topology, weight, delay, joined = { pre: [], post: [] } } = saved ?? {}
  return {
    topology: topology ? topologyFrom(topology) : { name, edges: () => lost(name) },
    weight: spreadFrom(weight, name),
    delay: spreadFrom(delay, name),
    joined,
  }
}

function savedSpread<Q extends number | string>(spread: Spread<Q, Synapse>): SavedSpread | undefined {
  if (typeof spread === 'number' || typeof spread === 'string') return { value: spread }
  if (typeof spread === 'function') return undefined
  if (!isDistribution(spread)) return 'each'
  const { recipe } = spread
  return recipe && isPlain(recipe.args) ? { recipe } : undefined
}

function spreadFrom<Q>(saved: SavedSpread | undefined, name: string): Spread<Q, Synapse> {
  if (saved === undefined) return () => lost(name)
  // An array of whatever length is drawn from.
  if (saved === 'each') return []
  if ('value' in saved) return saved.value as Q
  return distributionFrom<Q>(saved.recipe)
}

function lost(name: string): never {
  throw new RangeError(
    `birth: how "${name}" connects was given as a function, which no file holds, so that nobody can be born after load`,
  )
}

const isDistribution = (spread: object | number | string): spread is Distribution<never> =>
  typeof spread === 'object' && 'sampler' in spread

const isPlain = (value: unknown): boolean =>
  typeof value !== 'function' &&
  (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.values(value).every(isPlain))
