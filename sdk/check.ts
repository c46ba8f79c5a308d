/**
 * Throws a `RangeError` with `message` unless `condition` holds. Messages name the offender, what was
 * expected and what to do.
 *
 * @example
 * check(n > 0, `population "${name}": size must be positive, got ${n}`)
 */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new RangeError(message)
}
