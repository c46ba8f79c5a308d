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
  const bound = n > most ? boundOf(values, most, indices) : Infinity
  let equals = most
  for (let k = 0; k < n; k++) if (Math.abs(values[indices ? indices[k] : k]) < bound) equals--
  const least: number[] = []
  for (let k = 0; k < n && least.length < most; k++) {
    const i = indices ? indices[k] : k
    const size = Math.abs(values[i])
    if (size < bound || (size === bound && equals-- > 0)) least.push(i)
  }
  return least
}

/** The largest of the smallest. Those that may be among them are gathered, and thinned out when they are many. */
function boundOf(values: Float64Array, most: number, indices?: readonly number[]): number {
  if (most <= 0) return -1
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
  return ranked(found, count, most - 1)
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
