/**
 * Throws a `RangeError` with `message` unless `condition` holds. Messages name the offender, what was
 * expected and what to do. One that takes work to
 * write is a function, which is called only if it is needed.
 *
 * @example
 * check(n > 0, `population "${name}": size must be positive, got ${n}`)
 */
export function check(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new RangeError(typeof message === 'string' ? message : message())
}

/**
 * What a value is, for an error message: a string in quotes, anything else by its kind.
 *
 * @example
 * kindOf('5 mV')   // '"5 mV"'
 * kindOf([1, 2])   // 'an array'
 */
export function kindOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return 'a function'
  if (value === null || value === undefined) return String(value)
  if (typeof value !== 'object') return `the ${typeof value} ${(value as number | boolean).toString()}`
  if (value instanceof Promise) return 'a promise; await it'
  return Array.isArray(value) || ArrayBuffer.isView(value) ? `a ${value.constructor.name}` : 'an object of another kind'
}
