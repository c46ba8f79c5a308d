import type { Problem, Spins } from '../ising/index.js'
import type { Read } from './solutions.js'
import type { Prepared } from './solver.js'
import type { Stream } from './stream.js'
import { isLocalMinimum } from './trace.js'

/** One read on its way, with the best that it has found. */
export interface Reading {
  /** Sweeps done. */
  readonly sweeps: number
  /** Lowest energy so far. */
  readonly energy: number
  /** One more sweep. */
  advance(): void
  result(finished: boolean): Read
}

/** Begins a read. */
export function reading(problem: Problem, prepared: Prepared, random: Stream, traced: boolean): Reading {
  const run = prepared.start(random)
  const slices = run.energies?.length ?? 1
  const energies = traced ? new Float64Array(prepared.sweeps * slices) : undefined
  const escapes: number[] = []
  let sweeps = 0
  let state: Spins | undefined
  let energy = Infinity
  let claimed = Infinity
  let found = 0

  const consider = (candidate: Spins) => {
    const exact = problem.energy(candidate)
    if (state && exact >= energy) return
    if (traced && state && isLocalMinimum(problem, state)) escapes.push(sweeps)
    state = candidate
    energy = exact
    found = sweeps
  }
  return {
    get sweeps() {
      return sweeps
    },
    get energy() {
      return energy
    },
    advance() {
      run.sweep(sweeps)
      energies?.set(run.energies ?? [run.energy], sweeps * slices)
      sweeps++
      // The energy of a run has some six digits: whether it is the lowest is decided in double precision, once.
      if (!state || run.energy < Math.min(energy, claimed)) {
        claimed = run.energy
        consider(run.state())
      }
    },
    result: finished => ({
      energy,
      state: state!,
      sweep: found,
      sweeps,
      finished,
      ...(energies && { trace: { slices, energies: energies.slice(0, sweeps * slices), escapes } }),
    }),
  }
}
