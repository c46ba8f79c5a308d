import { clustering, degrees, pathLength } from '../../../sdk/analysis/index.js'
import { compressRows, smallWorld } from '../../../sdk/network/topology/index.js'
import { philox } from '../../../sdk/random/index.js'
import { mean, type Experiment } from './experiment.js'

const graph = (n: number, k: number, p: number, seed = 1) =>
  compressRows(smallWorld({ k, p }).edges(n, n, philox(seed), true), n)

export const graphs: Experiment = {
  once: true,
  async measure() {
    const large = graph(100_000, 6, 0.02)
    const largeDegrees = degrees(large)
    const ring = graph(1000, 10, 0)
    const rewired = Array.from({ length: 20 }, (_, seed) => graph(1000, 10, 0.01, seed))
    return {
      edges: large.targets.length / 2,
      clustering: clustering(large),
      path: pathLength(large, { sources: 200, random: philox(1, 'sources').uniform }),
      degrees: [largeDegrees.reduce((a, b) => Math.min(a, b)), largeDegrees.reduce((a, b) => Math.max(a, b))],
      'ring clustering': clustering(ring),
      'ring path': pathLength(ring),
      'rewired clustering': mean(rewired.map(clustering)),
      'rewired path': mean(rewired.map(g => pathLength(g))),
    }
  },
}
