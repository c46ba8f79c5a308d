import { check } from '../../sdk/check.js'
import type { Problem } from '../ising/index.js'
import type { Run, Solver } from './solver.js'

/** More would take minutes: the time doubles with every spin. */
const most = 24
/** Configurations in one sweep. */
const batch = 2 ** 16

/**
 * Exact enumeration: all configurations of up to 24 spins in the order of a Gray code (Gray 1953), one flip from each to
 * the next. One read finds the ground state; of several, the first.
 *
 * @throws RangeError for more than 24 spins, with the number of configurations
 * @example
 * const ground = await solve(problem, exact())
 */
export function exact(): Solver {
  return {
    name: 'exact enumeration',
    prepare(problem) {
      const { n } = problem
      check(
        n <= most,
        `exact: ${n} spins have ${(2 ** n).toExponential(1)} configurations; it takes up to ${most} spins, 1.7e7; take simulatedAnnealing`,
      )
      const all = 2 ** n
      return {
        sweeps: Math.ceil(all / batch),
        updates: Math.min(batch, all),
        deterministic: true,
        start: () => run(problem, all),
      }
    },
  }
}

function run(problem: Problem, all: number): Run {
  const walker = problem.walker(new Int8Array(problem.n).fill(1))
  let best = walker.state.slice()
  let energy = walker.energy
  return {
    sweep(s) {
      for (let k = Math.max(1, s * batch), end = Math.min(all, (s + 1) * batch); k < end; k++) {
        walker.flip(31 - Math.clz32(k & -k)) // the bit in which Gray codes k - 1 and k differ
        if (walker.energy < energy) {
          energy = walker.energy
          best = walker.state.slice()
        }
      }
    },
    get energy() {
      return energy
    },
    state: () => best.slice(),
  }
}
