import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type AnyQuantity, type Time } from '../../units/index.js'
import { currentStimulus, type Stimulus } from './stimulus.js'

export interface UniformNoiseOptions {
  /** The least and the greatest current, in the unit of the model's `I`, or strings with a unit. */
  low: AnyQuantity
  high: AnyQuantity
  /** How long a value holds, a multiple of dt; default dt: what it does to a membrane then depends on dt. */
  every?: Time
  /** Whether all neurons receive the same noise; default false: each its own. */
  shared?: boolean
}

/**
 * A current into `I` that is drawn anew for each neuron, step after step or once in `every`, uniform in `low .. high`, as
 * the thalamic input of Izhikevich 2007 (Cereb Cortex 17:2443). Its standard deviation is `(high - low)/sqrt(12)`.
 *
 * @throws RangeError for an unknown option, a low above high, or an `every` that is no multiple of dt
 * @example
 * net.stimulate(cells, uniformNoise({ low: -6.5, high: 6.5, every: '1 ms' }))
 */
export function uniformNoise(options: UniformNoiseOptions): Stimulus {
  refuseUnknown('uniformNoise', options, ['low', 'high', 'every', 'shared'])
  const { shared = false } = options
  const held = options.every === undefined ? undefined : time(options.every, 'uniformNoise: every')
  return currentStimulus(({ amount, stream, dt }) => {
    const low = amount(options.low, 'uniformNoise: low')
    const high = amount(options.high, 'uniformNoise: high')
    check(low <= high, `uniformNoise: expected low <= high, got ${low} and ${high}`)
    return { form: 'uniform noise', low, high, every: stepsOf(held ?? dt, dt), shared, stream }
  })
}

function stepsOf(duration: number, dt: number): number {
  const steps = Math.round(duration / dt)
  check(
    steps >= 1 && Math.abs(steps * dt - duration) < 1e-9,
    `uniformNoise: every must be a multiple of dt = ${dt} ms, got ${duration} ms`,
  )
  return steps
}
