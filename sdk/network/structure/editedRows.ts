import { check } from '../../check.js'
import type { AddedSynapses } from './change.js'
import { reordered, type Order } from './order.js'

/** Compressed rows after a change, and where each synapse comes from. */
export interface EditedRows {
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
  readonly order: Order
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
 * // offsets 0 1 2, targets 1 1, one run: 1, 2
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
  const starts = new Uint32Array(sources + 1)
  const runs: number[] = []
  let [at, gone] = [0, 0]
  /** Synapses up to one stay, but for those that are removed. */
  const keep = (end: number) => {
    for (; gone < removed.length && removed[gone] < end; gone++) {
      if (removed[gone] > at) runs.push(at, removed[gone] - at)
      at = removed[gone] + 1
    }
    if (end > at) runs.push(at, end - at)
    at = end
  }
  for (let i = 0, passed = 0; i < sources; i++) {
    const end = i + 1 < offsets.length ? offsets[i + 1] : targets.length
    if (first[i] < first[i + 1]) keep(end)
    for (let k = first[i]; k < first[i + 1]; k++) runs.push(-1 - list[k], 1)
    while (passed < removed.length && removed[passed] < end) passed++
    starts[i + 1] = end - passed + first[i + 1]
  }
  keep(targets.length)
  const count = targets.length - removed.length + more
  const order = { before: targets.length, count, added: more, runs: Int32Array.from(runs) }
  return { offsets: starts, targets: reordered(order, new Uint32Array(count), targets, j => added!.to[j]), order }
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
  order: Order,
  old: number | A,
  added: number | ArrayLike<number>,
  make: (length: number) => A,
): number | A {
  if (typeof old === 'number' && (order.added === 0 || all(added, old))) return old
  return reordered(order, make(order.count), old, typeof added === 'number' ? () => added : j => added[j])
}

const all = (values: number | ArrayLike<number>, value: number) =>
  typeof values === 'number' ? values === value : Array.prototype.every.call(values, x => x === value)
