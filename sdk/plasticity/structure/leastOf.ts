/**
 * Of some indices, ascending, so many that have the smallest values, the first among equals; ascending. In linear time.
 *
 * @param values not negative
 * @example
 * leastOf(Float64Array.of(3, 1, 2, 1), Uint32Array.of(0, 1, 2, 3), 2) // 1 3
 */
export function leastOf(values: Float64Array, indices: Uint32Array, most: number): Uint32Array {
  if (indices.length <= most) return indices
  const least = new Uint32Array(Math.max(0, most))
  if (least.length === 0) return least
  const given = new Float64Array(indices.length)
  for (let k = 0; k < indices.length; k++) given[k] = values[indices[k]]
  const bound = ranked(given.slice(), most - 1)
  let equals = most
  for (let k = 0; k < given.length; k++) if (given[k] < bound) equals--
  for (let k = 0, found = 0; found < most; k++) {
    if (given[k] < bound || (given[k] === bound && equals-- > 0)) least[found++] = indices[k]
  }
  return least
}

/** The value of a rank, 0 that of the least; the array is put in another order (quickselect, Hoare 1961). */
function ranked(values: Float64Array, rank: number): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const pivot = values[(low + high) >>> 1]
    let [i, j] = [low, high]
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i > j) break
      const other = values[i]
      values[i++] = values[j]
      values[j--] = other
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank]
}
