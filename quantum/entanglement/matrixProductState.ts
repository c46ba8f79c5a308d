import { check } from '../../sdk/check.js'
import { bondEnergies, gateOf } from './bondGates.js'
import type { DensityMatrix } from './densityMatrix.js'
import { fourthOrder } from './fourthOrder.js'
import type { GroupState } from './groupState.js'
import { termsOf } from './objective.js'
import { gated, moveCentre, pairAt, productTensors, splitPair } from './siteTensors.js'

/** A chain of weights as a matrix product state. */
export interface MatrixProductState extends GroupState {
  /** Sizes of the bonds between neighbours, as they are now. */
  readonly bonds: readonly number[]
  /** What the bond dimension cut away, in squared norm: of all cuts so far, and the largest in the last step. */
  readonly discarded: { readonly total: number; readonly last: number }
}

/**
 * A matrix product state of a chain of two-level weights, as many as there are: exact as long as the entropy between its
 * halves stays well below the logarithm of the bond dimension. Time-evolving block decimation (Vidal 2004, Phys Rev
 * Lett 93:040502) in imaginary time, as a sweep over the bonds to the right and back, which is of second
 * order, five of them to a step of the fourth.
 *
 * @param start amplitudes of up and down of each weight
 * @param bond largest bond dimension
 */
export function matrixProductState(start: readonly (readonly [number, number])[], bond: number): MatrixProductState {
  const n = start.length
  check(n >= 2, `entangle: method "mps" takes a chain of at least 2 weights, got ${n}`)
  const state = productTensors(start)
  let [total, last] = [0, 0]

  const sweep = (gates: readonly Float64Array[]) => {
    last = 0
    const cut = (i: number, centre: number) => {
      const theta = gated(pairAt(state, i), gates[i], state.bonds[i + 2])
      const { discarded } = splitPair(state, i, theta, bond, centre)
      total += discarded
      last = Math.max(last, discarded)
    }
    moveCentre(state, 0)
    for (let i = 0; i < n - 1; i++) cut(i, i + 1)
    for (let i = n - 2; i >= 0; i--) cut(i, i)
  }
  const reduced = (part: readonly number[]): DensityMatrix => {
    check(part.length <= 6, `reduced: of a matrix product state at most 6 weights at once, got ${part.length}`)
    const sites = [...part].sort((a, b) => a - b)
    moveCentre(state, sites[0])
    return reordered(environment(state, sites), sites, part)
  }
  const mean = (i: number) => {
    moveCentre(state, i)
    const right = state.bonds[i + 1]
    return state.sites[i].reduce((m, a, k) => m + (Math.floor(k / right) % 2 ? -1 : 1) * a * a, 0)
  }

  return {
    n,
    get bonds() {
      return state.bonds.slice(1, -1)
    },
    get discarded() {
      return { total, last }
    },
    means: () => Float64Array.from({ length: n }, (_, i) => mean(i)),
    learn(objective, rate, field) {
      // e^(-rate (U / 2 - field sum X)): half the energy, and two sweeps of half a step.
      const half = termsOf(objective, n, 'learn').map(({ weight, spins }) => ({ weight: weight / 2, spins }))
      sweep(bondEnergies(n, half, field, 'learn').map(h => gateOf(h, rate / 2)))
    },
    cool(objective, field, time, dt) {
      const bonds = bondEnergies(n, termsOf(objective, n, 'cool'), field, 'cool')
      fourthOrder(time, dt, step => {
        const gates = bonds.map(h => gateOf(h, step / 2))
        return () => {
          sweep(gates)
        }
      })
    },
    energy(objective, field) {
      moveCentre(state, 0)
      return bondEnergies(n, termsOf(objective, n, 'energy'), field, 'energy').reduce((sum, h, i) => {
        moveCentre(state, i)
        const theta = pairAt(state, i)
        return sum + theta.reduce((s, a, k) => s + a * gatedAt(theta, h, state.bonds[i + 2], k), 0)
      }, 0)
    },
    reduced,
    schmidt(cut) {
      moveCentre(state, cut - 1)
      return splitPair(state, cut - 1, pairAt(state, cut - 1), Infinity, cut - 1).kept
    },
    measure(i, uniform) {
      const up = (1 + mean(i)) / 2
      const result = uniform() < up ? 1 : -1
      const right = state.bonds[i + 1]
      const scale = 1 / Math.sqrt(result === 1 ? up : 1 - up)
      state.sites[i] = state.sites[i].map((a, k) =>
        Math.floor(k / right) % 2 === (result === 1 ? 0 : 1) ? a * scale : 0,
      )
      return result
    },
    likeliest() {
      // Weight by weight, each given those before: right for any state near a configuration.
      const found = new Int8Array(n)
      moveCentre(state, 0)
      let left = Float64Array.of(1)
      for (let i = 0; i < n; i++) {
        const [rows, right, a] = [state.bonds[i], state.bonds[i + 1], state.sites[i]]
        const after = [new Float64Array(right), new Float64Array(right)]
        for (let l = 0; l < rows; l++) {
          for (let bit = 0; bit < 2; bit++) {
            for (let r = 0; r < right; r++) after[bit][r] += left[l] * a[(2 * l + bit) * right + r]
          }
        }
        const [up, down] = after.map(v => v.reduce((sum, x) => sum + x * x, 0))
        found[i] = up >= down ? 1 : -1
        const norm = 1 / Math.sqrt(Math.max(up, down))
        left = after[up >= down ? 0 : 1].map(x => x * norm)
      }
      return found
    },
  }
}

