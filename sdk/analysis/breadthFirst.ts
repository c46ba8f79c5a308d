import type { Graph } from './graph.js'

/** Shortest paths from one vertex: how many others it reaches, and how many edges to all of them in sum. */
export type Search = (source: number) => { readonly reached: number; readonly total: number }

/** Breadth-first search through a graph, from one vertex after the other. The answer is overwritten by the next. */
export function breadthFirst({ offsets, targets }: Graph): Search {
  const n = offsets.length - 1
  const distance = new Int32Array(n)
  const queue = new Uint32Array(n)
  const answer = { reached: 0, total: 0 }
  return source => {
    distance.fill(-1)
    distance[source] = 0
    queue[0] = source
    let [found, total] = [1, 0]
    for (let head = 0; head < found; head++) {
      const i = queue[head]
      const next = distance[i] + 1
      for (let e = offsets[i]; e < offsets[i + 1]; e++) {
        const j = targets[e]
        if (distance[j] >= 0) continue
        distance[j] = next
        total += next
        queue[found++] = j
      }
    }
    answer.reached = found - 1
    answer.total = total
    return answer
  }
}
