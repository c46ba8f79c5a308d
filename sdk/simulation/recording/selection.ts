import { check, kindOf } from '../../check.js'
import { Group } from '../group.js'

/** Which of the neurons recorded: one by its index, several, or a group. Indices count from the first recorded. */
export type Selection = number | ArrayLike<number> | Group

/** Something recorded of neurons. */
interface Recorded {
  /** What it is recorded of, for errors and labels. */
  readonly population: string
  /** Name of the whole population; undefined where nothing recorded is a neuron. */
  readonly whole?: string
  /** Index in the whole population of each that was recorded. */
  readonly neurons: Uint32Array
}

/**
 * The places of a selection among what was recorded, and its label.
 *
 * @throws RangeError for an index outside, one given twice, or a group that was not recorded
 */
export function selected(
  where: string,
  { population, whole, neurons }: Recorded,
  selection: Selection,
): { places: Uint32Array; label: string } {
  if (selection instanceof Group) {
    check(
      selection.population === whole,
      `${where}: expected neurons of ${whole ?? 'no group but synapses by index'}, got ${selection.label}`,
    )
    const place = new Map(Array.from(neurons, (neuron, j) => [neuron, j]))
    const places = Uint32Array.from({ length: selection.size }, (_, i) => {
      const found = place.get(selection.from + i)
      check(
        found !== undefined,
        `${where}: neuron ${selection.from + i} of ${whole} was not recorded; record all of ${selection.label}`,
      )
      return found
    })
    return { places, label: selection.label }
  }
  const many = typeof selection === 'object' && selection !== null && Number.isInteger(selection.length)
  check(
    many || typeof selection === 'number',
    `${where}: expected an index, an array of indices or a group, got ${kindOf(selection)}`,
  )
  const indices = typeof selection === 'number' ? [selection] : Array.from(selection)
  const seen = new Set<number>()
  for (const index of indices) {
    const fits = Number.isInteger(index) && index >= 0 && index < neurons.length
    check(fits, `${where}: index ${index} is outside 0 .. ${neurons.length - 1}`)
    check(!seen.has(index), `${where}: index ${index} is given twice`)
    seen.add(index)
  }
  return { places: Uint32Array.from(indices), label: population }
}
