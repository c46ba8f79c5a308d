import { check } from '../../sdk/check.js'
import type { Problem } from '../ising/index.js'
import { transverseAverage } from './averages.js'
import { spectrum } from './spectrum.js'
import { classicalEnergies, transverseIsing, type TransverseIsing } from './transverseIsing.js'

/** Thermal averages of a problem in a transverse field. */
export interface ThermalAverages {
  /** The classical energy, <H_c>. */
  readonly energy: number
  /** <Σσˣ>. */
  readonly transverse: number
}

/** Beyond this a trace over all configurations takes minutes. */
const most = 12

/**
 * Exact thermal averages of `H = H_c - Γ Σσˣ` at inverse temperature β, for up to 12 spins: the trace over all
 * configurations of `e^(-βH)`, by Chebyshev polynomials (Tal-Ezer & Kosloff 1984), to some twelve digits.
 *
 * @throws RangeError for more than 12 spins, a negative beta or a field that is not finite
 * @example
 * thermalAverages(problem, { beta: 2, field: 1 }).energy
 */
export function thermalAverages(problem: Problem, { beta, field }: { beta: number; field: number }): ThermalAverages {
  const where = 'thermalAverages'
  checkThermal(where, problem, beta)
  const system = transverseIsing(problem, field)
  const half = imaginaryTime(system, beta / 2)
  return traced(system.energies, half, half)
}

/**
 * What path integrals of P slices converge to: the same averages with `e^(-βH)` replaced by
 * `(e^(-βH_c/P) e^(aΣσˣ))^P`, a = βΓ / P. Exact for up to 12 spins; the difference to {@link thermalAverages} falls as
 * 1 / P².
 *
 * @throws RangeError as {@link thermalAverages}, and for an odd number of slices
 */
export function trotterAverages(
  problem: Problem,
  { beta, field, slices }: { beta: number; field: number; slices: number },
): ThermalAverages {
  const where = 'trotterAverages'
  checkThermal(where, problem, beta)
  check(Number.isFinite(field), `${where}: field must be finite, got ${field}`)
  check(
    Number.isInteger(slices) && slices >= 2 && slices % 2 === 0,
    `${where}: slices must be an even whole number of 2 or more, got ${slices}`,
  )
  const energies = classicalEnergies(where, problem)
  const least = energies.reduce((a, b) => Math.min(a, b), Infinity)
  const full = energies.map(e => Math.exp((-beta / slices) * (e - least)))
  const root = full.map(Math.sqrt)
  const a = (beta * field) / slices
  const weigh = (v: Float64Array, weights: Float64Array) => {
    for (let b = 0; b < v.length; b++) v[b] *= weights[b]
  }
  // What is measured stands in the middle of a slice of its own kind, where it commutes.
  return traced(
    energies,
    v => {
      for (let k = 0; k < slices / 2; k++) {
        weigh(v, root)
        rotate(v, Math.tanh(a))
        weigh(v, root)
      }
    },
    v => {
      for (let k = 0; k < slices / 2; k++) {
        rotate(v, Math.tanh(a / 2))
        weigh(v, full)
        rotate(v, Math.tanh(a / 2))
      }
    },
  )
}

function checkThermal(where: string, { n }: Problem, beta: number): void {
  check(n <= most, `${where}: the trace over 2^${n} configurations takes too long; it takes up to ${most} spins`)
  check(beta >= 0 && Number.isFinite(beta), `${where}: beta must be finite and 0 or more, got ${beta}`)
}

/** Averages from the columns of `e^(-βH/2)`, which is symmetric: `Tr(A e^(-βH)) = Σ_b <b|e^(-βH/2) A e^(-βH/2)|b>`. */
function traced(
  energies: Float64Array,
  halfForEnergy: (v: Float64Array) => void,
  halfForTransverse: (v: Float64Array) => void,
): ThermalAverages {
  let [z, energy, zx, transverse] = [0, 0, 0, 0]
  const v = new Float64Array(energies.length)
  for (let b = 0; b < v.length; b++) {
    v.fill(0)
    v[b] = 1
    halfForEnergy(v)
    for (let c = 0; c < v.length; c++) {
      z += v[c] * v[c]
      energy += energies[c] * v[c] * v[c]
    }
    if (halfForTransverse !== halfForEnergy) {
      v.fill(0)
      v[b] = 1
      halfForTransverse(v)
    }
    for (const x of v) zx += x * x
    transverse += transverseAverage(v)
  }
  return { energy: energy / z, transverse: transverse / zx }
}

/** `Π_i (1 + t σˣ_i)`: `e^(aΣσˣ)` but for a factor, t = tanh a. */
function rotate(v: Float64Array, t: number): void {
  for (let bit = 1; bit < v.length; bit *= 2)
    for (let block = 0; block < v.length; block += 2 * bit)
      for (let b = block; b < block + bit; b++) {
        const [up, down] = [v[b], v[b + bit]]
        v[b] = up + t * down
        v[b + bit] = down + t * up
      }
}

/** Multiplies a vector by `e^(-τ(H - E0))`. */
function imaginaryTime(system: TransverseIsing, tau: number): (v: Float64Array) => void {
  const { dimension } = system
  const bottom = spectrum(system, { levels: 1 }).energies[0]
  const negated = { dimension, apply: (v: Float64Array, out: Float64Array) => {
    system.apply(v, out)
    for (let b = 0; b < dimension; b++) out[b] = -out[b]
  } } // prettier-ignore
  const top = -spectrum(negated, { levels: 1 }).energies[0]
  const middle = (top + bottom) / 2
  // A little wider than the spectrum, since polynomials grow fast outside.
  const half = ((top - bottom) / 2) * (1 + 1e-9) + 1e-9
  const coefficients = scaledBessel(tau * half)
  let [previous, now, next] = Array.from({ length: 3 }, () => new Float64Array(dimension))
  const sum = new Float64Array(dimension)
  const scaled = (v: Float64Array, out: Float64Array) => {
    system.apply(v, out)
    for (let b = 0; b < dimension; b++) out[b] = (middle * v[b] - out[b]) / half
  }
  return v => {
    previous.set(v)
    scaled(v, now)
    for (let b = 0; b < dimension; b++) sum[b] = coefficients[0] * v[b] + 2 * (coefficients[1] ?? 0) * now[b]
    for (let k = 2; k < coefficients.length; k++) {
      scaled(now, next)
      for (let b = 0; b < dimension; b++) {
        next[b] = 2 * next[b] - previous[b]
        sum[b] += 2 * coefficients[k] * next[b]
      }
      ;[previous, now, next] = [now, next, previous]
    }
    v.set(sum)
  }
}

/** `e^-x I_k(x)` for k from 0 until they vanish, by Miller's backward recurrence (Abramowitz & Stegun, 9.12). */
function scaledBessel(x: number): Float64Array {
  if (x < 1e-15) return Float64Array.of(1)
  const count = Math.ceil(20 + 1.2 * x + 10 * Math.sqrt(x))
  const values = new Float64Array(count + 2)
  values[count] = 1e-300
  for (let k = count; k > 0; k--) {
    values[k - 1] = values[k + 1] + ((2 * k) / x) * values[k]
    if (values[k - 1] > 1e250) for (let j = k - 1; j < values.length; j++) values[j] *= 1e-250
  }
  let sum = values[0]
  for (let k = 1; k < values.length; k++) sum += 2 * values[k]
  const needed = values.findIndex(value => value < 1e-17 * sum)
  return values.slice(0, needed < 0 ? count : Math.max(1, needed)).map(value => value / sum)
}
