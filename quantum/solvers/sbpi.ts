import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Perceptron } from '../ising/index.js'
import { checkSweeps } from './schedule.js'
import type { Run, Solver } from './solver.js'
import { fillUniform, type Stream } from './stream.js'

export interface SbpiOptions {
  /** Epochs of one read, each of them all patterns; default 1000. A read without errors learns no more. */
  readonly sweeps?: number
  /** Largest hidden state, an odd number; default 21. */
  readonly clip?: number
  /** Chance that a pattern that is barely right makes its weights firmer; default .3. */
  readonly probability?: number
  /** How far from wrong is no longer barely right, in units of √n; default .2. */
  readonly threshold?: number
}

/**
 * SBPI, stochastic belief-propagation-inspired learning (Baldassi, Braunstein, Brunel & Zecchina 2007, PNAS 104:11079;
 * Baldassi 2009): every weight is the sign of an odd hidden state. A pattern on the wrong side moves all hidden states
 * by 2 towards it; one that is barely right moves, now and then, those that already agree with it. For perceptrons only.
 *
 * @throws RangeError for a problem that is no perceptron, an even clip, a number out of its range, an unknown option
 * @example
 * await solve(randomPerceptron({ n: 401, load: 0.6 }), sbpi({ sweeps: 20_000 }), { target: 0 })
 */
export function sbpi(options: SbpiOptions = {}): Solver {
  const where = 'sbpi'
  refuseUnknown(where, options, ['sweeps', 'clip', 'probability', 'threshold'])
  const { sweeps = 1000, clip = 21, probability = 0.3, threshold = 0.2 } = options
  checkSweeps(where, sweeps)
  check(
    Number.isInteger(clip) && clip > 0 && clip % 2 === 1,
    `${where}: clip must be odd, as hidden states are, got ${clip}`,
  )
  check(probability >= 0 && probability <= 1, `${where}: probability must lie in 0..1, got ${probability}`)
  check(threshold >= 0 && Number.isFinite(threshold), `${where}: threshold must be 0 or more, got ${threshold}`)
  return {
    name: 'SBPI',
    prepare(problem) {
      check(
        problem.kind === 'perceptron',
        `${where}: learns patterns, which a problem of the kind "${problem.kind}" does not have; take simulatedAnnealing`,
      )
      const perceptron = problem as Perceptron
      const firm = threshold * Math.sqrt(problem.n)
      return {
        sweeps,
        updates: problem.n * perceptron.count,
        start: random => run(perceptron, clip, probability, firm, random),
      }
    },
  }
}

function run(problem: Perceptron, clip: number, probability: number, firm: number, random: Stream): Run {
  const { n, count, patterns } = problem
  const u = new Float64Array(count)
  const start = new Float64Array(n)
  fillUniform(random, start)
  const hidden = Int32Array.from(start, x => (x < 0.5 ? 1 : -1))
  const weights = Int8Array.from(hidden)
  let errors = problem.energy(weights)
  const move = (i: number, by: number) => {
    hidden[i] = Math.max(-clip, Math.min(clip, hidden[i] + by))
    weights[i] = hidden[i] > 0 ? 1 : -1
  }
  return {
    sweep() {
      if (errors === 0) return
      fillUniform(random, u)
      for (let m = 0; m < count; m++) {
        const base = m * n
        let sum = 0
        for (let i = 0; i < n; i++) sum += patterns[base + i] * weights[i]
        if (sum < 0) for (let i = 0; i < n; i++) move(i, 2 * patterns[base + i])
        else if (sum < firm && u[m] < probability)
          for (let i = 0; i < n; i++) if (patterns[base + i] === weights[i]) move(i, 2 * weights[i])
      }
      errors = problem.energy(weights)
    },
    get energy() {
      return errors
    },
    state: () => weights.slice(),
  }
}
