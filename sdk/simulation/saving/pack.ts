import { kindOf } from '../../check.js'
import { aligned, typeOf, type Place, type TypedArray } from './typedArrays.js'

/**
 * Plain data as bytes: objects, arrays, texts, numbers, booleans, null, undefined and typed arrays. An array that is in
 * it twice is stored once, and is one array again after {@link unpack}.
 *
 * Length of the header (4 bytes, little endian), the header in JSON, then the contents of the typed arrays, each at a
 * multiple of 8 bytes. In the header `{ "$": 3 }` is typed array 3, `{ "$": "NaN" }` a number that JSON lacks, and
 * `{ "$": "undefined" }`; an object that has a `$` of its own is `{ "$": { ... } }`.
 *
 * @param what names the data in errors
 * @throws RangeError naming the part that is a function, an instance of a class, a symbol, or holds itself
 * @example
 * unpack(pack({ time: Float64Array.of(0.5), best: -Infinity }, 'results'))
 */
export function pack(data: unknown, what: string): Uint8Array {
  const places: Place[] = []
  const arrays = new Map<TypedArray, number>()
  let bytes = 0
  const inside = new Set<object>()

  const reference = (array: TypedArray): number => {
    const known = arrays.get(array)
    if (known !== undefined) return known
    const at = aligned(bytes)
    bytes = at + array.byteLength
    arrays.set(array, places.length)
    return places.push([typeOf(array)!, at, array.length]) - 1
  }

  const plain = (value: unknown, path: string): unknown => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: Object.is(value, -0) ? '-0' : `${value}` }
      case 'undefined':
        return { $: 'undefined' }
      case 'object':
        return value && object(value, path)
      default:
        throw refusal(value, path)
    }
  }

  const object = (value: object, path: string): unknown => {
    if (typeOf(value)) return { $: reference(value as TypedArray) }
    if (inside.has(value)) throw new RangeError(`${path} holds itself; only data without circles can be stored`)
    const isArray = Array.isArray(value)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (!isArray && prototype !== Object.prototype && prototype !== null) throw refusal(value, path)
    inside.add(value)
    const stored = isArray
      ? Array.from(value, (item, i) => plain(item, `${path}[${i}]`))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, `${path}.${key}`)]))
    inside.delete(value)
    return !isArray && Object.hasOwn(value, '$') ? { $: stored } : stored
  }

  const header = new TextEncoder().encode(JSON.stringify({ data: plain(data, what), arrays: places }))
  const start = aligned(4 + header.length)
  const packed = new Uint8Array(start + bytes)
  new DataView(packed.buffer).setUint32(0, header.length, true)
  packed.set(header, 4)
  for (const [array, index] of arrays) {
    packed.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + places[index][1])
  }
  return packed
}

const refusal = (value: unknown, path: string) =>
  new RangeError(`${path} is ${kindOf(value)}; only plain data and typed arrays can be stored`)
