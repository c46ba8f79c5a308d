import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { condition, conditionOptions, type SynapseCondition } from './condition.js'
import { everyOf, type Every } from './options.js'
import type { SynapseRule } from './rule.js'

export interface PruneOptions extends SynapseCondition, Every {}

/**
 * Removes the synapses that fulfil all conditions given: weak, old, uncorrelated, or the weakest share. A spike in flight
 * on a synapse that goes still arrives; one that is sent later does not.
 *
 * @throws RangeError for an unknown option, a number out of range, or no condition at all
 * @example
 * await net.apply(prune({ fraction: 0.1 }), projection)
 * net.plan(prune({ below: 0.05, for: '1 s', every: '100 ms' }), projection)
 */
export function prune(options: PruneOptions): SynapseRule {
  refuseUnknown('prune', options, [...conditionOptions, 'every'])
  const { asked, lasting, window, find } = condition('prune', options)
  check(asked, `prune: give a condition, one of ${conditionOptions.join(', ')}; prune({ fraction: 1 }) removes all`)
  check(!lasting || options.every !== undefined, 'prune: for needs a rule that looks again and again; give every, too')
  return {
    name: 'prune',
    on: 'synapses',
    ...everyOf('prune', options),
    ...(window && { window }),
    recipe: { make: 'prune', args: [options] },
    decide: async (view, memory) => ({ removed: await find(view, memory) }),
  }
}
