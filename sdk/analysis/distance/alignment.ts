/**
 * Parts of two trains that can be aligned by themselves: `[fromA, toA, fromB, toB]`, in the order of time.
 *
 * Where all spikes of one part lie `gap` or further from all of the next, no spike is worth moving from one to the other.
 */
export function* blocks(a: Float64Array, b: Float64Array, gap: number): Generator<[number, number, number, number]> {
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [fromA, fromB] = [i, j]
    let last = Math.min(a[i] ?? Infinity, b[j] ?? Infinity)
    for (;;) {
      const next = Math.min(a[i] ?? Infinity, b[j] ?? Infinity)
      if (!(next - last <= gap) || next === Infinity) break
      if (a[i] === next) i++
      else j++
      last = next
    }
    yield [fromA, i, fromB, j]
  }
}

/**
 * What is left of two trains when spikes at the very same time are taken out in pairs. To move a spike by 0 costs
 * nothing, and exchanging partners on a line never makes the whole dearer: so no distance changes, and of two runs that
 * agree almost everywhere almost nothing is left.
 *
 * @returns the indices of what is left
 */
export function apartFromCoincidences(a: Float64Array, b: Float64Array): { a: Uint32Array; b: Uint32Array } {
  const [inA, inB] = [new Uint32Array(a.length), new Uint32Array(b.length)]
  let [m, n] = [0, 0]
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++
      j++
    } else if (j >= b.length || (i < a.length && a[i] < b[j])) inA[m++] = i++
    else inB[n++] = j++
  }
  return { a: inA.slice(0, m), b: inB.slice(0, n) }
}
