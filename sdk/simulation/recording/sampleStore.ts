/** Rows of numbers, with room made before they come. What was handed out is never written again. */
export class SampleStore {
  /** Only the last may have room. */
  private parts: { readonly values: Float64Array; readonly capacity: number; rows: number }[] = []
  private joined?: Float64Array

  /** @param width numbers in a row */
  constructor(readonly width: number) {}

  /** How many rows there are. */
  get rows(): number {
    return this.parts.reduce((sum, { rows }) => sum + rows, 0)
  }

  /** How many rows there is space for, filled or not. */
  get capacity(): number {
    return this.parts.reduce((sum, { capacity }) => sum + capacity, 0)
  }

  /** Makes room for so many rows in all. */
  reserve(capacity: number): void {
    if (capacity <= this.capacity) return
    this.trim()
    const more = capacity - this.rows
    this.parts.push({ values: new Float64Array(more * this.width), capacity: more, rows: 0 })
  }

  /** Adds a row; room grows by doubling where none was made. */
  push(row: ArrayLike<number>): void {
    if (this.rows === this.capacity) this.reserve(Math.max(64, 2 * this.rows))
    const last = this.parts[this.parts.length - 1]
    last.values.set(row, last.rows++ * this.width)
    this.joined = undefined
  }

  /** Gives back room that is not used. */
  trim(): void {
    const last = this.parts.pop()
    if (!last) return
    const { values, capacity, rows } = last
    const kept = rows === capacity ? values : values.slice(0, rows * this.width)
    if (rows > 0) this.parts.push({ values: kept, capacity: rows, rows })
  }

  /** All rows, one after the other. */
  values(): Float64Array {
    return (this.joined ??= this.join())
  }

  clear(): void {
    this.parts = []
    this.joined = undefined
  }

  private join(): Float64Array {
    const filled = this.parts.map(({ values, rows }) => values.subarray(0, rows * this.width))
    if (filled.length === 1) return filled[0]
    const { rows } = this
    const values = new Float64Array(rows * this.width)
    let at = 0
    for (const part of filled) {
      values.set(part, at)
      at += part.length
    }
    // While there is room the parts must stay: rows to come go into the last of them.
    if (rows > 0 && this.capacity === rows) this.parts = [{ values, capacity: rows, rows }]
    return values
  }
}
