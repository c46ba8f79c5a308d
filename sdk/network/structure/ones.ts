/**
 * How many of some bytes that are all 0 or 1 are 1; four at a time, since populations are large.
 *
 * @example
 * ones(Uint8Array.of(1, 0, 1)) // 2
 */
export function ones(bytes: Uint8Array): number {
  const { buffer, byteOffset, length } = bytes
  const first = length < 8 ? length : -byteOffset & 3
  let count = 0
  for (let i = 0; i < first; i++) count += bytes[i]
  if (first === length) return count
  const words = new Uint32Array(buffer, byteOffset + first, (length - first) >> 2)
  for (let w = 0; w < words.length; w++) count += Math.imul(words[w], 0x01010101) >>> 24
  for (let i = first + 4 * words.length; i < length; i++) count += bytes[i]
  return count
}
