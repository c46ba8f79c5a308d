import { table } from '../../sdk/table.js'
import type { Problem, Spins } from '../ising/index.js'
import type { Trace } from './trace.js'
import { readsToTarget, successProbability, type Estimate } from './timeToTarget.js'

/** What one read found. */
export interface Read {
  /** Its lowest energy, in double precision. */
  readonly energy: number
  /** The configuration that has it. */
  readonly state: Spins
  /** Sweeps after which it was found, counted from 1. */
  readonly sweep: number
  /** Sweeps that were run. */
  readonly sweeps: number
  /** False if it was cut off by the time limit or the signal. */
  readonly finished: boolean
  /** Energies sweep by sweep, if they were asked for. */
  readonly trace?: Trace
}

/** What is known of a run of {@link solve} besides its reads. */
export interface Circumstances {
  readonly solver: string
  /** Sweeps of one whole read. */
  readonly sweeps: number
  /** Spin updates of one sweep, those of all replicas counted. */
  readonly updates: number
  readonly seconds: number
  /** Why not all reads were run to their end, if they were not. */
  readonly stopped?: 'time limit' | 'signal'
  readonly notes: readonly string[]
}

/** Energies that differ by less are the same, as sums in another order are. */
const same = 1e-9

/** What {@link solve} found: reads, the best of them, a table. It displays itself as its table. */
export class Solutions {
  /** Reads in the order of their energy. */
  readonly sorted: readonly Read[]

  constructor(
    readonly problem: Problem,
    readonly reads: readonly Read[],
    readonly circumstances: Circumstances,
  ) {
    this.sorted = reads.toSorted((a, b) => a.energy - b.energy)
  }

  /** The read with the lowest energy. */
  get best(): Read {
    return this.sorted[0]
  }

  /** The lowest energy. */
  get energy(): number {
    return this.best.energy
  }

  /** Settings that were changed, such as a field that was clamped. */
  get notes(): readonly string[] {
    return this.circumstances.notes
  }

  /** The share of finished reads that reached an energy, with its 95 % interval; default the best energy found. */
  success(target = this.energy): Estimate {
    return successProbability(...this.hits(target))
  }

  /**
   * Sweeps until an energy is reached with a confidence of .99, by as many reads as it takes, with the 95 % interval;
   * {@link readsToTarget} says how. Default target: the best energy found.
   *
   * @throws RangeError for a confidence that is not between 0 and 1, or if no read was finished
   */
  timeToTarget(target = this.energy, { confidence = 0.99 }: { confidence?: number } = {}): Estimate {
    const { value, low, high } = readsToTarget(...this.hits(target), confidence)
    const { sweeps } = this.circumstances
    return { value: sweeps * value, low: sweeps * low, high: sweeps * high }
  }

  /**
   * An Arquero table, a row for each configuration found, the lowest energy first: `energy`; `occurrences`, the reads
   * that ended in it; `sweep`, the fewest sweeps after which it was found; `toTarget` with `low` and `high`, the sweeps
   * until an energy as low is reached with a confidence of .99; `state`, a sign a spin.
   */
  table(): ReturnType<typeof table> {
    const rows = new Map<string, { energy: number; occurrences: number; sweep: number }>()
    for (const { energy, state, sweep } of this.sorted) {
      const key = signs(state)
      const row = rows.get(key)
      if (!row) rows.set(key, { energy, occurrences: 1, sweep })
      else {
        row.occurrences++
        row.sweep = Math.min(row.sweep, sweep)
      }
    }
    const found = [...rows.values()]
    const known = this.reads.some(({ finished }) => finished)
    const unknown = { value: NaN, low: NaN, high: NaN }
    const times = found.map(({ energy }) => (known ? this.timeToTarget(energy) : unknown))
    return table({
      energy: Float64Array.from(found, ({ energy }) => energy),
      occurrences: Uint32Array.from(found, ({ occurrences }) => occurrences),
      sweep: Uint32Array.from(found, ({ sweep }) => sweep),
      toTarget: Float64Array.from(times, ({ value }) => value),
      low: Float64Array.from(times, ({ low }) => low),
      high: Float64Array.from(times, ({ high }) => high),
      state: [...rows.keys()],
    })
  }

  [Symbol.for('Jupyter.display')](): unknown {
    const shown = this.table() as unknown as { [key: symbol]: () => unknown }
    return shown[Symbol.for('Jupyter.display')]()
  }

  /** All of it in one line. */
  toString(): string {
    const { solver, sweeps, seconds, stopped } = this.circumstances
    const reads = this.reads.length
    const hits = this.reads.filter(({ energy }) => energy <= this.energy + this.tolerance(this.energy)).length
    return (
      `${solver}, ${reads} ${reads === 1 ? 'read' : 'reads'} of ${sweeps} sweeps: energy ${this.energy} in ${hits}` +
      `${stopped ? `, stopped by the ${stopped}` : ''}, ${seconds.toPrecision(2)} s` +
      this.notes.map(note => `; ${note}`).join('')
    )
  }

  private hits(target: number): [hits: number, reads: number] {
    const finished = this.reads.filter(read => read.finished)
    const bound = target + this.tolerance(target)
    return [finished.filter(({ energy }) => energy <= bound).length, finished.length]
  }

  private tolerance(energy: number): number {
    return same * Math.max(1, Math.abs(energy))
  }
}

const signs = (state: Spins) => Array.from(state, s => (s > 0 ? '+' : '-')).join('')
