import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { evolve } from './evolve.js'
import type { Operator } from './operator.js'

export interface LandauZenerOptions {
  /** Smallest gap D. */
  readonly gap: number
  /** How fast the levels pass each other, v. */
  readonly velocity: number
  /** It is followed from -time to time; default 150 / √v. */
  readonly time?: number
  /** Bound on the error of the state; default 1e-8. */
  readonly tolerance?: number
}

export interface LandauZener {
  /** Probability of keeping the direction, and so of changing the level, as followed. */
  readonly stay: number
  /** The same for endless time, `exp(-πD² / 2v)`. */
  readonly formula: number
  readonly steps: number
}

/**
 * Two levels that pass each other, `H = (vt/2) σᶻ + (D/2) σˣ` (Landau 1932; Zener 1932): followed by Schrödinger's
 * equation from one level, and by the formula.
 *
 * Begun and measured in the levels of the moment, which is what makes the ends of the time span matter so little: by
 * some D / (v² time³).
 *
 * @throws RangeError for a gap or velocity that is not above 0, an unknown option
 * @example
 * landauZener({ gap: 1, velocity: 1 }).stay   // .20788
 */
export function landauZener(options: LandauZenerOptions): LandauZener {
  const where = 'landauZener'
  refuseUnknown(where, options, ['gap', 'velocity', 'time', 'tolerance'])
  const { gap, velocity, tolerance = 1e-8 } = options
  for (const [name, value] of Object.entries({ gap, velocity }))
    check(value > 0 && Number.isFinite(value), `${where}: ${name} must be finite and above 0, got ${value}`)
  const { time = 150 / Math.sqrt(velocity) } = options
  check(time > 0 && Number.isFinite(time), `${where}: time must be finite and above 0, got ${time}`)

  const lower = (t: number) => {
    const angle = Math.atan2(gap, velocity * t) / 2
    return [-Math.sin(angle), Math.cos(angle)] as const
  }
  const [a, b] = lower(-time)
  const { state, steps } = evolve(
    { dimension: 2, parts: [sigmaZ, sigmaX], coefficients: t => [(velocity * t) / 2, gap / 2] },
    { re: Float64Array.of(a, b), im: new Float64Array(2) },
    { from: -time, to: time, tolerance },
  )
  const [c, d] = lower(time)
  const inLower = (c * state.re[0] + d * state.re[1]) ** 2 + (c * state.im[0] + d * state.im[1]) ** 2
  return { stay: 1 - inLower, formula: Math.exp((-Math.PI * gap ** 2) / (2 * velocity)), steps }
}

const sigmaZ: Operator = {
  dimension: 2,
  apply(v, out) {
    out[0] = v[0]
    out[1] = -v[1]
  },
}

const sigmaX: Operator = {
  dimension: 2,
  apply(v, out) {
    out[0] = v[1]
    out[1] = v[0]
  },
}
