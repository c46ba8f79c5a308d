import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Problem } from '../ising/index.js'
import { evolve, type Complex } from './evolve.js'
import { combination, type MovingOperator } from './operator.js'
import { spectrum } from './spectrum.js'
import { classicalEnergies, diagonal, transverse } from './transverseIsing.js'

/** A schedule of annealing: how far from the transverse field (0) to the problem (1), at each share t of the time. */
export type AnnealingSchedule = (t: number) => number

export interface QuantumAnnealingOptions {
  /** How long it takes, in units of 1 / energy. */
  readonly duration: number
  /** Default linear. */
  readonly schedule?: AnnealingSchedule
  /** Bound on the error of the state; default 1e-8. */
  readonly tolerance?: number
}

export interface QuantumAnnealing {
  /** Probability of a ground state of the problem at the end; all of them where there are several. */
  readonly success: number
  readonly state: Complex
  /** Estimated length of the error of the state. */
  readonly error: number
  readonly steps: number
}

/**
 * Quantum annealing (Kadowaki & Nishimori 1998; Farhi et al. 2000), exactly: Schrödinger's equation with
 * `H = -(1 - s) Σσˣ + s H_c` from the ground state of the field, all spins in both directions.
 *
 * Real motion, other than simulated quantum annealing, and for as many spins as a state vector holds: up to 16.
 *
 * @throws RangeError for more than 16 spins, a duration that is not above 0, a schedule that leaves 0..1
 * @example
 * quantumAnnealing(problem, { duration: 10 }).success
 */
export function quantumAnnealing(problem: Problem, options: QuantumAnnealingOptions): QuantumAnnealing {
  const where = 'quantumAnnealing'
  refuseUnknown(where, options, ['duration', 'schedule', 'tolerance'])
  const { duration, schedule = t => t, tolerance } = options
  check(Number.isFinite(duration) && duration > 0, `${where}: duration must be finite and above 0, got ${duration}`)
  const operator = annealed(where, problem, t => schedule(t / duration))
  const { dimension } = operator
  const start = {
    re: new Float64Array(dimension).fill(1 / Math.sqrt(dimension)),
    im: new Float64Array(dimension),
  }
  const { state, error, steps } = evolve(operator, start, {
    to: duration,
    ...(tolerance !== undefined && { tolerance }),
  })
  const energies = classicalEnergies(where, problem)
  const least = energies.reduce((a, b) => Math.min(a, b), Infinity)
  const bound = least + 1e-9 * Math.max(1, Math.abs(least))
  let success = 0
  for (let b = 0; b < dimension; b++) if (energies[b] <= bound) success += state.re[b] ** 2 + state.im[b] ** 2
  return { success, state, error, steps }
}

/** The two lowest levels along a schedule. */
export interface GapCurve {
  /** 0, the transverse field, to 1, the problem. */
  readonly s: Float64Array
  readonly ground: Float64Array
  readonly excited: Float64Array
  /** The smallest gap, and where it is. */
  readonly minimum: { readonly s: number; readonly gap: number }
}

/**
 * The two lowest levels of `H = -(1 - s) Σσˣ + s H_c` from s = 0 to 1, and the smallest gap between them, on which the
 * duration of an annealing that is to stay in the ground state depends.
 *
 * @param points where it is looked at, equally spaced; default 41. The minimum is refined between them.
 * @throws RangeError for more than 16 spins or fewer than 3 points
 * @example
 * gapCurve(problem).minimum   // { s: .635, gap: .40285 }
 */
export function gapCurve(problem: Problem, { points = 41 }: { points?: number } = {}): GapCurve {
  const where = 'gapCurve'
  check(Number.isInteger(points) && points >= 3, `${where}: points must be a whole number of 3 or more, got ${points}`)
  const operator = annealed(where, problem, t => t)
  const levels = (s: number) => spectrum(combination(operator.parts, operator.coefficients(s))).energies
  const gap = (s: number) => levels(s)[1] - levels(s)[0]
  const s = Float64Array.from({ length: points }, (_, k) => k / (points - 1))
  const both = Array.from(s, levels)
  const ground = Float64Array.from(both, ([e]) => e)
  const excited = Float64Array.from(both, ([, e]) => e)
  const least = both.reduce((best, [a, b], k) => (b - a < both[best][1] - both[best][0] ? k : best), 0)
  const minimum = minimise(gap, s[Math.max(0, least - 1)], s[Math.min(points - 1, least + 1)])
  return { s, ground, excited, minimum: { s: minimum, gap: gap(minimum) } }
}

function annealed(where: string, problem: Problem, schedule: AnnealingSchedule): MovingOperator {
  const energies = classicalEnergies(where, problem)
  return {
    dimension: energies.length,
    parts: [transverse(problem.n), diagonal(energies)],
    coefficients(t) {
      const s = schedule(t)
      check(s >= 0 && s <= 1, () => `${where}: the schedule must stay in 0..1, got ${s}`)
      return [1 - s, s]
    },
  }
}

/** Where a function with one minimum between a and b has it: golden section (Kiefer 1953), to 1e-5. */
function minimise(f: (x: number) => number, a: number, b: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let [x, y] = [b - ratio * (b - a), a + ratio * (b - a)]
  let [fx, fy] = [f(x), f(y)]
  while (b - a > 1e-5) {
    if (fx < fy) {
      ;[b, y, fy] = [y, x, fx]
      x = b - ratio * (b - a)
      fx = f(x)
    } else {
      ;[a, x, fx] = [x, y, fy]
      y = a + ratio * (b - a)
      fy = f(y)
    }
  }
  return (a + b) / 2
}
