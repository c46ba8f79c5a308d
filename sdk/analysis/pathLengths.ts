import { refuseUnknown } from '../options.js'
import { breadthFirst } from './breadthFirst.js'
import { breather, type Watch } from './breather.js'
import type { Graph } from './graph.js'
import { sourcesOf, type PathLengthOptions } from './pathLength.js'

export interface PathLengthsOptions extends PathLengthOptions, Watch {}

/** Shortest paths through a graph. */
export interface PathLengths {
  /** Mean number of edges between ordered pairs that are connected by a path; NaN if there are none. */
  readonly mean: number
  /** Standard error of the mean over the sources; 0 if every vertex was one, NaN for a single source of several. */
  readonly error: number
  /** Share of the pairs that are connected by a path; 1 for fewer than two vertices. */
  readonly reachable: number
}

/**
 * The same as {@link pathLength} for large graphs: it can be watched and stopped, leaves room for other work, gives an
 * error of its estimate, and counts the pairs without a path apart instead of becoming infinite.
 *
 * @throws RangeError as {@link pathLength}; the reason of `signal` when that is aborted
 * @example
 * const { mean, error } = await pathLengths(graph, { sources: 500, random: philox(1).uniform, signal })
 */
export async function pathLengths(graph: Graph, options: PathLengthsOptions = {}): Promise<PathLengths> {
  refuseUnknown('pathLengths', options, ['sources', 'random', 'signal', 'onProgress'])
  const n = graph.offsets.length - 1
  const search = breadthFirst(graph)
  const chosen = sourcesOf(n, options, 'pathLengths')
  const breathe = breather(options)
  let [total, reached, squares] = [0, 0, 0]
  for (let s = 0; s < chosen.length; s++) {
    await breathe(s, chosen.length)
    const found = search(chosen[s])
    total += found.total
    reached += found.reached
    if (found.reached > 0) squares += (found.total / found.reached) ** 2
  }
  await breathe(chosen.length, chosen.length)
  const mean = total / reached
  const S = chosen.length
  const spread = Math.max(0, squares / S - mean * mean) / (S - 1)
  return {
    mean,
    // Sources are drawn without repetition: what is left of the error falls to 0 as they become all.
    error: S === n ? 0 : Math.sqrt(spread * (1 - S / n)),
    reachable: n < 2 ? 1 : reached / (S * (n - 1)),
  }
}
