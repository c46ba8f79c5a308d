import { op } from './lanes.js'

/** A vector of four 32-bit lanes of two others: 0 to 3 are of `a`, 4 to 7 of `b`. */
export function shuffle32(chosen: readonly number[], a: string, b: string): string {
  return op(`i8x16.shuffle ${chosen.flatMap(lane => [0, 1, 2, 3].map(byte => 4 * lane + byte)).join(' ')}`, a, b)
}
