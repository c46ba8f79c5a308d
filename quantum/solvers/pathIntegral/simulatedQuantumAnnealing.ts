import { check } from '../../../sdk/check.js'
import { refuseUnknown } from '../../../sdk/options.js'
import type { Problem } from '../../ising/index.js'
import { fieldScale } from '../fieldScale.js'
import { checkSweeps, courseOf, type Course, type Shape } from '../schedule.js'
import type { Prepared, Run, Solver } from '../solver.js'
import { sliceCoupling } from './sliceCoupling.js'
import { startWorldlines } from './startWorldlines.js'
import type { Move } from './worldlines.js'

export interface SimulatedQuantumAnnealingOptions {
  /** Sweeps of one read; default 1000. */
  readonly sweeps?: number
  /** Slices of imaginary time P, an even number; default 16. */
  readonly slices?: number
  /** Inverse temperature; default such that β / P times the typical local field is 2.5. */
  readonly beta?: number
  /** Transverse field Γ; default from 1.5 typical local fields to next to nothing. */
  readonly field?: Course
  /** What the problem is multiplied by, beside the transverse field; default 1 throughout. */
  readonly scale?: Course
  /** How `field` and `scale` go from one value to another; default linear. */
  readonly schedule?: Shape
  /** The moves of one sweep, in order; default local, then cluster. */
  readonly moves?: readonly Move[]
}

/** At zero field the ring would be infinitely stiff: this share of the largest field is the least. */
const leastField = 1e-4

/**
 * Simulated quantum annealing: path-integral Monte Carlo of `H = scale H_c - Γ Σσˣ` in P slices, while Γ falls
 * (Santoro et al. 2002; Martoňák et al. 2002). A classical method: it samples the equilibrium of a quantum system,
 * and does not follow its motion. The energy of a read is that of its best slice.
 *
 * Moves: `local` draws single spins of single slices from the heat bath; `cluster` flips pieces of one spin's worldline;
 * `global` flips one spin in all slices.
 *
 * @throws RangeError for an odd number of slices, a schedule that is negative or not finite, an unknown move or option
 * @example
 * await solve(barrier({ n: 32, height: 12 }), simulatedQuantumAnnealing({ slices: 32, moves: ['cluster'] }), { reads: 50 })
 */
export function simulatedQuantumAnnealing(options: SimulatedQuantumAnnealingOptions = {}): Solver {
  const where = 'simulatedQuantumAnnealing'
  refuseUnknown(where, options, ['sweeps', 'slices', 'beta', 'field', 'scale', 'schedule', 'moves'])
  const { sweeps = 1000, slices = 16, scale = 1, schedule = 'linear', moves = ['local', 'cluster'] } = options
  checkSweeps(where, sweeps)
  checkSlices(where, slices)
  checkMoves(where, moves)
  return {
    name: 'simulated quantum annealing',
    prepare(problem): Prepared {
      const typical = fieldScale(problem)
      const { beta = (2.5 * slices) / typical, field = [1.5 * typical, 1.5 * leastField * typical] } = options
      check(Number.isFinite(beta) && beta > 0, `${where}: beta must be finite and above 0, got ${beta}`)
      const fields = courseOf(`${where}: field`, field, sweeps, schedule)
      const scales = courseOf(`${where}: scale`, scale, sweeps, schedule)
      const most = fields.reduce((a, b) => Math.max(a, b), 0)
      check(most > 0, `${where}: field must be above 0 somewhere; without one, take simulatedAnnealing`)
      const least = leastField * most
      const low = fields.reduce((count, g) => count + (g < least ? 1 : 0), 0)
      const couplings = fields.map(g => sliceCoupling(beta, Math.max(g, least), slices))
      return {
        sweeps,
        updates: problem.n * slices * moves.length,
        notes: low ? [`the transverse field was clamped to ${least.toPrecision(3)} in ${low} of ${sweeps} sweeps`] : [],
        start: random => run(problem, slices, moves, i => [(beta / slices) * scales[i], couplings[i]], random),
      }
    },
  }
}

function run(
  problem: Problem,
  count: number,
  moves: readonly Move[],
  at: (s: number) => [b: number, coupling: number],
  random: Uint32Array,
): Run {
  const lines = startWorldlines(problem, count, random)
  const { energies } = lines
  const best = () => energies.reduce((least, energy, k) => (energy < energies[least] ? k : least), 0)
  return {
    sweep(s) {
      if (s % 64 === 63) lines.refresh()
      const [b, coupling] = at(s)
      for (const move of moves) lines.sweep(move, b, coupling)
    },
    get energy() {
      return energies[best()]
    },
    state: () => lines.slice(best()),
    energies,
  }
}

export function checkSlices(where: string, slices: number): void {
  check(
    Number.isInteger(slices) && slices >= 2 && slices % 2 === 0,
    `${where}: slices must be an even whole number of 2 or more, got ${slices}`,
  )
}

export function checkMoves(where: string, moves: readonly Move[]): void {
  const known = ['local', 'cluster', 'global']
  check(moves.length > 0, `${where}: moves must name one or more of ${known.join(', ')}`)
  for (const move of moves)
    check(known.includes(move), `${where}: unknown move ${JSON.stringify(move)}; there are ${known.join(', ')}`)
}
