import { check, kindOf } from '../check.js'

/**
 * Numbers that somebody gave, as one array.
 *
 * @param what names them in errors: `plot.learningCurve: train of run 2`
 * @throws RangeError naming the first that is not finite; TypeError if they are no numbers at all
 */
export function numbers(what: string, given: ArrayLike<number>): Float64Array {
  if (!isNumbers(given)) throw new TypeError(`${what}: expected an array of numbers, got ${kindOf(given)}`)
  const values = Float64Array.from(given)
  const bad = values.findIndex(value => !Number.isFinite(value))
  check(bad < 0, `${what}: value ${bad} is ${String(given[bad])}; leave out what is not finite`)
  return values
}

/** Whether something is a list of numbers, plain or typed. */
export const isNumbers = (given: unknown): given is ArrayLike<number> =>
  ArrayBuffer.isView(given) || (Array.isArray(given) && given.every(value => typeof value === 'number'))

/** Something by itself, or several by name. */
export type Named<T> = T | Readonly<Record<string, T>>

/** One or several of something, with names; a single one has none. */
export function named<T extends object>(
  what: string,
  given: Named<T>,
  isOne: (value: unknown) => value is T,
): (readonly [name: string, value: T])[] {
  if (isOne(given)) return [['', given]]
  const entries = typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : []
  if (entries.length === 0) throw new TypeError(`${what}, or several by name, got ${kindOf(given)}`)
  for (const [name, value] of entries)
    if (!isOne(value)) throw new TypeError(`${what} for "${name}", got ${kindOf(value)}`)
  return entries
}
