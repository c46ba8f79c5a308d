import { check } from '../../../sdk/check.js'
import { refuseUnknown } from '../../../sdk/options.js'
import { checkEngine, engineFor, type EngineOptions } from '../engine.js'
import { fieldScale } from '../fieldScale.js'
import { checkSweeps, courseOf, type Course, type Shape } from '../schedule.js'
import type { Prepared, Run, Solver } from '../solver.js'
import { sliceCoupling } from './sliceCoupling.js'
import type { Move, Strengths, WorldlinesOf } from './worldlines.js'
import { worldlinesOf } from './worldlinesOf.js'

export interface SimulatedQuantumAnnealingOptions extends EngineOptions {
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
 * @throws RangeError for an odd number of slices, a schedule that is negative or not finite, an unknown move, engine or
 *   option, and for engine `wasm` or `gpu` where a problem is not of the kind `ising`
 * @example
 * await solve(barrier({ n: 32, height: 12 }), simulatedQuantumAnnealing({ slices: 32, moves: ['cluster'] }), { reads: 50 })
 */
export function simulatedQuantumAnnealing(options: SimulatedQuantumAnnealingOptions = {}): Solver {
  const where = 'simulatedQuantumAnnealing'
  const known = ['sweeps', 'slices', 'beta', 'field', 'scale', 'schedule', 'moves', 'engine', 'backend']
  refuseUnknown(where, options, known)
  const { sweeps = 1000, slices = 16, scale = 1, schedule = 'linear', moves = ['local', 'cluster'] } = options
  checkSweeps(where, sweeps)
  checkSlices(where, slices)
  checkMoves(where, moves)
  checkEngine(where, options)
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
      const strengths = Array.from(fields, (g, s) => ({
        b: (beta / slices) * scales[s],
        coupling: sliceCoupling(beta, Math.max(g, least), slices),
      }))
      const engine = engineFor(where, problem, options.engine)
      const worldlines = worldlinesOf(problem, slices, moves, engine, options.backend)
      return {
        sweeps,
        updates: problem.n * slices * moves.length,
        get notes() {
          const clamped = `the transverse field was clamped to ${least.toPrecision(3)} in ${low} of ${sweeps} sweeps`
          return [...(low ? [clamped] : []), ...(worldlines.notes ?? [])]
        },
        batch: worldlines.batch,
        start: random => run(worldlines, strengths, random),
        close: () => worldlines.close?.(),
      }
    },
  }
}

/** Local fields drift in single precision: they are made anew every so many sweeps. */
const refresh = 64

async function run(worldlines: WorldlinesOf, strengths: readonly Strengths[], random: Uint32Array): Promise<Run> {
  const lines = await worldlines.start(random)
  const { energies } = lines
  const best = () => energies.reduce((least, energy, k) => (energy < energies[least] ? k : least), 0)
  return {
    sweep(s, count = 1) {
      if (Math.floor((s + count) / refresh) > Math.floor(s / refresh)) lines.refresh()
      return lines.sweep(strengths.slice(s, s + count))
    },
    get energy() {
      return energies[best()]
    },
    state: () => lines.slice(best()),
    energies,
    end: () => lines.end?.(),
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
  check(
    typeof (moves as unknown) === 'object' && moves.length > 0,
    `${where}: moves must be an array of one or more of ${known.join(', ')}`,
  )
  for (const move of moves)
    check(known.includes(move), `${where}: unknown move ${JSON.stringify(move)}; there are ${known.join(', ')}`)
}
