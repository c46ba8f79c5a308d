/**
 * Of some indices, ascending, so many whose values are the smallest, whatever their sign, the first among equals;
 * ascending. In linear time.
 *
 * @param indices default all
 * @example
 * leastOf(Float64Array.of(3, -1, 2, 1), 2) // [1, 3]
 */
export function leastOf(values: Float64Array, most: number, indices?: readonly number[]): number[] {
  const n = indices?.length ?? values.length
  if (n <= most) return indices?.slice() ?? Array.from(values.keys())
  if (most <= 0) return []
  const sizes = leastSizes(values, most, indices)
  const bound = sizes.reduce((largest, size) => Math.max(largest, size), 0)
  let equals = sizes.reduce((sum, size) => sum + (size === bound ? 1 : 0), 0)
  const least: number[] = []
  for (let k = 0; k < n && least.length < most; k++) {
    const i = indices ? indices[k] : k
    const size = Math.abs(values[i])
    if (size < bound || (size === bound && equals-- > 0)) least.push(i)
  }
  return least
}

/** The smallest, in any order. Those that may be among them are gathered, and thinned out when they are many. */
function leastSizes(values: Float64Array, most: number, indices?: readonly number[]): Float64Array {
  const n = indices?.length ?? values.length
  const found = new Float64Array(Math.max(2 * most, 1024))
  let [count, bound] = [0, Infinity]
  for (let k = 0; k < n; k++) {
    const size = Math.abs(values[indices ? indices[k] : k])
    if (!(size < bound)) continue
    found[count++] = size
    if (count < found.length) continue
    bound = ranked(found, count, most - 1)
    count = most
  }
  ranked(found, count, most - 1)
  return found.subarray(0, most)
}

/** The value of a rank among the first, 0 that of the least; those before it are put before it (quickselect, Hoare 1961). */
function ranked(values: Float64Array, count: number, rank: number): number {
  let [low, high] = [0, count - 1]
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
