import {
  edited,
  type Births,
  type Description,
  type StructuralChange,
  type SynapseChange,
} from '../../network/index.js'

/**
 * A description that changes. What is only added to is not written into it at once but when it is asked for, together
 * with all that came since: a birth costs what a birth costs, not what the network does.
 */
export class Evolution {
  private waiting: StructuralChange[] = []

  constructor(private known: Description) {}

  /** As it stands. */
  get description(): Description {
    if (this.waiting.length) this.known = edited(this.known, merged(this.waiting)).description
    this.waiting = []
    return this.known
  }

  /** Puts another in its place. */
  set description(next: Description) {
    this.known = next
    this.waiting = []
  }

  /** Adds a change that fits: it is not checked before the description is asked for. */
  add(change: StructuralChange): void {
    const adds =
      !change.room?.length && !change.deaths?.length && !change.synapses?.some(({ removed }) => removed?.length)
    if (adds) this.waiting.push(change)
    else this.description = edited(this.description, change).description
  }
}

/** Changes that only add, as one. */
function merged(changes: readonly StructuralChange[]): StructuralChange {
  if (changes.length === 1) return changes[0]
  const births = grouped(
    changes.flatMap(({ births = [] }) => births),
    ({ population }) => population,
  )
  const synapses = grouped(
    changes.flatMap(({ synapses = [] }) => synapses),
    ({ projection }) => projection,
  )
  return { births: births.map(joinedBirths), synapses: synapses.map(joinedSynapses) }
}

function grouped<T, K>(items: readonly T[], key: (item: T) => K): T[][] {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return [...groups.values()]
}

function joinedBirths(births: readonly Births[]): Births {
  const [{ population, state, parameters, positions }] = births
  const columns = (names: object, of: (each: Births) => Readonly<Record<string, Float64Array>>) =>
    Object.fromEntries(Object.keys(names).map(name => [name, joined(births.map(each => of(each)[name]))]))
  return {
    population,
    count: births.reduce((sum, { count }) => sum + count, 0),
    state: columns(state, each => each.state),
    parameters: columns(parameters, each => each.parameters),
    ...(positions && { positions: joined(births.map(each => each.positions!)) }),
  }
}

function joinedSynapses(changes: readonly SynapseChange[]): SynapseChange {
  const added = changes.flatMap(change => (change.added ? [change.added] : []))
  const each = (values: number | ArrayLike<number>, { length }: Uint32Array) =>
    typeof values === 'number' ? new Float64Array(length).fill(values) : values
  const whole = (arrays: readonly ArrayLike<number>[]) => Uint32Array.from(joined(arrays))
  return {
    projection: changes[0].projection,
    added: {
      from: whole(added.map(({ from }) => from)),
      to: whole(added.map(({ to }) => to)),
      weights: joined(added.map(({ weights, from }) => each(weights, from))),
      delays: Uint16Array.from(joined(added.map(({ delays, from }) => each(delays, from)))),
    },
  }
}

function joined(arrays: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    all.set(array, at)
    at += array.length
  }
  return all
}
