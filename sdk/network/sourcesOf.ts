/**
 * The source of each synapse of compressed rows.
 *
 * @param offsets where each row begins, and last the number of synapses
 * @param first sources are counted from this one on
 */
export function sourcesOf(offsets: Uint32Array, first = 0): Uint32Array<ArrayBuffer> {
  const sources = new Uint32Array(offsets[offsets.length - 1])
  // Most rows are too short for a call of fill.
  for (let i = 0; i + 1 < offsets.length; i++) for (let s = offsets[i]; s < offsets[i + 1]; s++) sources[s] = i - first
  return sources
}
