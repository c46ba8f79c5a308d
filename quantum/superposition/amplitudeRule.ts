import { check } from '../../sdk/check.js'
import { leastAmplitude, weightCount, type Amplitudes } from './amplitudes.js'

/** The strengths of one update of the {@link amplitudeRule}. */
export interface AmplitudeStep {
  /** Step of imaginary time, eta. */
  readonly rate: number
  /** Hopping between neighbouring levels, Gamma; `rate * field` is at most 1/2. */
  readonly field: number
  /** Localisation, kappa: narrows every weight round its mean, as continuous measurement does (Diosi 1988). */
  readonly localisation: number
}

/**
 * One step of the three-factor amplitude rule: every weight's wave function moves in imaginary time in the potential
 *
 * `U_k = g v_k + (kappa + c) (v_k - m)^2`, `psi_k <- psi_k e^(-eta U_k / 2)`, `psi <- psi - eta Gamma Lap psi`,
 *
 * then no amplitude stays below 1e-6 and the norm becomes 1. `m` is the weight's mean before the step; the Laplacian
 * reflects at both ends. Without field and localisation this is the exponentiated (natural) gradient,
 * `dm/dtau = -s^2 g`; with two levels the Bayesian learning rule (Meng, Bachmann & Khan 2020).
 *
 * `U` is quadratic in `k`, so that a weight costs two exponentials and products, whatever the number of levels.
 *
 * @param psi amplitudes, changed in place
 * @param values of the levels, evenly spaced
 * @param gradient of the loss by the mean of each weight (minus reward times eligibility), one a weight
 * @param curvature of the loss by the variance of each weight, where it is known; one for all or one a weight
 * @throws RangeError if `rate * field` is above 1/2, if a number is not finite, or if lengths do not fit
 * @example
 * const psi = new Float64Array(4).fill(0.5)     // one weight, all four levels alike
 * amplitudeRule(psi, levelValues(4), [1], { rate: 0.1, field: 0.5, localisation: 1 })
 * psi.map(a => a * a)                           // .263654 .268098 .250881 .217368
 */
export function amplitudeRule(
  psi: Amplitudes,
  values: Float64Array,
  gradient: ArrayLike<number>,
  { rate, field, localisation }: AmplitudeStep,
  curvature: number | ArrayLike<number> = 0,
): void {
  const where = 'amplitudeRule'
  const levels = values.length
  const n = weightCount(psi, levels, where)
  check(gradient.length === n, `${where}: expected a gradient for each of ${n} weights, got ${gradient.length}`)
  const many = typeof curvature !== 'number'
  if (many) check(curvature.length === n, `${where}: expected ${n} curvatures, got ${curvature.length}`)
  checkStep({ rate, field, localisation })
  for (let i = 0; i < n; i++) checkFinite('gradient', i, gradient[i])
  for (let i = 0; i < (many ? n : 1); i++) checkFinite('curvature', i, many ? curvature[i] : curvature)

  const hop = rate * field
  const [low, gap, last] = [values[0], values[1] - values[0], levels - 1]
  const [middle, half] = [last >> 1, -rate / 2]
  for (let i = 0, from = 0; i < n; i++, from += levels) {
    const g = gradient[i]
    const c = localisation + (many ? curvature[i] : curvature)
    let mean = 0
    for (let k = 0; k <= last; k++) {
      wave[k] = psi[from + k]
      mean += wave[k] * wave[k] * values[k]
    }

    // e^(half U_k) by products, outward from the middle: the ratio of neighbours, and the ratio of those.
    const up = Math.exp(within(40, half * gap * (g + c * (2 * (low + middle * gap - mean) + gap))))
    const bend = Math.exp(within(1, half * 2 * c * gap * gap))
    for (let k = middle + 1, ratio = up, factor = up; k <= last; k++) {
      wave[k] *= factor
      ratio *= bend
      factor *= ratio
    }
    for (let k = middle - 1, ratio = bend / up, factor = ratio; k >= 0; k--) {
      wave[k] *= factor
      ratio *= bend
      factor *= ratio
    }

    let norm = 0
    for (let k = 0, before = wave[0]; k <= last; k++) {
      const here = wave[k]
      norm += (moved[k] = here + hop * (before - here + (k < last ? wave[k + 1] - here : 0))) ** 2
      before = here
    }
    const floor = leastAmplitude * Math.sqrt(norm)
    norm = 0
    for (let k = 0; k <= last; k++) norm += (moved[k] = Math.max(moved[k], floor)) ** 2
    const scale = 1 / Math.sqrt(norm)
    for (let k = 0; k <= last; k++) psi[from + k] = moved[k] * scale
  }
}

/** One weight at a time, in double precision whatever the amplitudes are stored in. */
const wave = new Float64Array(16)
const moved = new Float64Array(16)

/** Beyond this an exponent decides everything in one step anyway, and its powers would overflow. */
const within = (most: number, x: number) => Math.min(most, Math.max(-most, x))

/** @throws RangeError if `rate * field` is above 1/2, or a strength is not finite */
export function checkStep({ rate, field, localisation }: AmplitudeStep): void {
  const where = 'amplitudeRule'
  check(rate > 0 && rate < Infinity, `${where}: rate must be positive, got ${rate}`)
  check(field >= 0 && rate * field <= 0.5, `${where}: rate * field must lie in 0..0.5, got ${rate} * ${field}`)
  check(Number.isFinite(localisation), `${where}: localisation must be finite, got ${localisation}`)
}

/** @throws RangeError for a number of a weight that is not finite */
export function checkFinite(name: string, i: number, x: number): void {
  if (!Number.isFinite(x)) throw new RangeError(`amplitudeRule: the ${name} of weight ${i} must be finite, got ${x}`)
}
