import { check } from '../../check.js'
import type { AddedSynapses } from './change.js'

/** Compressed rows after a change, and where each synapse comes from. */
export interface EditedRows {
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
  /** For each synapse its index before, or -1 - j for the j-th of those added. */
  readonly order: Int32Array
}

/**
 * Rows without some of their synapses and with others, each after those that its source has; the order of all others
 * stays. In time proportional to synapses and sources.
 *
 * @param sources how many there are now, not fewer than before
 * @param removed indices, ascending
 * @throws RangeError for an index that is not there, or is there twice
 * @example
 * editedRows({ offsets: Uint32Array.of(0, 2, 3), targets: Uint32Array.of(0, 1, 1) }, 2, Uint32Array.of(0))
 * // offsets 0 1 2, targets 1 1, order 1 2
 */
export function editedRows(
  { offsets, targets }: Pick<EditedRows, 'offsets' | 'targets'>,
  sources: number,
  removed: Uint32Array = new Uint32Array(0),
  added?: Pick<AddedSynapses, 'from' | 'to'>,
): EditedRows {
  let wrong = 0
  while (wrong < removed.length && removed[wrong] < targets.length && !(removed[wrong] <= removed[wrong - 1])) wrong++
  check(
    wrong === removed.length,
    () => `removed synapses must be ascending indices below ${targets.length}, got ${removed[wrong]} at ${wrong}`,
  )
  const more = added?.from.length ?? 0
  const { first, list } = bySource(added?.from ?? new Uint32Array(0), sources)
  const count = targets.length - removed.length + more
  const [starts, to, order] = [new Uint32Array(sources + 1), new Uint32Array(count), new Int32Array(count)]
  let [place, gone] = [0, 0]
  let next = removed.length ? removed[0] : targets.length
  for (let i = 0; i < sources; i++) {
    const end = i + 1 < offsets.length ? offsets[i + 1] : targets.length
    for (let s = i + 1 < offsets.length ? offsets[i] : end; s < end; s++) {
      if (s === next) next = ++gone < removed.length ? removed[gone] : targets.length
      else {
        to[place] = targets[s]
        order[place++] = s
      }
    }
    for (let k = first[i]; k < first[i + 1]; k++) {
      to[place] = added!.to[list[k]]
      order[place++] = -1 - list[k]
    }
    starts[i + 1] = place
  }
  return { offsets: starts, targets: to, order }
}

/** A stable counting sort: those of source i are `list[first[i]] .. list[first[i + 1] - 1]`. */
function bySource(from: Uint32Array, sources: number) {
  const first = new Uint32Array(sources + 1)
  for (const i of from) {
    if (i >= sources) throw new RangeError(`an added synapse comes from neuron ${i}, expected 0 to ${sources - 1}`)
    first[i + 1]++
  }
  for (let i = 0; i < sources; i++) first[i + 1] += first[i]
  const next = first.slice(0, sources)
  const list = new Uint32Array(from.length)
  from.forEach((i, j) => (list[next[i]++] = j))
  return { first, list }
}

type Column = Float64Array | Float32Array | Uint16Array | Uint32Array

/**
 * A column of numbers, one a synapse, after a change of its rows; one number for all stays one where it can.
 *
 * @param added numbers of the synapses that were added
 */
export function editedColumn<A extends Column>(
  order: Int32Array,
  old: number | A,
  added: number | ArrayLike<number>,
  make: (length: number) => A,
): number | A {
  if (typeof old === 'number' && (typeof added === 'number' ? added === old : all(added, old))) return old
  if (typeof old === 'number' && !order.some(s => s < 0)) return old
  const column = make(order.length)
  if (typeof old === 'number') column.fill(old)
  else for (let s = 0; s < order.length; s++) if (order[s] >= 0) column[s] = old[order[s]]
  for (let s = 0; s < order.length; s++) {
    if (order[s] < 0) column[s] = typeof added === 'number' ? added : added[-1 - order[s]]
  }
  return column
}

const all = (values: ArrayLike<number>, value: number) => Array.prototype.every.call(values, x => x === value)
