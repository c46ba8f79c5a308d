/**
 * A curve in at most `2 * columns` points that looks like the whole: of each of `columns` stretches of time the lowest
 * and the highest sample, in their order. So no spike is lost, however short.
 *
 * @param stride from one sample of the curve to the next in `values`, which starts at `offset`
 */
export function decimate(
  time: Float64Array,
  values: Float32Array | Float64Array,
  { offset, stride, columns }: { offset: number; stride: number; columns: number },
): { x: Float64Array; y: Float64Array } {
  const at = (i: number) => values[i * stride + offset]
  const n = time.length
  if (n <= 2 * columns) return { x: time, y: Float64Array.from({ length: n }, (_, i) => at(i)) }
  const kept: number[] = []
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * n) / columns)
    const to = Math.floor(((column + 1) * n) / columns)
    let [low, high] = [from, from]
    for (let i = from; i < to; i++) {
      if (at(i) < at(low)) low = i
      if (at(i) > at(high)) high = i
    }
    if (low === high) kept.push(low)
    else kept.push(Math.min(low, high), Math.max(low, high))
  }
  return { x: Float64Array.from(kept, i => time[i]), y: Float64Array.from(kept, at) }
}
