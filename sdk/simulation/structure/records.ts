import type { SynapseRecords } from '../saving/index.js'

/** Those of synapses that were connected and nothing else. */
export function firstRecords(synapses: number): SynapseRecords {
  const ids = new Float64Array(synapses)
  for (let s = 0; s < synapses; s++) ids[s] = s
  return { ids, born: new Float64Array(synapses), next: synapses }
}

/** The records after the rows have changed. @param times of those that were added, in ms */
export function movedRecords(
  { ids, born, next }: SynapseRecords,
  order: Int32Array,
  times: readonly number[],
): SynapseRecords {
  const moved = { ids: new Float64Array(order.length), born: new Float64Array(order.length), next: next + times.length }
  for (let s = 0; s < order.length; s++) {
    const from = order[s]
    moved.ids[s] = from >= 0 ? ids[from] : next - 1 - from
    moved.born[s] = from >= 0 ? born[from] : times[-1 - from]
  }
  return moved
}
