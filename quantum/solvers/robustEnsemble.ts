import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Problem } from '../ising/index.js'
import { fieldScale } from './fieldScale.js'
import { checkSweeps, courseOf, type Course, type Shape } from './schedule.js'
import type { Run, Solver } from './solver.js'
import { fillUniform, never, randomSpins, type Stream } from './stream.js'

export interface RobustEnsembleOptions {
  /** Sweeps of one read; default 1000. */
  readonly sweeps?: number
  /** Replicas y; default 8. */
  readonly replicas?: number
  /** Inverse temperature; default from 0 to 10 over the typical local field. */
  readonly beta?: Course
  /** Attraction γ of the replicas to their centre; default from 0 to 1. */
  readonly gamma?: Course
  /** How `beta` and `gamma` go from one value to another; default linear. */
  readonly schedule?: Shape
}

/**
 * A robust ensemble (Baldassi et al. 2016, PNAS 113:E7655): replicas at the same temperature, all drawn to a centre
 * that is summed over, so that they settle where solutions lie dense. Weight of the replicas:
 * `Π_i cosh(γ Σ_a s_i^a) e^(-β Σ_a E(s^a))`, by heat bath, while β and γ rise. The energy of a read is that of its best
 * replica.
 *
 * @throws RangeError for fewer than two replicas, a course that is negative or not finite, an unknown option
 * @example
 * await solve(randomPerceptron({ n: 201, load: 0.5 }), robustEnsemble({ sweeps: 4000, beta: [0, 4] }))
 */
export function robustEnsemble(options: RobustEnsembleOptions = {}): Solver {
  const where = 'robustEnsemble'
  refuseUnknown(where, options, ['sweeps', 'replicas', 'beta', 'gamma', 'schedule'])
  const { sweeps = 1000, replicas = 8, gamma = [0, 1], schedule = 'linear' } = options
  checkSweeps(where, sweeps)
  check(
    Number.isInteger(replicas) && replicas >= 2,
    `${where}: replicas must be a whole number of 2 or more, got ${replicas}`,
  )
  return {
    name: 'robust ensemble',
    prepare(problem) {
      const beta = courseOf(`${where}: beta`, options.beta ?? [0, 10 / fieldScale(problem)], sweeps, schedule)
      const attraction = courseOf(`${where}: gamma`, gamma, sweeps, schedule)
      return {
        sweeps,
        updates: problem.n * replicas,
        start: random => run(problem, replicas, beta, attraction, random),
      }
    },
  }
}

function run(problem: Problem, count: number, beta: Float64Array, gamma: Float64Array, random: Stream): Run {
  const { n } = problem
  const walkers = Array.from({ length: count }, () => problem.walker(randomSpins(random, n)))
  const sums = Int32Array.from({ length: n }, (_, i) => walkers.reduce((sum, { state }) => sum + state[i], 0))
  const energies = new Float64Array(count)
  const u = new Float64Array(count)
  const logCosh = new Float64Array(2 * count + 1)
  const best = () => energies.reduce((least, energy, k) => (energy < energies[least] ? k : least), 0)
  return {
    sweep(s) {
      for (let sum = -count; sum <= count; sum++) logCosh[count + sum] = lnCosh(gamma[s] * sum)
      for (let i = 0; i < n; i++) {
        fillUniform(random, u)
        for (let a = 0; a < count; a++) {
          const walker = walkers[a]
          const flipped = sums[i] - 2 * walker.state[i]
          const x = beta[s] * walker.delta(i) + logCosh[count + sums[i]] - logCosh[count + flipped]
          if (x > never || u[a] * (1 + Math.exp(x)) >= 1) continue
          walker.flip(i)
          sums[i] = flipped
        }
      }
      walkers.forEach(({ energy }, a) => (energies[a] = energy))
    },
    get energy() {
      return energies[best()]
    },
    state: () => walkers[best()].state.slice(),
    energies,
  }
}

/** ln cosh x, also where cosh overflows. */
const lnCosh = (x: number) => Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2
