import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { frequency, time, type Frequency, type Time } from '../../units/index.js'
import { perNeuron } from '../perNeuron.js'
import { sourceModel, type Source } from './source.js'

export interface RegularSourceOptions {
  /** Spikes a second, more than 0; this or `period`. One for all, or a number (Hz) for each neuron. */
  rate?: Frequency | ArrayLike<number>
  /** From one spike to the next, more than 0; this or `rate`. One for all, or a number (ms) for each neuron. */
  period?: Time | ArrayLike<number>
  /** Time of the first spike, at least 0; default 0. One for all, or a number (ms) for each neuron. */
  start?: Time | ArrayLike<number>
}

/**
 * Neurons that fire at regular times, `start`, `start + period`, `start + 2 period`, ..., each at the first step at or
 * after its time. Between runs `group.write('period', ...)` and `group.write('start', ...)` change them.
 *
 * @throws RangeError for an unknown option, both or neither of rate and period, or a number out of range
 * @example
 * const clock = net.population('clock', 1, regularSource({ period: '25 ms', start: '10 ms' }))
 * const tones = net.population('tones', 3, regularSource({ rate: [20, 40, 80] }))
 */
export function regularSource(options: RegularSourceOptions): Source {
  refuseUnknown('regularSource', options, ['rate', 'period', 'start'])
  const { rate, start = 0 } = options
  check(
    (rate === undefined) !== (options.period === undefined),
    'regularSource: expected either rate or period, such as { period: 25 }',
  )
  const positive = (unit: string) => ({ words: 'be positive', unit, holds: (x: number) => x > 0 })
  const period =
    rate === undefined
      ? perNeuron(options.period!, time, 'regularSource: period', positive('ms'))
      : inverse(perNeuron(rate, frequency, 'regularSource: rate', positive('Hz')))
  const first = perNeuron(start, time, 'regularSource: start', {
    words: 'not be negative',
    unit: 'ms',
    holds: x => x >= 0,
  })
  return {
    kind: 'regular',
    bind: () => ({
      model: sourceModel('regular source', { period, start: first }, { period: 'ms', start: 'ms' }),
      describe: parameters => ({ kind: 'regular', period: parameters.period, start: parameters.start }),
    }),
  }
}

const inverse = (rate: number | Float64Array) => (typeof rate === 'number' ? 1000 / rate : rate.map(x => 1000 / x))
