import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Time } from '../../units/index.js'
import { everyOf, positiveTime, within, type Every } from './options.js'
import type { NeuronRule } from './rule.js'

export interface DeathOptions extends Every {
  /** Each neuron dies with this probability. */
  fraction?: number
  /** Only neurons die whose rate over the window was smaller than this, in Hz. Only where the rule is planned. */
  rateBelow?: number
  /** What the rate is measured over; default 1 s. */
  window?: Time
}

/**
 * Neurons die: by chance, or those that are silent. Their synapses go with them.
 *
 * @throws RangeError for an unknown option, a number out of range, or no condition at all
 * @example
 * net.plan(death({ rateBelow: 0.1, window: '10 s', every: '10 s' }), cortex)
 * await net.apply(death({ fraction: 0.2 }), cortex)
 */
export function death(options: DeathOptions): NeuronRule {
  refuseUnknown('death', options, ['fraction', 'rateBelow', 'window', 'every'])
  const { fraction, rateBelow } = options
  within(fraction, 'death: fraction', 0, 1)
  within(rateBelow, 'death: rateBelow', 0, Infinity)
  check(
    fraction !== undefined || rateBelow !== undefined,
    'death: give fraction, rateBelow or both; net.remove(cells, [3, 4]) removes neurons by their indices',
  )
  check(
    rateBelow !== undefined || options.window === undefined,
    'death: window is what rateBelow is measured over; give rateBelow, too',
  )
  const window = positiveTime(options.window ?? 1000, 'death: window')
  return {
    name: 'death',
    on: 'neurons',
    ...everyOf('death', options),
    ...(rateBelow !== undefined && { window }),
    recipe: { make: 'death', args: [options] },
    decide(view) {
      const counts = rateBelow === undefined ? undefined : view.counts()
      const deaths: number[] = []
      for (let i = 0; i < view.size; i++) {
        if (!view.lives(i)) continue
        if (counts && counts[i] / (window / 1000) >= rateBelow!) continue
        if (fraction === undefined || view.random.uniform() < fraction) deaths.push(i)
      }
      return { deaths }
    },
  }
}
