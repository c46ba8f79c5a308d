import { check } from '../check.js'
import type { ExcitatoryInhibitory, Sliceable } from './builder.js'

/** How many of so many neurons are excitatory: four of five, as in all of these networks. */
export function excitatorySize(size: number, where: string): number {
  check(
    Number.isInteger(size) && size >= 5,
    `${where}: size must be a whole number of at least 5, four of five excitatory, got ${String(size)}`,
  )
  return Math.round(0.8 * size)
}

/** A population and its excitatory and inhibitory parts. */
export function split<Cells extends Sliceable<Cells>>(cells: Cells, excitatory: number): ExcitatoryInhibitory<Cells> {
  return { cells, excitatory: cells.slice(0, excitatory), inhibitory: cells.slice(excitatory) }
}
