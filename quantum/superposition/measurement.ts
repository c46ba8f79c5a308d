import { weightCount, type Amplitudes } from './amplitudes.js'

/** The likeliest level of every weight; of equal ones the lowest. */
export function likeliestLevels(psi: Amplitudes, levels: number): Uint8Array {
  const out = new Uint8Array(weightCount(psi, levels, 'likeliestLevels'))
  for (let i = 0, from = 0; i < out.length; i++, from += levels) {
    let best = 0
    for (let k = 1; k < levels; k++) if (Math.abs(psi[from + k]) > Math.abs(psi[from + best])) best = k
    out[i] = best
  }
  return out
}

/** A level of every weight by Born's rule, with probability `psi_k^2`. */
export function bornLevels(psi: Amplitudes, levels: number, uniform: () => number): Uint8Array {
  const out = new Uint8Array(weightCount(psi, levels, 'bornLevels'))
  for (let i = 0, from = 0; i < out.length; i++, from += levels) {
    let left = uniform()
    let k = 0
    while (k < levels - 1 && (left -= psi[from + k] * psi[from + k]) >= 0) k++
    out[i] = k
  }
  return out
}

/** Puts one weight on one level: what measuring it leaves. */
export function collapseTo(psi: Amplitudes, levels: number, weight: number, level: number): void {
  psi.fill(0, weight * levels, (weight + 1) * levels)
  psi[weight * levels + level] = 1
}
