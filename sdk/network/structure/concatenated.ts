/** One array of several, one after the other. */
export function concatenated(arrays: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    all.set(array, at)
    at += array.length
  }
  return all
}
