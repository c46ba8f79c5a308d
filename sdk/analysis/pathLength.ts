import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { breadthFirst } from './breadthFirst.js'
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
 * @throws RangeError if `sources` is no whole number of 1 to the number of vertices, or for an unknown option
 * @example
 * pathLength(graph, { sources: 200, random: philox(1).uniform })
 */
export function pathLength(graph: Graph, options: PathLengthOptions = {}): number {
  refuseUnknown('pathLength', options, ['sources', 'random'])
  const n = graph.offsets.length - 1
  const search = breadthFirst(graph)
  let total = 0
  const chosen = sourcesOf(n, options, 'pathLength')
  for (const source of chosen) {
    const found = search(source)
    if (found.reached < n - 1) return Infinity
    total += found.total
  }
  return n === 1 ? 0 : total / (chosen.length * (n - 1))
}

/** The vertices to measure from. */
export function sourcesOf(n: number, { sources = n, random }: PathLengthOptions, where: string): Uint32Array {
  check(
    Number.isInteger(sources) && sources >= 1 && sources <= n,
    `${where}: sources must be a whole number of 1 to ${n}, the number of vertices, got ${sources}`,
  )
  if (!random) return Uint32Array.from({ length: sources }, (_, s) => Math.floor((s * n) / sources))
  const vertices = Uint32Array.from({ length: n }, (_, i) => i)
  for (let s = 0; s < sources; s++) {
    const other = s + Math.floor(random() * (n - s)) // Fisher & Yates, as far as needed: no source twice
    ;[vertices[s], vertices[other]] = [vertices[other], vertices[s]]
  }
  return vertices.slice(0, sources)
}
