/**
 * How the neurons of a population lie on the threads of a kernel: in one row, or, where a device has no row that long,
 * in chunks of equal width, the last filled up. Arrays have one more dimension then, for the chunk.
 */
export interface Grid {
  readonly size: number
  readonly width: number
  readonly chunks: number
}

/** @param widest the longest row of threads that the device has */
export function gridOf(size: number, widest: number): Grid {
  const chunks = Math.max(1, Math.ceil(size / widest))
  return { size, chunks, width: chunks === 1 ? size : Math.ceil(size / chunks) }
}

/** Threads of a kernel that yields so many rows. */
export const outputOf = ({ width, chunks }: Grid, rows: number) =>
  chunks === 1 ? [width, rows] : [width, rows, chunks]

/** In the text of a kernel: which part of an array is that of the thread's chunk. */
export const chunkOf = ({ chunks }: Grid) => (chunks === 1 ? '' : '[this.thread.z]')

/** In the text of a kernel: which part of an array of all steps of a call is that of this step and the thread's chunk. */
export const stepOf = ({ chunks }: Grid) => (chunks === 1 ? '[row]' : `[row*${chunks} + this.thread.z]`)

/** Values of a population's neurons, or arrays made of them. */
export type Spread = Float32Array | readonly Spread[]

/** Rows of numbers, one a neuron, as a kernel takes them. */
export function toGrid(rows: readonly Float32Array[], { width, chunks, size }: Grid): Spread {
  if (chunks === 1) return rows
  return [...Array(chunks).keys()].map(c =>
    rows.map(row => {
      const part = new Float32Array(width)
      part.set(row.subarray(c * width, Math.min(size, (c + 1) * width)))
      return part
    }),
  )
}

/** One row of what a kernel yielded: a view where there is one chunk, otherwise a copy. */
export function rowOf(result: Spread, row: number, { width, chunks, size }: Grid): Float32Array {
  if (chunks === 1) return result[row] as Float32Array
  const whole = new Float32Array(size)
  for (let c = 0; c < chunks; c++) {
    const part = (result[c] as Float32Array[])[row]
    whole.set(part.subarray(0, Math.min(width, size - c * width)), c * width)
  }
  return whole
}
