import type { Graph } from './graph.js'

/**
 * Number of edges that leave each vertex; in an undirected graph, its degree.
 *
 * @example
 * degrees(compressRows(edges, 1000))   // 1000 whole numbers
 */
export function degrees({ offsets }: Graph): Uint32Array {
  return Uint32Array.from({ length: offsets.length - 1 }, (_, i) => offsets[i + 1] - offsets[i])
}
