/**
 * Where the synapses of rows come from after a change: in runs, for a change of a few leaves most of them together.
 */
export interface Order {
  /** How many there were, and how many there are. */
  readonly before: number
  readonly count: number
  /** How many of them are new. */
  readonly added: number
  /** Of each run where its first synapse was, and how many they are; -1 - j and 1 for the j-th of those added. */
  readonly runs: Int32Array
}

type Column = Float64Array | Float32Array | Uint32Array | Uint16Array | Int32Array

/** Shorter runs are not worth a call. */
const fewest = 32

/** Puts numbers in a new order. @param to as long as there are synapses now; @param added those of the new ones */
export function reordered<A extends Column>({ runs }: Order, to: A, old: number | A, added: (j: number) => number): A {
  if (typeof old === 'number') to.fill(old)
  for (let r = 0, at = 0; r < runs.length; r += 2) {
    const [from, length] = [runs[r], runs[r + 1]]
    if (from < 0) to[at] = added(-1 - from)
    else if (typeof old !== 'number') {
      if (length >= fewest) to.set(old.subarray(from, from + length), at)
      else for (let k = 0; k < length; k++) to[at + k] = old[from + k]
    }
    at += length
  }
  return to
}

/** For each synapse its index before, or -1 - j for the j-th of those added. */
export function origins({ count, runs }: Order): Int32Array {
  const from = new Int32Array(count)
  for (let r = 0, at = 0; r < runs.length; r += 2) for (let k = 0; k < runs[r + 1]; k++) from[at++] = runs[r] + k
  return from
}
