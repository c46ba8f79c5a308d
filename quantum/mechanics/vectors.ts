/** The scalar product. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** `y += c x`. */
export function addScaled(y: Float64Array, c: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] += c * x[i]
}

/** Scales to length 1 and returns the length before. */
export function normalize(v: Float64Array): number {
  const length = Math.sqrt(dot(v, v))
  for (let i = 0; i < v.length; i++) v[i] /= length
  return length
}
