import { spectrum, type DensityMatrix } from './densityMatrix.js'
import type { GroupState } from './groupState.js'
import { fourthOrder } from './fourthOrder.js'
import { energiesOf, type GroupObjective } from './objective.js'

/** The exact joint state: all 2^n amplitudes, complex once time was real. */
export interface JointState extends GroupState {
  readonly re: Float64Array
  readonly im: Float64Array
  probabilities(): Float64Array
  /** `e^(-i H time) psi` for `H = U - field sum X`. */
  evolve(objective: GroupObjective, field: number, time: number, dt: number): void
}

/** One weight that is on both its levels alike, for each of n: the even superposition of all configurations. */
export const evenState = (n: number): Float64Array => new Float64Array(2 ** n).fill(2 ** (-n / 2))

/** The exact joint state of n two-level weights that begins with these real amplitudes, of norm 1. */
export function jointState(n: number, amplitudes: Float64Array): JointState {
  const re = amplitudes.slice()
  const im = new Float64Array(re.length)
  const all = re.length
  // Real until time is.
  let parts = [re]

  const normalise = () => {
    let sum = 0
    for (let b = 0; b < all; b++) sum += re[b] * re[b] + im[b] * im[b]
    const scale = 1 / Math.sqrt(sum)
    for (let b = 0; b < all; b++) {
      re[b] *= scale
      im[b] *= scale
    }
  }
  /** Every bit by `cosh a + sinh a X`. */
  const hop = (a: number) => {
    const [stay, move] = [Math.cosh(a), Math.sinh(a)]
    for (const psi of parts) {
      for (let bit = 1; bit < all; bit *= 2) {
        for (let b = 0; b < all; b++) {
          if (b & bit) continue
          const [up, down] = [psi[b], psi[b | bit]]
          psi[b] = stay * up + move * down
          psi[b | bit] = stay * down + move * up
        }
      }
    }
  }
  /** Every bit by `cos a + i sin a X`. */
  const hopInTime = (a: number) => {
    const [stay, move] = [Math.cos(a), Math.sin(a)]
    for (let bit = 1; bit < all; bit *= 2) {
      for (let b = 0; b < all; b++) {
        if (b & bit) continue
        const c = b | bit
        const [upRe, upIm, downRe, downIm] = [re[b], im[b], re[c], im[c]]
        re[b] = stay * upRe - move * downIm
        im[b] = stay * upIm + move * downRe
        re[c] = stay * downRe - move * upIm
        im[c] = stay * downIm + move * upRe
      }
    }
  }
  const weigh = (U: Float64Array, step: number) => {
    // Shifted so that the likeliest keeps its size whatever the energies are.
    const lowest = U.reduce((least, u) => Math.min(least, step * u), Infinity)
    for (let b = 0; b < all; b++) {
      const factor = Math.exp(lowest - step * U[b])
      for (const psi of parts) psi[b] *= factor
    }
  }
  const turn = (U: Float64Array, step: number) => {
    for (let b = 0; b < all; b++) {
      const [c, s, x] = [Math.cos(step * U[b]), Math.sin(step * U[b]), re[b]]
      re[b] = c * x + s * im[b]
      im[b] = c * im[b] - s * x
    }
  }
  const probability = (b: number) => re[b] * re[b] + im[b] * im[b]

  return {
    n,
    re,
    im,
    probabilities: () => re.map((_, b) => probability(b)),
    means: () =>
      Float64Array.from({ length: n }, (_, i) =>
        re.reduce((m, _a, b) => m + (b & (1 << i) ? -1 : 1) * probability(b), 0),
      ),

    learn(objective, rate, field) {
      weigh(energiesOf(objective, n, 'learn'), rate / 2)
      if (field) hop(rate * field)
      normalise()
    },

    cool(objective, field, time, dt) {
      const U = energiesOf(objective, n, 'cool')
      fourthOrder(time, dt, step => () => {
        weigh(U, step / 2)
        hop(step * field)
        weigh(U, step / 2)
        normalise()
      })
    },

    evolve(objective, field, time, dt) {
      const U = energiesOf(objective, n, 'evolve')
      parts = [re, im]
      fourthOrder(time, dt, step => () => {
        turn(U, step / 2)
        hopInTime(step * field)
        turn(U, step / 2)
      })
    },

    energy(objective, field) {
      const U = energiesOf(objective, n, 'energy')
      let sum = 0
      for (let b = 0; b < all; b++) {
        sum += U[b] * probability(b)
        for (let bit = 1; bit < all; bit *= 2) sum -= field * (re[b] * re[b ^ bit] + im[b] * im[b ^ bit])
      }
      return sum
    },

    reduced: part => reduced(re, im, n, part),

    schmidt(cut) {
      const smaller = cut <= n / 2 ? range(0, cut) : range(cut, n)
      return spectrum(reduced(re, im, n, smaller))
        .reverse()
        .map(p => Math.max(0, p))
    },

    measure(i, uniform) {
      const bit = 1 << i
      let up = 0
      for (let b = 0; b < all; b++) if (!(b & bit)) up += probability(b)
      const result = uniform() < up ? 1 : -1
      for (let b = 0; b < all; b++) if ((b & bit ? -1 : 1) !== result) re[b] = im[b] = 0
      normalise()
      return result
    },

    likeliest() {
      let best = 0
      for (let b = 1; b < all; b++) if (probability(b) > probability(best)) best = b
      return Int8Array.from({ length: n }, (_, i) => (best & (1 << i) ? -1 : 1))
    },
  }
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k)

function reduced(re: Float64Array, im: Float64Array, n: number, part: readonly number[]): DensityMatrix {
  const rest = range(0, n).filter(i => !part.includes(i))
  const size = 2 ** part.length
  const place = (bits: number, sites: readonly number[]) =>
    sites.reduce((b, site, k) => b | (((bits >> k) & 1) << site), 0)
  const inside = Uint32Array.from({ length: size }, (_, a) => place(a, part))
  const rho = { size, re: new Float64Array(size * size), im: new Float64Array(size * size) }
  for (let e = 0; e < 2 ** rest.length; e++) {
    const base = place(e, rest)
    for (let i = 0; i < size; i++) {
      const [a, b] = [re[base | inside[i]], im[base | inside[i]]]
      for (let j = 0; j < size; j++) {
        const [c, d] = [re[base | inside[j]], im[base | inside[j]]]
        rho.re[i * size + j] += a * c + b * d
        rho.im[i * size + j] += b * c - a * d
      }
    }
  }
  return rho
}
