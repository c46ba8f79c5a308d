/** Nodes of a graph in classes without edges within. */
export interface Colouring {
  readonly count: number
  /** The nodes, class by class. */
  readonly order: Uint32Array
  /** Where in `order` each class begins, and, at last, the number of nodes. */
  readonly starts: Uint32Array
}

/**
 * Colours a graph so that no edge joins equal colours: each node in turn takes the first that is free, those of most
 * neighbours first (Welsh & Powell 1967, Comput J 10:85). Then nodes move to smaller classes where they may, since what
 * is done class by class takes as long as the largest.
 *
 * @param graph as compressed rows
 */
export function colouring({
  offsets,
  targets,
}: {
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
}): Colouring {
  const n = offsets.length - 1
  const degree = (i: number) => offsets[i + 1] - offsets[i]
  const byDegree = Array.from({ length: n }, (_, i) => i).sort((a, b) => degree(b) - degree(a))
  const colours = new Int32Array(n).fill(-1)
  const takenFor = new Int32Array(n + 1).fill(-1)
  const sizes: number[] = []
  const mark = (i: number, stamp: number) => {
    for (let e = offsets[i]; e < offsets[i + 1]; e++)
      if (colours[targets[e]] >= 0) takenFor[colours[targets[e]]] = stamp
  }
  for (const i of byDegree) {
    mark(i, i)
    let colour = 0
    while (takenFor[colour] === i) colour++
    colours[i] = colour
    sizes[colour] = (sizes[colour] ?? 0) + 1
  }
  for (const i of byDegree) {
    mark(i, n + i)
    const least = sizes.reduce((a, size, c) => (takenFor[c] !== n + i && size < sizes[a] ? c : a), colours[i])
    if (sizes[least] + 1 >= sizes[colours[i]]) continue
    sizes[colours[i]]--
    sizes[least]++
    colours[i] = least
  }
  const starts = new Uint32Array(sizes.length + 1)
  sizes.forEach((size, c) => (starts[c + 1] = starts[c] + size))
  const next = starts.slice()
  const order = new Uint32Array(n)
  colours.forEach((colour, i) => (order[next[colour]++] = i))
  return { count: sizes.length, order, starts }
}
