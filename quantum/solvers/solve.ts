import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { progress } from '../../sdk/progress.js'
import { stopSignal } from '../../sdk/stopSignal.js'
import { time, type Time } from '../../sdk/units/index.js'
import type { Problem } from '../ising/index.js'
import { reading } from './reading.js'
import { Solutions, type Read } from './solutions.js'
import type { Solver } from './solver.js'
import { stream } from './stream.js'

export interface SolveOptions {
  /** Independent reads, each with random numbers of its own; default 10. */
  readonly reads?: number
  /** Seed of all reads; default 0. */
  readonly seed?: number
  /** A read ends as soon as it has reached this energy. */
  readonly target?: number
  /** Real time after which no further sweep is begun; numbers are ms. */
  readonly timeLimit?: Time
  /** Stops it when aborted; what was found stays. */
  readonly signal?: AbortSignal
  /** Told now and then how many reads are done, in fractions, and the lowest energy so far. */
  readonly onProgress?: (reads: number, energy: number) => void
  /** Whether reads keep their energies, sweep by sweep; default false. */
  readonly trace?: boolean
}

/** Longest time without a look at the clock of others, in ms of real time. */
const breath = 50

/**
 * Looks for low energies of a problem, with a solver, in several independent reads.
 *
 * The same seed gives the same reads, whatever their number. A bar shows how far it has come where there is someone to
 * see it.
 *
 * @param solver what `simulatedAnnealing()` and its kind return
 * @throws RangeError if the solver cannot take the problem, or for an option that is unknown or out of its range
 * @example
 * const found = await solve(problem, simulatedAnnealing({ sweeps: 1000 }), { reads: 100, seed: 1, timeLimit: '10 s' })
 * found.best.energy
 */
export async function solve(problem: Problem, solver: Solver, options: SolveOptions = {}): Promise<Solutions> {
  refuseUnknown('solve', options, ['reads', 'seed', 'target', 'timeLimit', 'signal', 'onProgress', 'trace'])
  const { seed = 0, target = -Infinity, timeLimit, onProgress, trace = false } = options
  const signal = stopSignal(options.signal)
  check(!Number.isNaN(target), 'solve: target must be a number, got NaN')
  const limit = timeLimit === undefined ? Infinity : time(timeLimit, 'solve: timeLimit')
  check(limit > 0, `solve: timeLimit must be above 0, got ${limit} ms`)
  const prepared = solver.prepare(problem)
  const reads = options.reads ?? (prepared.deterministic ? 1 : 10)
  check(Number.isInteger(reads) && reads > 0, `solve: reads must be a whole number of 1 or more, got ${reads}`)
  check(
    !prepared.deterministic || reads === 1,
    `solve: every read of "${solver.name}" is the same; leave out reads, got ${reads}`,
  )

  const begun = performance.now()
  const stopped = () =>
    signal?.aborted ? 'signal' : performance.now() - begun >= limit ? ('time limit' as const) : undefined
  const shown = progress()
  let rested = begun
  let least = Infinity
  const breathe = (done: number, energy: number): Promise<void> | undefined => {
    least = Math.min(least, energy)
    if (performance.now() - rested < breath) return undefined
    shown.update(done / reads, () => `${Math.floor(done)} of ${reads} reads, energy ${Number(least.toPrecision(8))}`)
    onProgress?.(done, least)
    return new Promise<void>(resolve => setTimeout(resolve)).then(() => {
      rested = performance.now()
    })
  }

  const found: Read[] = []
  try {
    // One sweep at least: there is always a best configuration.
    for (let r = 0; r < reads && (r === 0 || !stopped()); r++) {
      const now = await reading(problem, prepared, stream(seed, solver.name, r), trace)
      const finished = () => now.sweeps === prepared.sweeps || now.energy <= target
      do {
        const sweeping = now.advance()
        if (sweeping) await sweeping
        const pause = breathe(r + now.sweeps / prepared.sweeps, now.energy)
        if (pause) await pause
      } while (!finished() && !stopped())
      found.push(now.result(finished()))
      now.end()
      onProgress?.(r + (finished() ? 1 : now.sweeps / prepared.sweeps), least)
    }
  } finally {
    shown.done()
    await prepared.close?.()
  }
  const complete = found.length === reads && found.every(({ finished }) => finished)
  const reason = complete ? undefined : stopped()
  return new Solutions(problem, found, {
    solver: solver.name,
    sweeps: prepared.sweeps,
    updates: prepared.updates,
    seconds: (performance.now() - begun) / 1000,
    notes: prepared.notes ?? [],
    ...(reason && { stopped: reason }),
  })
}
