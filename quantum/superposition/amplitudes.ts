import { check } from '../../sdk/check.js'
import type { Random } from '../../sdk/random/index.js'

/** Real amplitudes of many weights, weight by weight: amplitude `k` of weight `i` stands at `i * levels + k`. */
export type Amplitudes = Float64Array | Float32Array

/** No amplitude falls below this share of its weight's norm, so that no level is lost for ever. */
export const leastAmplitude = 1e-6

/**
 * Amplitudes of `n` weights near the even superposition: each proportional to 1 + 0.1 N(0, 1), which breaks the symmetry
 * between weights that see the same.
 *
 * @param spread standard deviation of the amplitudes; 0 for exactly even ones
 */
export function evenAmplitudes(
  n: number,
  levels: number,
  random: Pick<Random, 'normal'>,
  spread = 0.1,
  precision: 'single' | 'double' = 'double',
): Amplitudes {
  const psi = precision === 'double' ? new Float64Array(n * levels) : new Float32Array(n * levels)
  for (let i = 0; i < psi.length; i++) psi[i] = spread === 0 ? 1 : 1 + spread * random.normal()
  for (let i = 0; i < n; i++) normalise(psi, i * levels, levels)
  return psi
}

/** Gives the amplitudes of one weight the norm 1, none of them below {@link leastAmplitude}. */
export function normalise(psi: Amplitudes, from: number, levels: number): void {
  let sum = 0
  for (let j = from; j < from + levels; j++) {
    // Also NaN ends here: it is not above.
    if (!(psi[j] > leastAmplitude)) psi[j] = leastAmplitude
    sum += psi[j] * psi[j]
  }
  const scale = 1 / Math.sqrt(sum)
  for (let j = from; j < from + levels; j++) psi[j] *= scale
}

/** Checks that amplitudes belong to whole weights and says how many. */
export function weightCount(psi: Amplitudes, levels: number, where: string): number {
  const n = psi.length / levels
  check(Number.isInteger(n), `${where}: ${psi.length} amplitudes are no whole number of weights with ${levels} levels`)
  return n
}
