import { check } from '../../check.js'
import { aligned, oddNumbers, typedArrays, type Place, type TypedArray } from './typedArrays.js'

/**
 * What {@link pack} made bytes of. Arrays are copies.
 *
 * @throws RangeError if the bytes cannot be what `pack` made
 */
export function unpack(packed: Uint8Array): unknown {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  check(packed.length >= 4 && packed.length >= 4 + view.getUint32(0, true), 'packed data: the header is cut off')
  const end = 4 + view.getUint32(0, true)
  const { data, arrays: places } = parsed(packed.subarray(4, end))
  const start = aligned(end)
  const arrays = places.map(([type, at, length]): TypedArray => {
    const Type = Object.hasOwn(typedArrays, type) ? typedArrays[type] : undefined
    const last = start + at + length * (Type?.BYTES_PER_ELEMENT ?? NaN)
    check(Type !== undefined && last <= packed.length, `packed data: an array of ${length} ${type} is cut off`)
    // The slice of a Node.js buffer would be a view.
    return new Type(packed.buffer.slice(packed.byteOffset + start + at, packed.byteOffset + last) as ArrayBuffer)
  })

  const special = (value: unknown): unknown => {
    if (typeof value === 'number') {
      check(value in arrays, `packed data: there is no array ${value}`)
      return arrays[value]
    }
    if (typeof value !== 'string') return entries(value as object)
    check(value === 'undefined' || Object.hasOwn(oddNumbers, value), `packed data: there is no number ${value}`)
    return oddNumbers[value]
  }
  const plain = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(plain)
    return Object.hasOwn(value, '$') ? special((value as { $: unknown }).$) : entries(value)
  }
  const entries = (value: object) => Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  return plain(data)
}

function parsed(header: Uint8Array): { data: unknown; arrays: readonly Place[] } {
  try {
    return JSON.parse(new TextDecoder().decode(header)) as { data: unknown; arrays: readonly Place[] }
  } catch (cause) {
    throw new RangeError('packed data: the header is no JSON', { cause })
  }
}
