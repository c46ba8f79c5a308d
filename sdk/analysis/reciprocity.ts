import type { Graph } from './graph.js'
import { transposed } from './transposed.js'

/**
 * Reciprocity: the share of the edges whose reverse is an edge too (Newman, Forrest & Balthrop 2002, Phys Rev E
 * 66:035101). Self-connections do not count, and repeated edges count once. Equals NetworkX's `overall_reciprocity`.
 *
 * @returns 0 to 1: 1 for an undirected graph, about the share of pairs connected for a random one; 0 without edges
 * @example
 * reciprocity(compressRows(pairwise({ p: 0.1 }).edges(1000, 1000, philox(1), true), 1000))   // about .1
 */
export function reciprocity(graph: Graph): number {
  const { offsets, targets } = graph
  const sources = transposed(graph)
  const n = offsets.length - 1
  const [arrivesAt, leavesFrom] = [new Uint32Array(n), new Uint32Array(n)]
  let [edges, returned] = [0, 0]
  for (let i = 0; i < n; i++) {
    for (let e = sources.offsets[i]; e < sources.offsets[i + 1]; e++) arrivesAt[sources.targets[e]] = i + 1
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = targets[e]
      if (j === i || leavesFrom[j] === i + 1) continue
      leavesFrom[j] = i + 1
      edges++
      if (arrivesAt[j] === i + 1) returned++
    }
  }
  return edges === 0 ? 0 : returned / edges
}
