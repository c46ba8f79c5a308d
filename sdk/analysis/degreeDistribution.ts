import { check } from '../check.js'

/**
 * Degree distribution: the share of the vertices that have each degree (Albert & Barabási 2002, Rev Mod Phys 74:47).
 * NetworkX's `degree_histogram`, over the number of vertices.
 *
 * @param degrees of the vertices: `degrees(graph)`, `inDegrees(graph)`
 * @returns the share of degree k at index k, up to the largest degree; their sum is 1. Empty for no vertices.
 * @throws RangeError naming the first degree that is no whole number of 0 or more
 * @example
 * degreeDistribution(degrees(graph))[6]   // the share of vertices with six neighbours
 */
export function degreeDistribution(degrees: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(degrees)
  const odd = all.findIndex(k => !Number.isInteger(k) || k < 0 || k >= 2 ** 32)
  check(odd < 0, `degreeDistribution: degree ${odd} must be a whole number of 0 or more, got ${all[odd]}`)
  const share = new Float64Array(all.reduce((most, k) => Math.max(most, k + 1), 0))
  for (const k of all) share[k]++
  return share.map(count => count / all.length)
}
