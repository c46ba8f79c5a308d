import { check } from '../../check.js'
import type { Description, PopulationDescription, ProjectionDescription } from '../description.js'
import type { StructuralChange, SynapseChange } from './change.js'
import { concatenated } from './concatenated.js'
import type { Order } from './order.js'
import { checkSynapses, edited, editedPopulations, editedProjections, withRows, type Edited } from './edited.js'

/**
 * A description that changes. Synapses that are added are not written into its rows at once but when these are asked
 * for, together with all that came since: a birth costs what a birth costs, not what the network does.
 */
export class Evolution {
  /** Additions to come, in order. */
  private waiting: SynapseChange[] = []

  /** Projections whose one weight for all is another in the simulation. */
  private readonly written = new Set<number>()

  private readonly listeners: ((projection: number, order: Order) => void)[] = []

  constructor(private known: Description) {}

  /** Has somebody told where the synapses of a projection come from, whenever its rows change. */
  whenMoved(listener: (projection: number, order: Order) => void): void {
    this.listeners.push(listener)
  }

  /** The populations as they are. */
  get populations(): readonly PopulationDescription[] {
    return this.known.populations
  }

  /** As it is, but for synapses that were added of late. */
  get latest(): Description {
    return this.known
  }

  /** All of it as it is. */
  get description(): Description {
    if (this.waiting.length) this.write(merged(this.waiting))
    return this.known
  }

  /** Whether any of its projections has learning rules. */
  get rules(): boolean {
    return this.known.projections.some(({ rules }) => rules?.length)
  }

  set inputs(inputs: Description['inputs']) {
    this.known = { ...this.known, inputs }
  }

  /** Has a projection know that its one weight for all is no longer that of the synapses it has: others have their own. */
  writes(projection: number): void {
    // What came before has been written with all others.
    if (this.waiting.length) this.write(merged(this.waiting))
    this.written.add(projection)
  }

  /** @throws RangeError if the change does not fit; nothing has changed then */
  add(change: StructuralChange): void {
    const { synapses = [] } = change
    if (synapses.some(({ removed }) => removed?.length))
      return this.take(edited(this.apart(this.description, synapses), change))
    const populations = editedPopulations(this.known.populations, change)
    checkAdded(synapses, this.known.projections, populations)
    const { projections } = this.known
    this.known = {
      ...this.known,
      populations,
      projections: change.room ? withRows(projections, populations) : projections,
    }
    this.waiting.push(...synapses)
  }

  private write(synapses: readonly SynapseChange[]): void {
    const { populations, projections: before } = this.apart(this.known, synapses)
    const { projections, moves } = editedProjections(before, populations, synapses)
    this.waiting = []
    this.take({ description: { ...this.known, projections }, moves })
  }

  /** With a weight for each synapse where others come beside those whose weight was written. */
  private apart(description: Description, changes: readonly SynapseChange[]): Description {
    const concerned = (q: number) =>
      this.written.has(q) && changes.some(({ projection, added }) => projection === q && added?.from.length)
    const projections = description.projections.map((projection, q) => {
      const { weights, targets } = projection
      if (typeof weights !== 'number' || !concerned(q)) return projection
      return { ...projection, weights: new Float64Array(targets.length).fill(weights) }
    })
    return { ...description, projections }
  }

  private take({ description, moves }: Edited): void {
    this.known = description
    for (const [projection, order] of moves) for (const tell of this.listeners) tell(projection, order)
  }
}

/** Refuses additions that would not fit when they are written. */
function checkAdded(
  synapses: readonly SynapseChange[],
  projections: readonly ProjectionDescription[],
  populations: readonly PopulationDescription[],
): void {
  const sizeOf = (name: string) => populations.find(population => population.name === name)!.size
  for (const { projection, added } of synapses) {
    check(projection in projections, `edit: there is no projection ${projection}; there are ${projections.length}`)
    if (added) checkSynapses(projections[projection], added, sizeOf)
  }
}

/** Additions, those to one projection as one. */
function merged(changes: readonly SynapseChange[]): readonly SynapseChange[] {
  const groups = new Map<number, SynapseChange[]>()
  for (const change of changes) {
    const group = groups.get(change.projection)
    if (group) group.push(change)
    else groups.set(change.projection, [change])
  }
  return [...groups.values()].map(joinedSynapses)
}

function joinedSynapses(changes: readonly SynapseChange[]): SynapseChange {
  const added = changes.flatMap(change => (change.added ? [change.added] : []))
  const each = (values: number | ArrayLike<number>, { length }: Uint32Array) =>
    typeof values === 'number' ? new Float64Array(length).fill(values) : values
  const whole = (arrays: readonly ArrayLike<number>[]) => Uint32Array.from(concatenated(arrays))
  return {
    projection: changes[0].projection,
    added: {
      from: whole(added.map(({ from }) => from)),
      to: whole(added.map(({ to }) => to)),
      weights: concatenated(added.map(({ weights, from }) => each(weights, from))),
      delays: Uint16Array.from(concatenated(added.map(({ delays, from }) => each(delays, from)))),
    },
  }
}
