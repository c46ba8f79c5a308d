import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Ising } from '../ising/index.js'
import { isingArrays, type IsingArrays } from './isingArrays.js'
import { checkSweeps } from './schedule.js'
import type { Run, Solver } from './solver.js'
import { fillUniform, type Stream } from './stream.js'

export interface SimulatedBifurcationOptions {
  /** Steps of one read; default 1000. */
  readonly sweeps?: number
  /** Whether forces come from the signs of the positions or from the positions; default `'discrete'`. */
  readonly kind?: 'discrete' | 'ballistic'
  /** Length of a step; default .5. Longer ones are unstable where many couplings have one sign. */
  readonly step?: number
  /** What the couplings are multiplied by; default ½ over the root mean square of a row. */
  readonly strength?: number
}

/**
 * Simulated bifurcation (Goto et al. 2021, Sci Adv 7:eabe7953): every spin a nonlinear oscillator between two walls,
 * all of them moved at once, while the pump rises from 0 to 1:
 * `y += [-(1 - a) x + c (h + J g(x))] dt`, `x += y dt`, with g the sign (discrete) or the position itself (ballistic),
 * and a position that passes a wall put onto it, at rest. The spins are the signs of the positions.
 *
 * For Ising problems only: it needs couplings. Fields act like a spin that is always up.
 *
 * @throws RangeError for a problem that is not of the kind `ising`, a step or strength that is not above 0
 * @example
 * await solve(maxCut(graph), simulatedBifurcation({ sweeps: 5000 }), { reads: 20 })
 */
export function simulatedBifurcation(options: SimulatedBifurcationOptions = {}): Solver {
  const where = 'simulatedBifurcation'
  refuseUnknown(where, options, ['sweeps', 'kind', 'step', 'strength'])
  const { sweeps = 1000, kind = 'discrete', step = 0.5 } = options
  checkSweeps(where, sweeps)
  check(
    kind === 'discrete' || kind === 'ballistic',
    `${where}: kind must be 'discrete' or 'ballistic', got ${JSON.stringify(kind)}`,
  )
  check(step > 0 && Number.isFinite(step), `${where}: step must be finite and above 0, got ${step}`)
  return {
    name: `${kind} simulated bifurcation`,
    prepare(problem) {
      check(
        problem.kind === 'ising',
        `${where}: needs couplings, which a problem of the kind "${problem.kind}" does not have; take simulatedAnnealing`,
      )
      const ising = problem as Ising
      const { strength = usualStrength(ising) } = options
      check(strength > 0 && Number.isFinite(strength), `${where}: strength must be finite and above 0, got ${strength}`)
      return {
        sweeps,
        updates: problem.n,
        start: random => run(ising, sweeps, kind === 'discrete', step, strength, random),
      }
    },
  }
}

function usualStrength({ n, weights, fields }: Ising): number {
  const squares = weights.reduce((sum, w) => sum + w * w, 0) + fields.reduce((sum, h) => sum + h * h, 0)
  return squares > 0 ? 0.5 / Math.sqrt(squares / n) : 1
}

function run(problem: Ising, sweeps: number, discrete: boolean, dt: number, c: number, random: Stream): Run {
  const { n } = problem
  const arrays = isingArrays(problem)
  const x = new Float32Array(n)
  const y = new Float32Array(n)
  fillUniform(random, x)
  fillUniform(random, y)
  for (let i = 0; i < n; i++) {
    x[i] = 0.2 * x[i] - 0.1
    y[i] = 0.2 * y[i] - 0.1
  }
  const signs = Float32Array.from(x, Math.sign)
  // The forces of the signs give the energy, and in the discrete kind the next step.
  const ofSigns = new Float32Array(n)
  const ofPositions = discrete ? ofSigns : new Float32Array(n)
  forces(arrays, signs, ofSigns)
  let energy = 0
  return {
    sweep(s) {
      if (!discrete) forces(arrays, x, ofPositions)
      bifurcationStep(x, y, ofPositions, 1 - s / sweeps, c, dt)
      for (let i = 0; i < n; i++) signs[i] = x[i] < 0 ? -1 : 1
      forces(arrays, signs, ofSigns)
      energy = energyOf(problem, signs, ofSigns)
    },
    get energy() {
      return energy
    },
    state: () => Int8Array.from(signs),
  }
}

/** `h + J g`, row by row. */
export function forces(
  { n, offsets, targets, weights, fields }: IsingArrays,
  positions: Float32Array,
  out: Float32Array,
): void {
  for (let i = 0; i < n; i++) {
    let sum = fields[i]
    for (let e = offsets[i], end = offsets[i + 1]; e < end; e++) sum += weights[e] * positions[targets[e]]
    out[i] = sum
  }
}

/** One step of all oscillators; `slack` is 1 - a. */
export function bifurcationStep(
  x: Float32Array,
  y: Float32Array,
  force: Float32Array,
  slack: number,
  strength: number,
  dt: number,
): void {
  for (let i = 0; i < x.length; i++) {
    const velocity = y[i] + (strength * force[i] - slack * x[i]) * dt
    const position = x[i] + velocity * dt
    const inside = position >= -1 && position <= 1
    x[i] = inside ? position : position > 0 ? 1 : -1
    y[i] = inside ? velocity : 0
  }
}

function energyOf({ n, fields, constant }: Ising, signs: Float32Array, force: Float32Array): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += signs[i] * (force[i] + fields[i])
  return constant - sum / 2
}
