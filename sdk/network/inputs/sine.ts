import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { frequency, type AnyQuantity, type Frequency } from '../../units/index.js'
import { currentStimulus, type Stimulus } from './stimulus.js'

export interface SineOptions {
  /** In the unit of the model's `I`, or a string with a unit. */
  amplitude: AnyQuantity
  /** Hz, or `'8 Hz'`. */
  frequency: Frequency
  /** Radians at time 0; default 0. */
  phase?: number
  /** Added to the sine; default 0. */
  offset?: AnyQuantity
}

/**
 * A sinusoidal current into `I`: `amplitude sin(2 pi frequency t + phase) + offset`, evaluated at the start of every
 * step. Equivalent to NEST's `ac_generator`.
 *
 * @throws RangeError for an unknown option or a number that is not finite
 * @example
 * net.stimulate(cells, sine({ amplitude: 5, frequency: '8 Hz', offset: 3 }))
 */
export function sine(options: SineOptions): Stimulus {
  refuseUnknown('sine', options, ['amplitude', 'frequency', 'phase', 'offset'])
  const { amplitude, phase = 0, offset = 0 } = options
  const hz = frequency(options.frequency, 'sine: frequency')
  check(Number.isFinite(phase), `sine: phase must be a finite number of radians, got ${String(phase)}`)
  return currentStimulus(({ amount }) => ({
    form: 'sine',
    amplitude: amount(amplitude, 'sine: amplitude'),
    frequency: hz,
    phase,
    offset: amount(offset, 'sine: offset'),
  }))
}
