/** An array of bytes with its dimensions, the outermost first. */
export interface IdxArray {
  readonly dimensions: readonly number[]
  readonly values: Uint8Array
}

/**
 * Reads the IDX format of the MNIST database: two zeros, the type of the values (8: unsigned byte), the number of
 * dimensions, each dimension as a 32-bit big-endian number, then the values.
 *
 * @param bytes the file's content, not compressed
 * @param file names it in errors
 * @param rank the number of dimensions expected
 * @throws RangeError for another magic number, or more or fewer values than the dimensions tell
 * @example
 * parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), 'labels', 1)   // dimensions [2], values 7 9
 */
export function parseIdx(bytes: Uint8Array, file: string, rank: number): IdxArray {
  const header = 4 + 4 * rank
  const size = `a header of ${header} bytes`
  if (bytes.length < 4) throw new RangeError(`${file}: truncated: expected ${size}, found ${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [magic, expected] = [view.getUint32(0), 0x800 + rank]
  if (magic !== expected) {
    throw new RangeError(
      `${file}: wrong magic number: expected ${hex(expected)} (IDX, unsigned bytes, ${rank} dimensions), found ${hex(magic)}; is it another file under this name?`,
    )
  }
  if (bytes.length < header) throw new RangeError(`${file}: truncated: expected ${size}, found ${bytes.length} bytes`)
  const dimensions = Array.from({ length: rank }, (_, d) => view.getUint32(4 + 4 * d))
  const count = dimensions.reduce((product, dimension) => product * dimension, 1)
  const found = bytes.length - header
  if (found !== count) {
    throw new RangeError(
      `${file}: ${found < count ? 'truncated' : 'too long'}: expected ${dimensions.join(' x ')} = ${count} values after the header, found ${found}`,
    )
  }
  return { dimensions, values: bytes.subarray(header) }
}

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`
