import type { Graph } from './graph.js'

/**
 * Number of edges that arrive at each vertex; in an undirected graph, its degree.
 *
 * @example
 * degreeDistribution(inDegrees(compressRows(edges, 1000)))
 */
export function inDegrees({ offsets, targets }: Graph): Uint32Array {
  const count = new Uint32Array(offsets.length - 1)
  for (const j of targets) count[j]++
  return count
}
