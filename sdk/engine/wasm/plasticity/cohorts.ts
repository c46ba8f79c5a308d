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
  if (!order) return saved
  const cohorts = new Uint32Array(order.length)
  let [next, came] = [1, false]
  for (let s = 0; saved && s < saved.length; s++) if (saved[s] >= next) next = saved[s] + 1
  for (let s = 0; s < order.length; s++) {
    const from = order[s]
    came ||= from < 0
    cohorts[s] = from < 0 ? next : (saved?.[from] ?? 0)
  }
  return saved || came ? cohorts : undefined
}

export const cohortEntries = (projection: number, cohorts: Cohorts): Snapshot['arrays'] =>
  cohorts ? { [named(projection)]: cohorts } : {}
