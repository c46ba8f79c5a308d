import { check } from '../../check.js'
import { time, type Time } from '../../units/index.js'

/** A half-open interval in ms. @throws RangeError if it ends before it begins */
export function interval(where: string, from: Time, to: Time): readonly [number, number] {
  const [start, end] = [time(from, `${where}: from`), time(to, `${where}: to`)]
  check(start <= end, `${where}: expected from <= to, got ${start} and ${end} ms`)
  return [start, end]
}

/** The rows of an ascending column that lie in `[from, to)`. */
export const rowsWithin = (times: Float64Array, [from, to]: readonly [number, number]) =>
  [firstAt(times, from), firstAt(times, to)] as const

/** Index of the first row at or after a time. A time on the grid may come out a rounding error below the time meant. */
function firstAt(times: Float64Array, t: number): number {
  const least = t - 1e-9 - 4 * Number.EPSILON * Math.abs(t)
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle] < least) low = middle + 1
    else high = middle
  }
  return low
}
