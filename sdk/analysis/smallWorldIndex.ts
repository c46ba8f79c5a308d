import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { philox } from '../random/index.js'
import type { Watch } from './breather.js'
import { clustering } from './clustering.js'
import type { Graph } from './graph.js'
import { pathLengths } from './pathLengths.js'
import { reciprocity } from './reciprocity.js'
import { rewired } from './rewired.js'

export interface SmallWorldIndexOptions extends Watch {
  /** How many vertices path lengths are measured from; default 500, or all where there are fewer. */
  readonly sources?: number
  /** Random graphs to compare with, of the same degrees; default 0: the formulas for large random graphs. */
  readonly samples?: number
  /** Seed of the random graphs and of the choice of sources; default 1. */
  readonly seed?: number
}

/** How much of a small world a graph is. */
export interface SmallWorldIndex {
  /** Clustering over that of a random graph, over path length over that of a random graph: above 1 is a small world. */
  readonly sigma: number
  /** Near 0 a small world, towards -1 a ring, towards 1 a random graph; NaN for a mean degree of 2 or less. */
  readonly omega: number
  /** Clustering coefficient of the graph. */
  readonly clustering: number
  /** Path length of the graph, over the pairs that are connected by a path. */
  readonly pathLength: number
  /** Share of the pairs that are connected by a path. */
  readonly reachable: number
  /** Clustering coefficient of a random graph. */
  readonly randomClustering: number
  /** Path length of a random graph. */
  readonly randomPathLength: number
  /** Clustering coefficient of a ring of as many vertices and edges. */
  readonly latticeClustering: number
}

/**
 * Small-world indices: `sigma = (C / C_random) / (L / L_random)` (Humphries & Gurney 2008, PLoS ONE 3:e2051) and
 * `omega = L_random / L - C / C_ring` (Telesford et al. 2011, Brain Connect 1:367), from the clustering coefficient C
 * and the path length L. Like NetworkX's `sigma` and `omega`.
 *
 * The reference, for n vertices of mean degree k: `C_random = k / (n - 1)`, the chance of an edge;
 * `L_random = (ln n - .5772) / ln k + 1/2` (Fronczak, Fronczak & Hołyst 2004, Phys Rev E 70:056110);
 * `C_ring = 3 (k - 2) / (4 (k - 1))` (Watts & Strogatz 1998). Or C_random and L_random are the means over `samples`
 * graphs whose edges changed partners at random, degrees kept (Maslov & Sneppen 2002, Science 296:910); an undirected
 * graph stays one.
 *
 * @throws RangeError for an unknown option, fewer than four vertices, a mean degree of 1 or less, a graph without paths,
 *   or wrong numbers of sources or samples; the reason of `signal` when that is aborted
 * @example
 * const { sigma } = await smallWorldIndex(compressRows(edges, 1000))
 */
export async function smallWorldIndex(graph: Graph, options: SmallWorldIndexOptions = {}): Promise<SmallWorldIndex> {
  refuseUnknown('smallWorldIndex', options, ['sources', 'samples', 'seed', 'onProgress', 'signal'])
  const n = graph.offsets.length - 1
  const degree = graph.targets.length / n
  check(n >= 4, `smallWorldIndex: a graph of ${n} vertices is no world; at least 4 are needed`)
  check(degree > 1, `smallWorldIndex: the mean degree must be above 1, got ${degree}`)
  const { samples = 0, seed = 1, sources = Math.min(n, 500), signal, onProgress } = options
  check(
    Number.isInteger(samples) && samples >= 0,
    `smallWorldIndex: samples must be a whole number of 0 or more, got ${samples}`,
  )
  const measure = async (one: Graph, index: number) => {
    const { uniform } = philox(seed, 'small-world index: sources', index)
    const paths = await pathLengths(one, {
      sources,
      ...(sources < n && { random: uniform }),
      ...(signal && { signal }),
      ...(onProgress && { onProgress: done => onProgress(index * sources + done, (1 + samples) * sources) }),
    })
    return { C: clustering(one), L: paths.mean, reachable: paths.reachable }
  }

  const { C, L, reachable } = await measure(graph, 0)
  check(reachable > 0, 'smallWorldIndex: the graph has no edge between two vertices')
  let randomClustering = degree / (n - 1)
  let randomPathLength = (Math.log(n) - 0.5772156649015329) / Math.log(degree) + 0.5
  if (samples > 0) {
    const undirected = reciprocity(graph) === 1
    randomClustering = randomPathLength = 0
    for (let s = 1; s <= samples; s++) {
      const random = philox(seed, 'small-world index: graph', s)
      const other = await measure(await rewired(graph, undirected, random, signal), s)
      randomClustering += other.C / samples
      randomPathLength += other.L / samples
    }
  }
  const latticeClustering = Math.max(0, (3 * (degree - 2)) / (4 * (degree - 1)))
  return {
    sigma: C / randomClustering / (L / randomPathLength),
    omega: latticeClustering === 0 ? NaN : randomPathLength / L - C / latticeClustering,
    clustering: C,
    pathLength: L,
    reachable,
    randomClustering,
    randomPathLength,
    latticeClustering,
  }
}
