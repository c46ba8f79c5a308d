/** Things on their way, by the step in which they arrive, in the order in which they were sent. */
export interface SpikeRing {
  add(step: number, who: number): void
  addAll(step: number, list: Uint32Array, count: number): void
  /** Moves those of a step into a list; returns how many they are. */
  take(step: number, into: Uint32Array): number
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
      const to = lists[row]
      for (let i = 0, at = counts[row]; i < count; i++) to[at++] = list[i]
      counts[row] += count
    },
    take(step, into) {
      const row = step % rows
      const count = counts[row]
      if (count === 0) return 0
      counts[row] = 0
      const list = lists[row]
      // A few are copied before a view of them is made.
      if (count > 32) into.set(list.subarray(0, count))
      else for (let i = 0; i < count; i++) into[i] = list[i]
      return count
    },
    visit(from, see) {
      for (let k = 0; k < rows; k++) {
        const row = (from + k) % rows
        for (let i = 0; i < counts[row]; i++) see(k, lists[row][i])
      }
    },
  }
}
