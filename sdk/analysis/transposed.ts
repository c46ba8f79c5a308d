import type { Graph } from './graph.js'

/**
 * The graph with every edge turned round: row i holds the sources of the edges to i, in ascending order.
 *
 * @example
 * clustering(transposed(graph))   // of sources instead of targets
 */
export function transposed({ offsets, targets }: Graph): Graph {
  const n = offsets.length - 1
  const starts = new Uint32Array(n + 1)
  for (const j of targets) starts[j + 1]++
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i]
  const next = starts.slice(0, n)
  const sources = new Uint32Array(targets.length)
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) sources[next[targets[e]]++] = i
  }
  return { offsets: starts, targets: sources }
}
