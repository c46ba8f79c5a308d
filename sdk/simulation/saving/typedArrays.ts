/** The typed arrays that plain data may hold, by name. */
export const typedArrays = {
  Float64Array,
  Float32Array,
  Uint32Array,
  Int32Array,
  Uint16Array,
  Int16Array,
  Uint8Array,
  Int8Array,
} as const

export type TypedArrayName = keyof typeof typedArrays
export type TypedArray = InstanceType<(typeof typedArrays)[TypedArrayName]>

/** Where an array lies in the payload: its type, first byte and length. */
export type Place = readonly [type: TypedArrayName, at: number, length: number]

/** Name of the type of an array; undefined for anything else. */
export const typeOf = (value: object): TypedArrayName | undefined =>
  (Object.keys(typedArrays) as TypedArrayName[]).find(name => value instanceof typedArrays[name])

/** Arrays begin at multiples of this, so that each may be a view. */
export const alignment = 8
export const aligned = (byte: number) => Math.ceil(byte / alignment) * alignment

/** Numbers that JSON does not know. */
export const oddNumbers: Readonly<Record<string, number>> = { '-0': -0, NaN, Infinity, '-Infinity': -Infinity }
