import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Ising, Problem } from '../ising/index.js'
import { fieldScale } from './fieldScale.js'
import { isingArrays, localFields, type IsingArrays } from './isingArrays.js'
import { checkSweeps, courseOf, type Course, type Shape } from './schedule.js'
import type { Run, Solver } from './solver.js'
import { fillUniform, never, randomSpins, type Stream } from './stream.js'

export interface SimulatedAnnealingOptions {
  /** Sweeps of one read; default 1000. */
  readonly sweeps?: number
  /** Inverse temperature; default from .1 to 10 over the typical local field. */
  readonly beta?: Course
  /** How `beta` goes from one value to another; default linear. */
  readonly schedule?: Shape
  /** How often one read starts over from a random configuration, sharing its sweeps; default 1. */
  readonly restarts?: number
}

/**
 * Simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983): spin after spin is drawn from the heat bath,
 * `P(flip) = 1 / (1 + e^(β ΔE))`, while β rises.
 *
 * @throws RangeError for sweeps that are no whole number, a beta that is negative or not finite, an unknown option
 * @example
 * await solve(problem, simulatedAnnealing({ sweeps: 300, beta: [0, 5] }), { reads: 100 })
 */
export function simulatedAnnealing(options: SimulatedAnnealingOptions = {}): Solver {
  const where = 'simulatedAnnealing'
  refuseUnknown(where, options, ['sweeps', 'beta', 'schedule', 'restarts'])
  const { sweeps = 1000, schedule = 'linear', restarts = 1 } = options
  checkSweeps(where, sweeps)
  check(
    Number.isInteger(restarts) && restarts > 0 && restarts <= sweeps,
    `${where}: restarts must be a whole number of 1 to the ${sweeps} sweeps that they share, got ${restarts}`,
  )
  return {
    name: 'simulated annealing',
    prepare(problem) {
      const course = options.beta ?? [0.1 / fieldScale(problem), 10 / fieldScale(problem)]
      const each = Math.floor(sweeps / restarts)
      const beta = courseOf(`${where}: beta`, course, each, schedule)
      return {
        sweeps: each * restarts,
        updates: problem.n,
        start(random) {
          let run = starting(problem, beta, random)
          return {
            sweep(s) {
              if (s > 0 && s % each === 0) run = starting(problem, beta, random)
              void run.sweep(s % each)
            },
            get energy() {
              return run.energy
            },
            state: () => run.state(),
          }
        },
      }
    },
  }
}

const starting = (problem: Problem, beta: Float64Array, random: Stream): Run =>
  problem.kind === 'ising' ? onIsing(problem as Ising, beta, random) : onWalker(problem, beta, random)

/** Differences drift in single precision: local fields are made anew every so many sweeps. */
const refresh = 64

function onIsing(problem: Ising, beta: Float64Array, random: Stream): Run {
  const arrays = isingArrays(problem)
  const spins = randomSpins(random, problem.n)
  const fields = localFields(arrays, spins, 1)
  const u = new Float32Array(problem.n)
  let energy = problem.energy(spins)
  return {
    sweep(s) {
      if (s % refresh === refresh - 1) {
        fields.set(localFields(arrays, spins, 1))
        energy = problem.energy(spins)
      }
      fillUniform(random, u)
      energy += heatBath(arrays, spins, fields, beta[s], u)
    },
    get energy() {
      return energy
    },
    state: () => spins.slice(),
  }
}

/** One sweep: updates spins and local fields, and returns the change of the energy. */
export function heatBath(
  { n, offsets, targets, weights }: IsingArrays,
  spins: Int8Array,
  fields: Float32Array,
  beta: number,
  u: Float32Array,
): number {
  let change = 0
  for (let i = 0; i < n; i++) {
    const s = spins[i]
    const cost = 2 * s * fields[i]
    const x = beta * cost
    if (x > never || (x > -never && u[i] * (1 + Math.exp(x)) >= 1)) continue
    change += cost
    spins[i] = -s
    const step = -2 * s
    for (let e = offsets[i], end = offsets[i + 1]; e < end; e++) fields[targets[e]] += step * weights[e]
  }
  return change
}

function onWalker(problem: Problem, beta: Float64Array, random: Stream): Run {
  const walker = problem.walker(randomSpins(random, problem.n))
  const u = new Float32Array(problem.n)
  return {
    sweep(s) {
      fillUniform(random, u)
      for (let i = 0; i < problem.n; i++) {
        const x = beta[s] * walker.delta(i)
        if (x <= never && u[i] * (1 + Math.exp(x)) < 1) walker.flip(i)
      }
    },
    get energy() {
      return walker.energy
    },
    state: () => walker.state.slice(),
  }
}
