import { check } from '../../sdk/check.js'
import { fromEdges, type Edge } from './couplings.js'
import { isingOf, type Ising } from './ising.js'

/** A graph with weights; every edge once. */
export interface Graph {
  readonly n: number
  readonly edges: readonly Edge[]
}

/**
 * Maximum cut: the vertices go up or down, and the energy is minus the weight of the edges whose ends differ.
 *
 * @throws RangeError for an edge that does not fit, or an edge given twice
 * @example
 * maxCut({ n: 3, edges: [[0, 1, 1], [1, 2, 1], [0, 2, 1]] }).energy([1, -1, 1])   // -2
 */
export function maxCut({ n, edges }: Graph): Ising {
  check(Number.isInteger(n) && n > 0, `maxCut: n must be a whole number of 1 or more, got ${n}`)
  const total = edges.reduce((sum, [, , weight]) => sum + weight, 0)
  const rows = fromEdges(
    'maxCut',
    n,
    edges.map(([i, j, weight]): Edge => [i, j, -weight / 2]),
  )
  return isingOf(n, rows, new Float64Array(n), -total / 2)
}

/**
 * The graph whose maximum cut is the ground state of a problem without fields: the inverse of {@link maxCut}, but for
 * the constant.
 *
 * @throws RangeError if the problem has a field
 */
export function graphOf(problem: Ising): Graph {
  const i = problem.fields.findIndex(h => h !== 0)
  check(
    i < 0,
    () => `graphOf: spin ${i} has the field ${problem.fields[i]}, which no cut has; couple it to one more spin instead`,
  )
  return { n: problem.n, edges: edgesOf(problem).map(([a, b, J]): Edge => [a, b, -2 * J]) }
}

/** The couplings of a problem as pairs, each once, in order. */
export function edgesOf({ n, offsets, targets, weights }: Ising): Edge[] {
  const edges: Edge[] = []
  for (let i = 0; i < n; i++)
    for (let e = offsets[i]; e < offsets[i + 1]; e++) if (targets[e] > i) edges.push([i, targets[e], weights[e]])
  return edges
}
