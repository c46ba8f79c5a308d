/** A copy with room for half as many more. */
export function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(array.length * 1.5) + 16)
  larger.set(array)
  return larger
}