/** One element of a gate on a pair, without the others. */
function gatedAt(theta: Float64Array, h: Float64Array, right: number, k: number): number {
  const r = k % right
  const p = Math.floor(k / right) % 4
  const from = k - r - p * right
  let sum = 0
  for (let q = 0; q < 4; q++) sum += h[4 * p + q] * theta[from + q * right + r]
  return sum
}

/** The density matrix of ascending sites, the first of which is the centre: all others are traced out. */
function environment({ sites, bonds }: ReturnType<typeof productTensors>, kept: readonly number[]): DensityMatrix {
  const first = kept[0]
  let size = 1
  // env[(row * size + column) * D * D + alpha * D + alpha'], D the bond to the right of what is done.
  let D = bonds[first]
  let env = new Float64Array(D * D)
  for (let a = 0; a < D; a++) env[a * D + a] = 1
  for (let i = first, done = 0; done < kept.length; i++) {
    const open = kept[done] === i
    const [next, tensor] = [bonds[i + 1], sites[i]]
    const grown = open ? 2 * size : size
    const out = new Float64Array(grown * grown * next * next)
    for (let s = 0; s < 2; s++) {
      for (let t = 0; t < 2; t++) {
        if (!open && s !== t) continue
        for (let row = 0; row < size; row++) {
          for (let column = 0; column < size; column++) {
            const [R, C] = open ? [row + s * size, column + t * size] : [row, column]
            const block = (row * size + column) * D * D
            addSandwich(out, (R * grown + C) * next * next, env, block, tensor, s, t, D, next)
          }
        }
      }
    }
    ;[env, size, D] = [out, grown, next]
    if (open) done++
  }
  const re = new Float64Array(size * size)
  for (let k = 0; k < size * size; k++) for (let a = 0; a < D; a++) re[k] += env[k * D * D + a * D + a]
  return { size, re, im: new Float64Array(size * size) }
}

/** `out[b, b'] += sum env[a, a'] A[a, s, b] A[a', t, b']`. */
function addSandwich(
  out: Float64Array,
  to: number,
  env: Float64Array,
  from: number,
  A: Float64Array,
  s: number,
  t: number,
  D: number,
  next: number,
): void {
  const half = new Float64Array(D * next)
  for (let a = 0; a < D; a++) {
    for (let c = 0; c < D; c++) {
      const factor = env[from + a * D + c]
      if (factor === 0) continue
      for (let b = 0; b < next; b++) half[c * next + b] += factor * A[(2 * a + s) * next + b]
    }
  }
  for (let c = 0; c < D; c++) {
    for (let b = 0; b < next; b++) {
      const factor = half[c * next + b]
      for (let d = 0; d < next; d++) out[to + b * next + d] += factor * A[(2 * c + t) * next + d]
    }
  }
}

/** Bits of the indices from ascending sites to the order in which they were named. */
function reordered(rho: DensityMatrix, ascending: readonly number[], named: readonly number[]): DensityMatrix {
  const bit = named.map(site => ascending.indexOf(site))
  const from = Uint32Array.from({ length: rho.size }, (_, a) =>
    bit.reduce((b, place, k) => b | (((a >> k) & 1) << place), 0),
  )
  const re = rho.re.map((_, k) => rho.re[from[Math.floor(k / rho.size)] * rho.size + from[k % rho.size]])
  return { size: rho.size, re, im: rho.im }
}
