import { refuseUnknown } from '../../options.js'
import { frequency, type Frequency } from '../../units/index.js'
import type { PoissonDescription } from '../description.js'
import { perNeuron } from '../perNeuron.js'
import { boundEvent, type EventOptions, type Stimulus } from './stimulus.js'
import { check } from '../../check.js'

export interface PoissonOptions extends EventOptions {
  /**
   * At least 0: one for all (Hz or `'2 Hz'`), a number (Hz) for each neuron, or a function of time in ms that gives
   * Hz for all, evaluated at the start of every step.
   */
  rate: Frequency | ArrayLike<number> | ((t: number) => number)
}

/**
 * Spikes at random times, independent for every neuron. (A population that fires at random, whose spikes all its
 * targets share, is `poissonSource`.)
 *
 * @param options rate, weight, receptor
 * @throws RangeError for an unknown option, a negative rate or a weight that does not fit the receptor
 * @example
 * net.stimulate(cortex, poisson({ rate: '2 Hz', weight: '20 mV' }))
 * net.stimulate(cortex, poisson({ rate: t => 50 * (1 + Math.sin(t / 100)), weight: 2 }))
 */
export function poisson(options: PoissonOptions): Stimulus {
  refuseUnknown('poisson', options, ['rate', 'weight', 'receptor'])
  const rate =
    typeof options.rate === 'function'
      ? options.rate
      : perNeuron(options.rate, frequency, 'poisson: rate', {
          words: 'not be negative',
          unit: 'Hz',
          holds: x => x >= 0,
        })
  return {
    kind: 'poisson',
    bind(target, context): PoissonDescription {
      const size = target.to - target.from
      check(
        !(rate instanceof Float64Array) || rate.length === size,
        `poisson: rate: expected ${size} numbers, one a neuron, got ${rate instanceof Float64Array && rate.length}`,
      )
      return { kind: 'poisson', ...target, rate, ...boundEvent('poisson', options, context), stream: context.stream }
    },
  }
}
