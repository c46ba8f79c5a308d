/** Any of the typed arrays. */
export type TypedArray = ArrayLike<number | bigint> & { readonly constructor: { readonly name: string } }

/** An array of up to this many values is shown whole. */
const whole = 24
/** Of a longer one, so many of its beginning and of its end. */
const ends = 5

/** `Float64Array(1000) from -70 to 30 [ 1, 2, ... ]`, for an array that is too long to be shown whole. */
export function typedArrayText(array: TypedArray): string | undefined {
  const { length, constructor } = array
  if (length <= whole) return undefined
  const at = (index: number) => short(array[index])
  const first = Array.from({ length: ends }, (_, i) => at(i))
  const last = Array.from({ length: ends }, (_, i) => at(length - ends + i))
  return `${constructor.name}(${length}) ${range(array)} [ ${[...first, '…', ...last].join(', ')} ]`
}

function range(array: TypedArray): string {
  let least: number | bigint | undefined
  let most: number | bigint | undefined
  let missing = 0
  for (let i = 0; i < array.length; i++) {
    const value = array[i]
    if (value !== value) missing++
    else if (least === undefined || most === undefined) least = most = value
    else if (value < least) least = value
    else if (value > most) most = value
  }
  const nan = missing ? `, ${missing.toLocaleString('en')} NaN` : ''
  if (least === undefined || most === undefined) return 'all NaN'
  return least === most ? `all ${short(least)}${nan}` : `from ${short(least)} to ${short(most)}${nan}`
}

/** Six significant digits say what there is to see. */
const short = (value: number | bigint) =>
  typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : String(Number(value.toPrecision(6)))
