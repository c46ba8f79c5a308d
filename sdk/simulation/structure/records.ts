import { reordered, type Order } from '../../network/index.js'
import type { SynapseRecords } from '../saving/index.js'

/** Those of synapses that were connected and nothing else. */
export function firstRecords(synapses: number): SynapseRecords {
  const ids = new Float64Array(synapses)
  for (let s = 0; s < synapses; s++) ids[s] = s
  return { ids, born: new Float64Array(synapses), next: synapses }
}

/** What is known of the synapses of each projection, brought up to date when it is asked for. */
export class Records {
  private readonly known = new Map<number, SynapseRecords>()
  /** Changes that are not in it yet, and the times of what they added, in ms. */
  private readonly moves = new Map<number, { readonly order: Order; readonly times: readonly number[] }[]>()
  /** Times of synapses that were added and are not in the rows yet. */
  private readonly times = new Map<number, number[]>()

  /** Undefined where they are those that were connected. */
  of(projection: number): SynapseRecords | undefined {
    for (const { order, times } of this.moves.get(projection) ?? [])
      this.set(projection, moved(this.known.get(projection) ?? firstRecords(order.before), order, times))
    this.moves.delete(projection)
    return this.known.get(projection)
  }

  set(projection: number, records: SynapseRecords): void {
    this.known.set(projection, records)
  }

  /** So many synapses are about to come, or as many of the last do not. @param time ms */
  expect(projection: number, count: number, time: number): void {
    const times = this.times.get(projection) ?? []
    this.times.set(projection, times)
    if (count < 0) times.splice(times.length + count)
    for (let j = 0; j < count; j++) times.push(time)
  }

  /** The rows of a projection changed. */
  move(projection: number, order: Order): void {
    const times = this.times.get(projection)?.splice(0, order.added) ?? []
    const moves = this.moves.get(projection) ?? []
    this.moves.set(projection, moves)
    moves.push({ order, times })
    // To remember many large changes would cost more than to make them.
    if (moves.reduce((sum, { order }) => sum + order.runs.length, 0) > order.count) this.of(projection)
  }
}

function moved({ ids, born, next }: SynapseRecords, order: Order, times: readonly number[]): SynapseRecords {
  const { count } = order
  return {
    ids: reordered(order, new Float64Array(count), ids, j => next + j),
    born: reordered(order, new Float64Array(count), born, j => times[j]),
    next: next + times.length,
  }
}
