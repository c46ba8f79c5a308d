import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { fromDense, fromEdges, type Couplings, type Dense, type Edge } from './couplings.js'
import type { Problem, Walker } from './problem.js'
import { checkSpins, type Spins } from './spins.js'

export interface IsingOptions {
  /** Couplings J as a symmetric matrix with a diagonal of zeros. Either these or `edges`, or neither. */
  readonly couplings?: Dense
  /** Couplings as pairs `[i, j, J]`, each once; what is not named is 0. */
  readonly edges?: readonly Edge[]
  /** Fields h, one a spin; default 0. */
  readonly fields?: ArrayLike<number>
  /** Number of spins; default what the couplings and the fields say: the largest index, plus 1. */
  readonly n?: number
  /** A number added to every energy; default 0. */
  readonly constant?: number
}

/** An Ising problem: symmetric couplings as compressed rows, fields, a constant. See {@link ising}. */
export interface Ising extends Problem, Couplings {
  readonly kind: 'ising'
  readonly fields: Float64Array
  readonly constant: number
}

/**
 * Spins of +1 and -1 with energy `E(s) = constant - Σ_{i<j} J_ij s_i s_j - Σ_i h_i s_i`: positive couplings want their
 * spins equal, a positive field wants its spin up.
 *
 * @throws RangeError if the couplings are not square, not symmetric, have a diagonal or a pair twice; if a number is
 * not finite; if fields, couplings and `n` do not fit each other; for an unknown option
 * @example
 * const triangle = ising({ edges: [[0, 1, -1], [1, 2, -1], [0, 2, -1]], fields: [0.1, 0, 0] })
 * triangle.energy([1, -1, -1])   // -1.1
 */
export function ising(options: IsingOptions): Ising {
  refuseUnknown('ising', options, ['couplings', 'edges', 'fields', 'n', 'constant'])
  const { couplings, edges, constant = 0 } = options
  check(!(couplings && edges), 'ising: couplings are given twice, as a matrix and as edges; give one of them')
  check(Number.isFinite(constant), `ising: constant must be finite, got ${constant}`)
  const dense = couplings && fromDense('ising: couplings', couplings)
  const n = options.n ?? dense?.n ?? options.fields?.length ?? largest(edges ?? []) + 1
  check(
    Number.isInteger(n) && n > 0,
    `ising: there must be 1 spin or more, got ${n}; give couplings, edges, fields or n`,
  )
  check(!dense || dense.n === n, `ising: n is ${n}, but the couplings are those of ${dense?.n} spins`)
  const rows = dense ?? fromEdges('ising: edges', n, edges ?? [])
  const fields = Float64Array.from(options.fields ?? new Float64Array(n))
  check(fields.length === n, `ising: ${n} spins need ${n} fields, got ${fields.length}`)
  fields.forEach((h, i) => {
    check(Number.isFinite(h), `ising: the field of spin ${i} must be finite, got ${h}`)
  })
  return isingOf(n, rows, fields, constant)
}

/** An Ising problem of parts that are known to be good. */
export function isingOf(n: number, rows: Couplings, fields: Float64Array, constant: number): Ising {
  const { offsets, targets, weights } = rows
  const problem: Ising = {
    kind: 'ising',
    n,
    offsets,
    targets,
    weights,
    fields,
    constant,
    energy(state) {
      checkSpins('energy', state, n)
      return energy(problem, state)
    },
    walker: state => walker(problem, state),
  }
  return problem
}

/** The local field of spin i: `h_i + Σ_j J_ij s_j`. A flip of it costs `2 s_i` times this. */
export function localField({ offsets, targets, weights, fields }: Ising, state: ArrayLike<number>, i: number): number {
  let f = fields[i]
  for (let e = offsets[i]; e < offsets[i + 1]; e++) f += weights[e] * state[targets[e]]
  return f
}

function energy(problem: Ising, state: ArrayLike<number>): number {
  let sum = 0
  // Every pair is met twice, every field once: half of the sum of local fields and fields.
  for (let i = 0; i < problem.n; i++) sum += state[i] * (localField(problem, state, i) + problem.fields[i])
  return problem.constant - sum / 2
}

function walker(problem: Ising, start: Spins): Walker {
  const { n, offsets, targets, weights } = problem
  checkSpins('walker', start, n)
  const state = start.slice()
  const field = Float64Array.from({ length: n }, (_, i) => localField(problem, state, i))
  let now = energy(problem, state)
  return {
    state,
    get energy() {
      return now
    },
    delta: i => 2 * state[i] * field[i],
    flip(i) {
      now += 2 * state[i] * field[i]
      const change = -2 * state[i]
      state[i] = -state[i]
      for (let e = offsets[i]; e < offsets[i + 1]; e++) field[targets[e]] += change * weights[e]
    },
  }
}

const largest = (edges: readonly Edge[]) => edges.reduce((most, [i, j]) => Math.max(most, i, j), -1)
