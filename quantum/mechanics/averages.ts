import { check } from '../../sdk/check.js'

/**
 * The average of something diagonal, such as the classical energy, in a real state: `Σ ψ² f`.
 *
 * @param values one a configuration
 */
export function diagonalAverage(state: ArrayLike<number>, values: ArrayLike<number>): number {
  check(
    state.length === values.length,
    `diagonalAverage: ${state.length} amplitudes need as many values, got ${values.length}`,
  )
  let sum = 0
  for (let b = 0; b < state.length; b++) sum += state[b] * state[b] * values[b]
  return sum
}

/** The average of Σσˣ in a real state. */
export function transverseAverage(state: Float64Array): number {
  let sum = 0
  for (let bit = 1; bit < state.length; bit *= 2)
    for (let block = 0; block < state.length; block += 2 * bit)
      for (let b = block; b < block + bit; b++) sum += 2 * state[b] * state[b + bit]
  return sum
}

/** The square of the magnetisation per spin of every configuration of n spins, for {@link diagonalAverage}. */
export function squaredMagnetization(n: number): Float64Array {
  const up = new Int32Array(2 ** n).fill(n)
  for (let b = 1; b < up.length; b++) up[b] = up[b & (b - 1)] - 2
  return Float64Array.from(up, m => (m / n) ** 2)
}
