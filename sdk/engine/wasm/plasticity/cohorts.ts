import type { Snapshot } from '../../engine.js'
import type { Carry } from '../../structure/index.js'

/**
 * Numbers of the changes with which synapses came, one a synapse, ascending with time: those of different cohorts have not
 * seen the same spikes. Undefined if all of a projection were there from the start.
 */
export type Cohorts = Uint32Array | undefined

const named = (projection: number) => `projection ${projection} cohorts`

/** The cohorts of a projection as they were saved, with those who came since. */
export function cohortsOf(projection: number, from: Snapshot | undefined, carry: Carry | undefined): Cohorts {
  const saved = from?.arrays[named(projection)] as Cohorts
  const order = carry?.orders[projection]
  if (!order || (!saved && order.every(s => s >= 0))) return saved
  const next = 1 + (saved?.reduce((most, c) => Math.max(most, c), 0) ?? 0)
  return Uint32Array.from(order, s => (s >= 0 ? (saved?.[s] ?? 0) : next))
}

export const cohortEntries = (projection: number, cohorts: Cohorts): Snapshot['arrays'] =>
  cohorts ? { [named(projection)]: cohorts } : {}
