import type { IsingArrays } from '../isingArrays.js'
import { fillUniform, never, type Stream } from '../stream.js'

/**
 * Replicas of an Ising problem in a ring: spins and local fields as n × slices, the slice fastest, the energy of each
 * slice, and room for one worldline. Plain typed arrays, so that another back end can take the place of these loops.
 */
export interface Slices {
  readonly count: number
  readonly spins: Int8Array
  readonly fields: Float32Array
  readonly energies: Float64Array
  /** Slices of one spin that flip, and by how much. */
  readonly flipped: Int32Array
  readonly change: Float32Array
  readonly u: Float32Array
}

/** Room for slices of n spins. */
export function emptySlices(n: number, count: number): Slices {
  return {
    count,
    spins: new Int8Array(n * count),
    fields: new Float32Array(n * count),
    energies: new Float64Array(count),
    flipped: new Int32Array(count),
    change: new Float32Array(count),
    u: new Float32Array(2 * count),
  }
}

/**
 * Heat bath of every spin in every slice, even slices before odd ones:
 * `P(flip) = 1 / (1 + exp(2 s [b f + K (s_{k-1} + s_{k+1})]))`.
 *
 * @param b β / P, times the scale of the problem
 * @param coupling K, what couples neighbouring slices
 */
export function localSweep(problem: IsingArrays, slices: Slices, b: number, coupling: number, random: Stream): void {
  const { n } = problem
  const { count, spins, fields, energies, flipped, change, u } = slices
  for (let i = 0, base = 0; i < n; i++, base += count) {
    fillUniform(random, u, count)
    let flips = 0
    for (let parity = 0; parity < 2; parity++) {
      for (let k = parity; k < count; k += 2) {
        const s = spins[base + k]
        const before = spins[base + (k === 0 ? count - 1 : k - 1)]
        const after = spins[base + (k === count - 1 ? 0 : k + 1)]
        const cost = 2 * s * fields[base + k]
        const x = b * cost + 2 * coupling * s * (before + after)
        if (x > never || (x > -never && u[k] * (1 + Math.exp(x)) >= 1)) continue
        energies[k] += cost
        spins[base + k] = -s
        flipped[flips] = k
        change[flips++] = -2 * s
      }
    }
    if (flips > 0) scatter(problem, slices, i, flips)
  }
}

/**
 * Worldline clusters, spin by spin: equal neighbours in the ring are joined with probability `1 - e^(-2K)`, and every
 * piece flips with `P = 1 / (1 + exp(2 b Σ s f))`, summed over the piece.
 */
export function clusterSweep(problem: IsingArrays, slices: Slices, b: number, coupling: number, random: Stream): void {
  const { n } = problem
  const { count, spins, fields, energies, flipped, change, u } = slices
  const join = 1 - Math.exp(-2 * coupling)
  for (let i = 0, base = 0; i < n; i++, base += count) {
    fillUniform(random, u)
    // A piece begins where the bond from the slice before is open.
    let first = 0
    while (first < count) {
      const before = first === 0 ? count - 1 : first - 1
      if (spins[base + before] !== spins[base + first] || u[before] >= join) break
      first++
    }
    if (first === count) first = 0 // joined all the way round: one piece, wherever it is cut
    let flips = 0
    let length = 0
    let cost = 0
    for (let q = 0; q < count; q++) {
      const k = first + q < count ? first + q : first + q - count
      const after = k === count - 1 ? 0 : k + 1
      cost += 2 * spins[base + k] * fields[base + k]
      flipped[flips + length++] = k
      if (q < count - 1 && spins[base + k] === spins[base + after] && u[k] < join) continue
      const x = b * cost
      if (x <= never && (x <= -never || u[count + k] * (1 + Math.exp(x)) < 1)) flips += length
      length = 0
      cost = 0
    }
    if (flips === 0) continue
    for (let q = 0; q < flips; q++) {
      const k = flipped[q]
      const s = spins[base + k]
      energies[k] += 2 * s * fields[base + k]
      spins[base + k] = -s
      change[q] = -2 * s
    }
    scatter(problem, slices, i, flips)
  }
}

/** Every spin in all slices together: `P(flip) = 1 / (1 + exp(2 b Σ_k s f))`. */
export function globalSweep(problem: IsingArrays, slices: Slices, b: number, random: Stream): void {
  const { n } = problem
  const { count, spins, fields, energies, flipped, change, u } = slices
  for (let i = 0, base = 0; i < n; i++, base += count) {
    fillUniform(random, u, 1)
    let cost = 0
    for (let k = 0; k < count; k++) cost += 2 * spins[base + k] * fields[base + k]
    const x = b * cost
    if (x > never || (x > -never && u[0] * (1 + Math.exp(x)) >= 1)) continue
    for (let k = 0; k < count; k++) {
      const s = spins[base + k]
      energies[k] += 2 * s * fields[base + k]
      spins[base + k] = -s
      flipped[k] = k
      change[k] = -2 * s
    }
    scatter(problem, slices, i, count)
  }
}

/** Tells the neighbours of spin i which of its slices have flipped. */
function scatter({ offsets, targets, weights }: IsingArrays, slices: Slices, i: number, flips: number): void {
  const { count, fields, flipped, change } = slices
  for (let e = offsets[i], end = offsets[i + 1]; e < end; e++) {
    const to = targets[e] * count
    const weight = weights[e]
    for (let q = 0; q < flips; q++) fields[to + flipped[q]] += weight * change[q]
  }
}
