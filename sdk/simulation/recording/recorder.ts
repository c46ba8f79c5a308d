import type { Simulation, SpikeColumns } from '../../engine/index.js'

/** What records, as a run sees it. Steps are those of the simulation. */
export interface Recorder {
  /** Names it in errors: `v of cortex`. */
  readonly label: string
  /** How it could take less memory, for errors. */
  readonly smaller: string
  /** Memory it holds now, room for what is to come included. */
  readonly bytes: number
  /** Memory it will take besides, until the start of step `end`; 0 where only the run can tell. */
  forecast(end: number): number
  /** Makes that room. */
  prepare(end: number): void
  /** Gives back the room that a run did not need. */
  settle(): void
  /** The next step whose state it wants to see; Infinity for one that hears of events. */
  readonly next: number
  /** Takes the state at the start of step `next`. */
  sample?(simulation: Simulation): Promise<void>
  /** Takes what happened before step `end` and after the last time. */
  take?(columns: SpikeColumns, end: number): void
  /** Forgets everything and records from a step on. */
  restart(step: number): void
}
