import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import { frequency, time, type Frequency, type Time } from '../units/index.js'
import { spikeRows, type GivenSpikes } from './spikeRows.js'
import type {
  CurrentDescription,
  CurrentValue,
  InputDescription,
  PoissonDescription,
  SpikeTimesDescription,
  Target,
} from './description.js'

/** A stimulus before it is bound to neurons: `net.stimulate(neurons, stimulus)`. */
export interface Stimulus {
  readonly kind: InputDescription['kind']
  /** Binds the stimulus, checked. */
  bind(target: Target, context: Binding): InputDescription
}

/** What a stimulus needs to know of the network and of the neurons. */
export interface Binding {
  /** ms */
  readonly dt: number
  /** Numbers the inputs of a network. */
  readonly stream: number
  /** The variable that a receptor adds to. @throws RangeError if the neurons have none of that name */
  readonly variable: (receptor: string) => string
}

interface EventOptions {
  /** What one spike adds to the receptor; mV for `delta`, mV/ms for `pulse`. */
  weight: number
  /** `'delta'` (default) jumps `v`; `'pulse'` adds to `I` for one step; or a receptor of the neurons by its name. */
  receptor?: string
}

/**
 * Spikes at random times, independent for every neuron.
 *
 * @param options rate (Hz, `'2 Hz'`, at least 0), weight, receptor
 * @throws RangeError for an unknown option, a negative rate or a weight that is not finite
 * @example
 * net.stimulate(cortex, poisson({ rate: '2 Hz', weight: 20 }))
 */
export function poisson(options: EventOptions & { rate: Frequency }): Stimulus {
  refuseUnknown('poisson', options, ['rate', 'weight', 'receptor'])
  const rate = frequency(options.rate, 'poisson: rate')
  check(rate >= 0, `poisson: rate must not be negative, got ${rate} Hz`)
  const { weight, receptor } = checkedEvent('poisson', options)
  return {
    kind: 'poisson',
    bind: (target, { stream, variable }): PoissonDescription => ({
      kind: 'poisson',
      ...target,
      rate,
      weight,
      variable: variable(receptor),
      stream,
    }),
  }
}

/**
 * Given spikes: neuron `neuron[j]` of the target receives one at `time[j]`, at the first step at or after it.
 *
 * @param spikes two columns of equal length, as a recording or an encoder gives them; `time` in ms
 * @throws RangeError for columns of different length, a negative time or a neuron outside the target
 * @example
 * net.stimulate(retina, spikeTimes(latency().encode(image), { weight: 30 }))
 */
export function spikeTimes(spikes: GivenSpikes, options: EventOptions): Stimulus {
  refuseUnknown('spikeTimes', options, ['weight', 'receptor'])
  const { weight, receptor } = checkedEvent('spikeTimes', options)
  return {
    kind: 'spike times',
    bind(target, { dt, variable }): SpikeTimesDescription {
      const { steps, neurons } = spikeRows(spikes, target.to - target.from, dt, 'spikeTimes')
      return { kind: 'spike times', ...target, steps, neurons, weight, variable: variable(receptor) }
    },
  }
}

/** A current that changes with time, row after row. */
export interface Course {
  values: ArrayLike<number>
  /** How long a row holds; a multiple of dt, default dt. */
  every?: Time
  /** Whether a row has one value for each neuron; default false: one for all. */
  perNeuron?: boolean
}

/**
 * A current into `I` (in the unit of the model; mV/ms for Izhikevich's).
 *
 * @param value a number; one number for each neuron; a course in time `{ values, every, perNeuron }`, whose rows are
 *   one value for all or, with `perNeuron`, one for each, held for `every` ms (default dt), 0 after the last; or a
 *   function of time in ms and of the neuron
 * @throws RangeError for a value that is not finite or of a wrong length
 * @example
 * net.stimulate(cells, current(10))
 * net.stimulate(cells, current(t => 5 * Math.sin(2 * Math.PI * t / 100)))
 * net.stimulate(cells, current({ values: [0, 5, 10], every: '100 ms' }))
 */
export function current(
  value: number | ArrayLike<number> | Course | ((t: number, neuron: number) => number),
): Stimulus {
  return {
    kind: 'current',
    bind: (target, { dt }): CurrentDescription => ({
      kind: 'current',
      ...target,
      value: currentValue(value, target.to - target.from, dt),
    }),
  }
}

function currentValue(value: Parameters<typeof current>[0], size: number, dt: number): CurrentValue {
  if (typeof value === 'function') return { form: 'function', at: value }
  if (typeof value === 'number') {
    check(Number.isFinite(value), `current: expected a finite number, got ${value}`)
    return { form: 'constant', value }
  }
  check(
    typeof value === 'object' && value !== null,
    `current: expected a number, an array, a course or a function, got ${kindOf(value)}`,
  )
  if (!('length' in value)) {
    refuseUnknown('current', value, ['values', 'every', 'perNeuron'])
    const values = finiteArray(value.values)
    const columns = value.perNeuron ? size : 1
    check(values.length % columns === 0, `current: rows of ${columns} neurons do not fit into ${values.length} values`)
    const duration = value.every === undefined ? dt : time(value.every, 'current: every')
    const every = Math.round(duration / dt)
    check(
      every >= 1 && Math.abs(every * dt - duration) < 1e-9,
      `current: every must be a multiple of dt = ${dt} ms, got ${duration} ms`,
    )
    return { form: 'course', values, columns, every }
  }
  const values = finiteArray(value)
  check(
    values.length === size,
    `current: expected ${size} numbers, one a neuron, got ${values.length}; a course in time is { values, every }`,
  )
  return { form: 'per neuron', values }
}

function finiteArray(array: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(array)
  const bad = values.findIndex(x => !Number.isFinite(x))
  check(bad < 0, `current: must be finite, got ${values[bad]} at index ${bad}`)
  return values
}

function checkedEvent(
  what: string,
  { weight, receptor = 'delta' }: EventOptions,
): { weight: number; receptor: string } {
  check(Number.isFinite(weight), `${what}: weight must be a finite number, got ${String(weight)}`)
  return { weight, receptor }
}
