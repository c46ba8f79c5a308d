/** Things on their way, by the step in which they arrive, in the order in which they were sent. */
export interface SpikeRing {
  add(step: number, who: number): void
  addAll(step: number, list: Uint32Array, count: number): void
  /** Those of a step, to be read before the next is added. */
  take(step: number): Uint32Array
  /** Visits all of them. @param from the step at hand */
  visit(from: number, see: (steps: number, who: number) => void): void
}

/** @param longest steps that anything may take */
export function spikeRing(longest: number): SpikeRing {
  const rows = longest + 1
  const lists = Array.from({ length: rows }, () => new Uint32Array(0))
  const counts = new Uint32Array(rows)
  const room = (row: number, more: number) => {
    const needed = counts[row] + more
    if (needed <= lists[row].length) return
    const larger = new Uint32Array(Math.max(16, 2 * needed))
    larger.set(lists[row].subarray(0, counts[row]))
    lists[row] = larger
  }
  return {
    add(step, who) {
      const row = step % rows
      room(row, 1)
      lists[row][counts[row]++] = who
    },
    addAll(step, list, count) {
      const row = step % rows
      room(row, count)
      lists[row].set(list.subarray(0, count), counts[row])
      counts[row] += count
    },
    take(step) {
      const row = step % rows
      const taken = lists[row].subarray(0, counts[row])
      counts[row] = 0
      return taken
    },
    visit(from, see) {
      for (let k = 0; k < rows; k++) {
        const row = (from + k) % rows
        for (let i = 0; i < counts[row]; i++) see(k, lists[row][i])
      }
    },
  }
}
