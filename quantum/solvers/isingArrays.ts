import type { Ising } from '../ising/index.js'

/** An Ising problem in single precision, as kernels take it. */
export interface IsingArrays {
  readonly n: number
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
  readonly weights: Float32Array
  readonly fields: Float32Array
}

const known = new WeakMap<Ising, IsingArrays>()

/** The arrays of a problem, made once. */
export function isingArrays(problem: Ising): IsingArrays {
  const { n, offsets, targets } = problem
  let arrays = known.get(problem)
  if (!arrays) {
    arrays = {
      n,
      offsets,
      targets,
      weights: Float32Array.from(problem.weights),
      fields: Float32Array.from(problem.fields),
    }
    known.set(problem, arrays)
  }
  return arrays
}

/**
 * Local fields `h_i + Σ_j J_ij s_j` of several slices at once.
 *
 * @param spins n × slices, the slice fastest
 */
export function localFields(
  { n, offsets, targets, weights, fields }: IsingArrays,
  spins: Int8Array,
  slices: number,
): Float32Array {
  const local = new Float32Array(n * slices)
  const sums = new Float64Array(slices)
  for (let i = 0; i < n; i++) {
    sums.fill(fields[i])
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const weight = weights[e]
      for (let k = 0, at = targets[e] * slices; k < slices; k++, at++) sums[k] += weight * spins[at]
    }
    local.set(sums, i * slices)
  }
  return local
}
