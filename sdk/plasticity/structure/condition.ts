import { check } from '../../check.js'
import { time, type Time } from '../../units/index.js'
import { correlations } from './correlations.js'
import { leastOf } from './leastOf.js'
import { positiveTime, within } from './options.js'
import type { Memory, SynapseView } from './rule.js'

/** Which synapses a rule takes: those that fulfil all that is given. */
export interface SynapseCondition {
  /** The weight is smaller than this, whatever its sign. */
  below?: number
  /** It has been `below` at every decision for so long; only where the rule is planned. */
  for?: Time
  /** The synapse exists for longer than this. */
  olderThan?: Time
  /**
   * The spikes of its ends, counted in bins (default 10 ms) over a window (default 1 s), have a correlation smaller than
   * this; 0 where an end is silent. Only where the rule is planned.
   */
  correlation?: { below: number; bin?: Time; window?: Time }
  /** At most this share of all synapses of the projection, 0 to 1, those of the smallest weights first. */
  fraction?: number
}

export const conditionOptions = ['below', 'for', 'olderThan', 'correlation', 'fraction'] as const

/** A condition, checked: how far back it looks at spikes, and what finds the synapses that fulfil it. */
export function condition(where: string, given: SynapseCondition) {
  const { below, olderThan, correlation, fraction } = given
  within(below, `${where}: below`, 0, Infinity)
  within(fraction, `${where}: fraction`, 0, 1)
  const lasting = given.for === undefined ? 0 : positiveTime(given.for, `${where}: for`)
  check(
    lasting === 0 || below !== undefined,
    `${where}: for says how long a weight has been below a bound; give below, too`,
  )
  const age = olderThan === undefined ? undefined : time(olderThan, `${where}: olderThan`)
  const bin = correlation && positiveTime(correlation.bin ?? 10, `${where}: correlation: bin`)
  const window = correlation && positiveTime(correlation.window ?? 1000, `${where}: correlation: window`)
  if (correlation) within(correlation.below, `${where}: correlation: below`, -1, 1)
  const asked = conditionOptions.some(name => given[name] !== undefined)

  return {
    asked,
    ...(window && { window }),
    /** Whether it needs to have looked before. */
    lasting: lasting > 0,
    find: async (view: SynapseView, memory: Memory): Promise<number[]> => {
      const { from, time: now } = view
      const weights = below !== undefined || fraction !== undefined ? await view.weights() : undefined
      const since = lasting && weights ? smallSince(view, weights, below!, memory) : undefined
      const related = correlation && correlations(view, now - window!, now, bin!)
      const born = age === undefined ? undefined : view.born
      const holds = (s: number) =>
        (below === undefined || Math.abs(weights![s]) < below) &&
        (!since || now - since[s] >= lasting - 1e-9) &&
        (!born || now - born[s] > age!) &&
        (!related || related(s) < correlation.below)
      const chosen: number[] = []
      const every = below === undefined && !born && !related
      if (every && fraction !== undefined) return leastOf(weights!, Math.floor(fraction * from.length))
      for (let s = 0; s < from.length; s++) if (every || holds(s)) chosen.push(s)
      return fraction === undefined ? chosen : leastOf(weights!, Math.floor(fraction * from.length), chosen)
    },
  }
}

/** Since when each synapse has been small without a break, as far as was seen; what is small is remembered by its id. */
function smallSince({ ids, time }: SynapseView, weights: Float64Array, below: number, memory: Memory): Float64Array {
  const known = new Map<number, number>()
  memory.ids?.forEach((id, k) => known.set(id, memory.since[k]))
  const since = new Float64Array(weights.length).fill(Infinity)
  const kept: number[] = []
  for (let s = 0; s < weights.length; s++) {
    if (!(Math.abs(weights[s]) < below)) continue
    since[s] = known.get(ids[s]) ?? time
    kept.push(s)
  }
  memory.ids = Float64Array.from(kept, s => ids[s])
  memory.since = Float64Array.from(kept, s => since[s])
  return since
}
