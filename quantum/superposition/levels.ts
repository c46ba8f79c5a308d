import { check } from '../../sdk/check.js'

/** How many levels a weight in superposition may have: 1, 2, 3 or 4 bits. */
export type Levels = 2 | 4 | 8 | 16

export const supportedLevels: readonly Levels[] = [2, 4, 8, 16]

/**
 * The values of the levels, evenly from -1 to 1: `v_k = (2k - (L - 1)) / (L - 1)`.
 *
 * @throws RangeError if there are not 2, 4, 8 or 16 levels
 * @example
 * levelValues(4)   // -1, -1/3, 1/3, 1
 */
export function levelValues(levels: number, where = 'levelValues'): Float64Array {
  check(
    supportedLevels.includes(levels as Levels),
    `${where}: levels must be 2, 4, 8 or 16 (1 to 4 bits), got ${levels}`,
  )
  return Float64Array.from({ length: levels }, (_, k) => (2 * k - (levels - 1)) / (levels - 1))
}
