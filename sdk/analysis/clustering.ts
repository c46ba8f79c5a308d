import type { Graph } from './graph.js'

/**
 * Clustering coefficient: the share of the pairs of a vertex's neighbours that are themselves connected, averaged over
 * all vertices (Watts & Strogatz 1998, Nature 393:440). Equals NetworkX's `average_clustering`.
 *
 * Neighbours are the distinct targets of a vertex, without itself. In a directed graph the ordered pairs of them count.
 * A vertex with fewer than two neighbours has 0.
 *
 * @returns a number of 0 to 1; 0 for a graph without vertices
 * @example
 * clustering(compressRows(smallWorld({ k: 6, p: 0 }).edges(100, 100, philox(1), true), 100))   // .6
 */
export function clustering({ offsets, targets }: Graph): number {
  const n = offsets.length - 1
  // Marks instead of sets, so that nothing is emptied between vertices: a mark counts if it is the current one.
  const neighbourOf = new Uint32Array(n)
  const seenIn = new Uint32Array(n)
  const neighbours: number[] = []
  let row = 0
  let sum = 0
  for (let i = 0; i < n; i++) {
    neighbours.length = 0
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = targets[e]
      if (j === i || neighbourOf[j] === i + 1) continue
      neighbourOf[j] = i + 1
      neighbours.push(j)
    }
    let connected = 0
    for (const j of neighbours) {
      seenIn[j] = ++row // its self-connection does not count
      for (let e = offsets[j]; e < offsets[j + 1]; e++) {
        const t = targets[e]
        if (neighbourOf[t] !== i + 1 || seenIn[t] === row) continue
        seenIn[t] = row
        connected++
      }
    }
    const d = neighbours.length
    if (d > 1) sum += connected / (d * (d - 1))
  }
  return n === 0 ? 0 : sum / n
}
