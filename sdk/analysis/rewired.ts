import type { Random } from '../random/index.js'
import { breather } from './breather.js'
import type { Graph } from './graph.js'

/** How often each edge changes partners, on average. */
const rounds = 10

/**
 * A random graph of the same degrees: two edges a -> b, c -> d become a -> d, c -> b, some ten times each, unless that
 * would repeat an edge or connect a vertex with itself (Maslov & Sneppen 2002, Science 296:910). Self-connections and
 * repeated edges of the graph itself are left out.
 *
 * @param undirected whether every edge stands in both rows, and shall again
 */
export async function rewired(
  { offsets, targets }: Graph,
  undirected: boolean,
  random: Random,
  signal?: AbortSignal,
): Promise<Graph> {
  const n = offsets.length - 1
  const edges = new Set<number>()
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const j = targets[e]
      if (i < j || (i > j && !undirected)) edges.add(i * n + j)
    }
  }
  const from = Uint32Array.from(edges, edge => Math.floor(edge / n))
  const to = Uint32Array.from(edges, edge => edge % n)
  const key = (i: number, j: number) => (undirected && i > j ? j * n + i : i * n + j)

  const breathe = breather({ ...(signal && { signal }) })
  for (let s = 0; from.length > 1 && s < rounds * from.length; s++) {
    if (s % 4096 === 0) await breathe(s, Infinity)
    const [e, f] = [random.integer(from.length), random.integer(from.length)]
    // An undirected edge has no first end: without this the ends would stay on their sides.
    if (undirected && random.word() & 1) [from[f], to[f]] = [to[f], from[f]]
    const [a, b, c, d] = [from[e], to[e], from[f], to[f]]
    if (a === d || c === b || edges.has(key(a, d)) || edges.has(key(c, b))) continue
    edges.delete(key(a, b))
    edges.delete(key(c, d))
    edges.add(key(a, d))
    edges.add(key(c, b))
    to[e] = d
    to[f] = b
  }
  return rows(n, undirected ? [...from, ...to] : from, undirected ? [...to, ...from] : to)
}

function rows(n: number, from: ArrayLike<number>, to: ArrayLike<number>): Graph {
  const offsets = new Uint32Array(n + 1)
  for (let e = 0; e < from.length; e++) offsets[from[e] + 1]++
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i]
  const next = offsets.slice(0, n)
  const targets = new Uint32Array(from.length)
  for (let e = 0; e < from.length; e++) targets[next[from[e]]++] = to[e]
  return { offsets, targets }
}
