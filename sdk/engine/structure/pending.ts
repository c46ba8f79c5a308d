import {
  bornOf,
  concatenated,
  origins,
  reordered,
  type Births,
  type Deaths,
  type Description,
  type Order,
  type StructuralChange,
} from '../../network/index.js'
import type { Carry } from './carry.js'

/** Changes of a network that its simulation does not know of yet, as one. */
export class Pending {
  /** Whether there is none. */
  empty = true
  private readonly orders: Order[][]
  private readonly births = new Map<string, Births[]>()
  private readonly deaths: Deaths[] = []

  /** @param before what the simulation knows */
  constructor(readonly before: Description) {
    this.orders = before.projections.map(() => [])
  }

  add({ births = [], deaths = [] }: StructuralChange): void {
    this.empty = false
    for (const each of births) {
      const known = this.births.get(each.population)
      if (known) known.push(each)
      else this.births.set(each.population, [each])
    }
    this.deaths.push(...deaths)
  }

  /** The rows of a projection changed: each synapse keeps what it has, wherever it has gone since. */
  move(projection: number, order: Order): void {
    this.orders[projection].push(order)
  }

  /** Values of newborns whom the simulation does not know; undefined if others are among those asked for. */
  newborn(population: string, name: string, neurons?: ArrayLike<number>): Promise<Float64Array> | undefined {
    const known = this.births.get(population)
    if (!known || !neurons || this.deaths.some(of => of.population === population)) return undefined
    const first = bornOf(this.before.populations.find(of => of.name === population)!)
    const values = Float64Array.from(neurons, i => {
      let at = i - first
      for (const { count, state, parameters } of known) {
        if (at >= 0 && at < count) return (state[name] ?? parameters[name])?.[at] ?? NaN
        at -= count
      }
      return NaN
    })
    return values.some(Number.isNaN) ? undefined : Promise.resolve(values)
  }

  /** All of it, for whoever builds the simulation of the network as it is `after`. */
  carry(after: Description): Carry {
    const births = [...this.births.values()].map(joined)
    return { before: this.before, after, orders: this.orders.map(composed), change: { births, deaths: this.deaths } }
  }
}

/** Several changes of a projection, one after the other: of each synapse its index before, negative if it is new. */
function composed([first, ...others]: readonly Order[]): Int32Array | undefined {
  if (!first) return undefined
  return others.reduce(
    (from, order) => reordered(order, new Int32Array(order.count), from, j => -1 - j),
    origins(first),
  )
}

/** Births into one population, as one. */
function joined(births: readonly Births[]): Births {
  if (births.length === 1) return births[0]
  const [{ population, state, parameters }] = births
  const columns = (names: object, of: (each: Births) => Readonly<Record<string, Float64Array>>) =>
    Object.fromEntries(Object.keys(names).map(name => [name, concatenated(births.map(each => of(each)[name]))]))
  return {
    population,
    count: births.reduce((sum, { count }) => sum + count, 0),
    state: columns(state, each => each.state),
    parameters: columns(parameters, each => each.parameters),
  }
}
