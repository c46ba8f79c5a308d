import type { Engine } from '../../../sdk/engine/index.js'
import { network, type Network } from '../../../sdk/simulation/index.js'
import type { Precision } from '../row.js'

/** What was found, by the names of the rows that judge it. */
export type Findings = Readonly<Record<string, number | readonly number[]>>

/** An engine to be measured. */
export interface Candidate {
  readonly name: string
  readonly engine: Engine
  readonly precision: Precision
}

/** How something is measured. */
export interface Experiment {
  /** Runs it on an engine; an experiment without a network does not look at it. */
  readonly measure: (candidate: Candidate) => Promise<Findings>
  /** No network: it runs once. */
  readonly once?: true
  /** Engines for which CI has no time: only at night. */
  readonly nightly?: (engine: string) => boolean
  /** Why an engine is not measured, where not even the night has time for it. */
  readonly unmeasured?: (engine: string) => string | undefined
}

/** A network on the engine that is measured. */
export const on = ({ engine }: Candidate, dt: number, seed = 1): Network => network({ engine, dt, seed })

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, x) => sum + x, 0) / values.length

export const variance = (values: ArrayLike<number>): number => {
  const middle = mean(values)
  return mean(Array.from(values, x => (x - middle) ** 2))
}
