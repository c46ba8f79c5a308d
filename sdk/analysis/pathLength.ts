import { check } from '../check.js'
import type { Graph } from './graph.js'

export interface PathLengthOptions {
  /** How many vertices to measure from; default all of them. */
  readonly sources?: number
  /** Uniform numbers in [0, 1) that choose the sources; without it they lie at equal distances, from vertex 0 on. */
  readonly random?: () => number
}

/**
 * Characteristic path length: the number of edges on the shortest path between two vertices, averaged over all ordered
 * pairs, or over those that begin at a sample of the vertices (Watts & Strogatz 1998, Nature 393:440). Breadth-first
 * search from each source. Equals NetworkX's `average_shortest_path_length`.
 *
 * @returns the mean; `Infinity` if some vertex cannot be reached from a source, 0 for a single vertex
 * @throws RangeError if `sources` is no whole number of 1 to the number of vertices
 * @example
 * pathLength(graph, { sources: 200, random: philox(1).uniform })
 */
export function pathLength({ offsets, targets }: Graph, options: PathLengthOptions = {}): number {
  const n = offsets.length - 1
  const { sources = n, random } = options
  check(
    Number.isInteger(sources) && sources >= 1 && sources <= n,
    `pathLength: sources must be a whole number of 1 to ${n}, the number of vertices, got ${sources}`,
  )
  const vertices = Uint32Array.from({ length: n }, (_, i) => i)
  const distance = new Int32Array(n)
  const queue = new Uint32Array(n)
  let total = 0
  for (let s = 0; s < sources; s++) {
    let source = Math.floor((s * n) / sources)
    if (random) {
      const other = s + Math.floor(random() * (n - s)) // Fisher & Yates, as far as needed: no source twice
      source = vertices[other]
      vertices[other] = vertices[s]
    }
    distance.fill(-1)
    distance[source] = 0
    queue[0] = source
    let reached = 1
    for (let head = 0; head < reached; head++) {
      const i = queue[head]
      const next = distance[i] + 1
      for (let e = offsets[i]; e < offsets[i + 1]; e++) {
        const j = targets[e]
        if (distance[j] >= 0) continue
        distance[j] = next
        total += next
        queue[reached++] = j
      }
    }
    if (reached < n) return Infinity
  }
  return n === 1 ? 0 : total / (sources * (n - 1))
}
