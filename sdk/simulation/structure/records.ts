import type { SynapseRecords } from '../saving/index.js'

/** Those of synapses that were connected and nothing else. */
export const firstRecords = (synapses: number): SynapseRecords => ({
  ids: Float64Array.from({ length: synapses }, (_, s) => s),
  born: new Float64Array(synapses),
  next: synapses,
})

/** The records after the rows have changed. @param times of those that were added, in ms */
export function movedRecords(
  { ids, born, next }: SynapseRecords,
  order: Int32Array,
  times: readonly number[],
): SynapseRecords {
  return {
    ids: Float64Array.from(order, s => (s >= 0 ? ids[s] : next - 1 - s)),
    born: Float64Array.from(order, s => (s >= 0 ? born[s] : times[-1 - s])),
    next: next + times.length,
  }
}
