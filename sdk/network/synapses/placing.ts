/** Edges that come in another order than that of their sources, on their way to their rows. */
export interface Placing {
  /**
   * The next edges: says where each goes. To be called once for each {@link move} of all columns.
   *
   * @param sources of neighbouring edges, at most as many as `size`
   */
  readonly next: (sources: Uint32Array) => void
  /** Brings numbers of these edges to their places. */
  readonly move: (values: Column, into: Column) => void
}

/** One number an edge. */
export type Column = Uint32Array | Float64Array | Uint16Array

/** Heaps that edges are put on, at most: as many as a nearby cache can write to at a time. */
const mostHeaps = 1024

/**
 * Brings edges to the rows of their sources, in the order in which they came, some millions at a time: first onto heaps of
 * neighbouring rows, then heap by heap to their places, so that the way through memory is a short one.
 *
 * @param offsets where each row begins, and last the number of edges
 * @param size edges at a time, at most
 * @example
 * const { next, move } = placing(Uint32Array.of(0, 1, 3), 3)
 * next(Uint32Array.of(1, 0, 1))
 * const targets = new Uint32Array(3)
 * move(Uint32Array.of(0, 1, 2), targets)   // 1 0 2
 */
export function placing(offsets: Uint32Array, size: number): Placing {
  const rows = offsets.length - 1
  const shift = Math.max(0, Math.ceil(Math.log2(Math.max(1, rows / mostHeaps))))
  const heaps = new Uint32Array(Math.floor(Math.max(0, rows - 1) / 2 ** shift) + 2)
  const free = offsets.slice(0, rows)
  const [slots, places] = [new Uint32Array(size), new Uint32Array(size)]
  const spare = {
    indices: new Uint32Array(size),
    numbers: undefined as Float64Array | undefined,
    shorts: undefined as Uint16Array | undefined,
  }
  let count = 0
  return {
    next(sources) {
      count = sources.length
      heaps.fill(0)
      for (let k = 0; k < count; k++) heaps[(sources[k] >>> shift) + 1]++
      for (let heap = 1; heap < heaps.length; heap++) heaps[heap] += heaps[heap - 1]
      for (let k = 0; k < count; k++) {
        const slot = heaps[sources[k] >>> shift]++
        slots[k] = slot
        spare.indices[slot] = sources[k]
      }
      for (let s = 0; s < count; s++) places[s] = free[spare.indices[s]]++
    },
    move(values, into) {
      // One loop for each kind of array: a loop that sees several is several times slower.
      if (values instanceof Float64Array)
        moveNumbers(values, (spare.numbers ??= new Float64Array(size)), into as Float64Array, slots, places, count)
      else if (values instanceof Uint32Array)
        moveIndices(values, spare.indices, into as Uint32Array, slots, places, count)
      else moveShorts(values, (spare.shorts ??= new Uint16Array(size)), into as Uint16Array, slots, places, count)
    },
  }
}

type Indices = Uint32Array

function moveNumbers(
  values: Float64Array,
  heaps: Float64Array,
  into: Float64Array,
  slots: Indices,
  places: Indices,
  n: number,
) {
  for (let k = 0; k < n; k++) heaps[slots[k]] = values[k]
  for (let s = 0; s < n; s++) into[places[s]] = heaps[s]
}

function moveIndices(values: Indices, heaps: Indices, into: Indices, slots: Indices, places: Indices, n: number) {
  for (let k = 0; k < n; k++) heaps[slots[k]] = values[k]
  for (let s = 0; s < n; s++) into[places[s]] = heaps[s]
}

function moveShorts(
  values: Uint16Array,
  heaps: Uint16Array,
  into: Uint16Array,
  slots: Indices,
  places: Indices,
  n: number,
) {
  for (let k = 0; k < n; k++) heaps[slots[k]] = values[k]
  for (let s = 0; s < n; s++) into[places[s]] = heaps[s]
}
