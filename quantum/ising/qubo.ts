import { check } from '../../sdk/check.js'
import { fromEdges, squareMatrix, type Dense, type Edge } from './couplings.js'
import { edgesOf } from './graph.js'
import { isingOf, type Ising } from './ising.js'

/** Quadratic unconstrained binary optimisation: `constant + Σ linear_i x_i + Σ weight x_i x_j` over x of 0 and 1. */
export interface Qubo {
  readonly linear: Float64Array
  readonly edges: readonly Edge[]
  readonly constant: number
}

/**
 * The Ising problem of a QUBO: x is 1 where the spin is down, `x = (1 - s) / 2`, so that x is the bit of the index in
 * state vectors. Energies are those of the QUBO.
 *
 * @param given a square matrix Q for `xᵀQx`, triangular or not, or the parts of a {@link Qubo}
 * @throws RangeError if the matrix is not square, a number is not finite, or a pair is given twice
 * @example
 * qubo([[-1, 2], [0, -1]]).energy([-1, 1])   // x = 1, 0: -1
 */
export function qubo(given: Dense | Qubo): Ising {
  const { linear, edges, constant } = 'linear' in given ? given : quboFromMatrix(given)
  const n = linear.length
  check(Number.isFinite(constant), `qubo: constant must be finite, got ${constant}`)
  linear.forEach((a, i) => {
    check(Number.isFinite(a), `qubo: the linear term of ${i} must be finite, got ${a}`)
  })
  const rows = fromEdges(
    'qubo',
    n,
    edges.map(([i, j, q]): Edge => [i, j, -q / 4]),
  )
  const fields = linear.map((a, i) => {
    let h = a / 2
    for (let e = rows.offsets[i]; e < rows.offsets[i + 1]; e++) h -= rows.weights[e]
    return h
  })
  return isingOf(n, rows, fields, constant + sum(linear) / 2 + sumOf(edges) / 4)
}

/** An Ising problem as a QUBO with the same energies: the inverse of {@link qubo}. */
export function toQubo(problem: Ising): Qubo {
  const edges = edgesOf(problem).map(([i, j, J]): Edge => [i, j, -4 * J])
  const linear = problem.fields.map(h => 2 * h)
  for (const [i, j, q] of edges) {
    linear[i] -= q / 2
    linear[j] -= q / 2
  }
  return { linear, edges, constant: problem.constant - sum(linear) / 2 - sumOf(edges) / 4 }
}

function quboFromMatrix(matrix: Dense): Qubo {
  const { n, at } = squareMatrix('qubo', matrix)
  const edges: Edge[] = []
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) if (at(i, j) + at(j, i) !== 0) edges.push([i, j, at(i, j) + at(j, i)])
  return { linear: Float64Array.from({ length: n }, (_, i) => at(i, i)), edges, constant: 0 }
}

const sum = (numbers: Float64Array) => numbers.reduce((a, b) => a + b, 0)
const sumOf = (edges: readonly Edge[]) => edges.reduce((a, [, , weight]) => a + weight, 0)
