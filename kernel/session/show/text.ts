import { inspect, types } from 'node:util'
import { typedArrayText, type TypedArray } from './typedArray.js'

/** No value takes more than this; a notebook of a hundred of them can still be opened. */
const mostCharacters = 20_000
const mostLines = 400
/** An object of more keys shows this many of them. */
const mostKeys = 100

/** A value as Node would print it, its typed arrays in short, and what is too long cut with a count. */
export function textOf(value: unknown): string {
  return cut(withHint(withTypedArrays(() => safely(fewerKeys(value)))))
}

/** A value's own way of printing itself may fail. */
function safely({ value, note }: { value: unknown; note: string }): string {
  try {
    return inspect(value) + note
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return `${Object.prototype.toString.call(value)} (its own way of printing fails: ${reason})`
  }
}

/** Node cuts long arrays, maps and strings, but not objects of many keys. */
function fewerKeys(value: unknown): { value: unknown; note: string } {
  const unchanged = { value, note: '' }
  if (!isOfKeys(value)) return unchanged
  const keys = Object.keys(value)
  if (keys.length <= mostKeys) return unchanged
  const some = Object.create(Object.getPrototypeOf(value) as object | null) as object
  for (const key of keys.slice(0, mostKeys))
    Object.defineProperty(some, key, Object.getOwnPropertyDescriptor(value, key)!)
  return { value: some, note: ` … ${count(keys.length - mostKeys)} more keys` }
}

/** Whether an object is nothing but its keys, so that one with fewer of them prints as it does. */
function isOfKeys(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false
  return Object.prototype.toString.call(value) === '[object Object]' && !(inspect.custom in value)
}

/** What to do about a promise that has no value yet. */
function withHint(text: string): string {
  return text === 'Promise { <pending> }' ? `${text} (write await before it to see its value)` : text
}

function cut(text: string): string {
  let end = Math.min(text.length, mostCharacters)
  for (let at = -1, lines = 0; (at = text.indexOf('\n', at + 1)) >= 0 && at < end;) if (++lines === mostLines) end = at
  return end === text.length ? text : `${text.slice(0, end)}\n… ${count(text.length - end)} more characters`
}

const count = (n: number) => n.toLocaleString('en')

const AnyTypedArray = Object.getPrototypeOf(Uint8Array.prototype) as object

/** Has Node print typed arrays our way while `print` runs, wherever in a value they are. */
function withTypedArrays(print: () => string): string {
  Object.defineProperty(AnyTypedArray, inspect.custom, {
    configurable: true,
    value(this: TypedArray, _depth: number, options: object) {
      return typedArrayText(this) ?? inspect(this, { ...options, customInspect: false })
    },
  })
  try {
    return print()
  } finally {
    Reflect.deleteProperty(AnyTypedArray, inspect.custom)
  }
}
