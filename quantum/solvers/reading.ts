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
  /** One more sweep, or as many as are best done at once where energies are not kept. */
  advance(): Promise<void> | undefined
  result(finished: boolean): Read
  /** Lets the next read have the memory of this one. */
  end(): void
}

/** Begins a read. */
export async function reading(problem: Problem, prepared: Prepared, random: Stream, traced: boolean): Promise<Reading> {
  const run = await prepared.start(random)
  const batch = traced ? 1 : (prepared.batch ?? 1)
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
  const look = (done: number) => {
    energies?.set(run.energies ?? [run.energy], sweeps * slices)
    sweeps += done
    // The energy of a run has some six digits: whether it is the lowest is decided in double precision, once.
    if (!state || run.energy < Math.min(energy, claimed)) {
      claimed = run.energy
      consider(run.state())
    }
  }
  return {
    get sweeps() {
      return sweeps
    },
    get energy() {
      return energy
    },
    advance() {
      const count = Math.min(batch, prepared.sweeps - sweeps)
      const done = run.sweep(sweeps, count)
      if (done) return done.then(() => look(count))
      look(count)
      return undefined
    },
    end: () => run.end?.(),
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
